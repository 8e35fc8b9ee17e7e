"""Running text of a PDF: paragraphs, line ends, columns, page ends, and no word lost."""

from collections import Counter
from pathlib import Path

from pypdfium2 import PdfDocument

from kompetanse_qa.reports.parsed import Parsed
from kompetanse_qa.reports.pdf import parse
from kompetanse_qa.reports.pdf.letters import searchable
from tests.reports.pdfs import LEFT, Sheet, Text, pdf

PATH = Path("rapport.pdf")
LEFT_COLUMN = (
    "Lærerne i undersøkelsen har",
    "deltatt i videreutdanning i ett",
    "eller to år. De fleste sier at",
    "undervisningen er endret, og at",
    "elevene merker det. Mange av",
)
RIGHT_COLUMN = (
    "dem har fått nye oppgaver på",
    "skolen sin. Rektorene mener at",
    "tiltaket virker best når flere",
    "deltar samtidig, slik at de kan",
    "støtte hverandre.",
)


def _texts(parsed: Parsed) -> list[str]:
    return [block.text for section in parsed.sections for block in section.blocks]


def _columns(sheet: Sheet, top: float, shift: float = 0) -> None:
    for number, line in enumerate(LEFT_COLUMN):
        sheet.put(LEFT, top + 14 * number, line)
    for number, line in enumerate(RIGHT_COLUMN):
        sheet.put(310, top + shift + 14 * number, line)
    sheet.top = top + 14 * 5 + 20


def test_line_end_hyphens_are_dropped_and_real_ones_kept() -> None:
    sheet = Sheet()
    sheet.lines(
        "Skoleeier har hatt ansvaret for kompetanse-",
        "utviklingen, og de har brukt ITP-",
        "modellen i arbeidet med lærings-",
        "og undervisningsformer.",
    )
    assert _texts(parse(pdf(sheet), PATH)) == [
        "Skoleeier har hatt ansvaret for kompetanseutviklingen, og de har brukt ITP-modellen "
        "i arbeidet med lærings- og undervisningsformer."
    ]


def test_a_gap_or_an_indent_begins_a_paragraph() -> None:
    sheet = Sheet()
    sheet.lines("Det første avsnittet er langt nok til", "å gå over to linjer her i dag.", gap=0)
    sheet.lines("Det andre begynner med innrykk og er", "like langt som det.", indent=14)
    sheet.lines("Det tredje står for seg selv.")
    assert _texts(parse(pdf(sheet), PATH)) == [
        "Det første avsnittet er langt nok til å gå over to linjer her i dag.",
        "Det andre begynner med innrykk og er like langt som det.",
        "Det tredje står for seg selv.",
    ]


def test_the_left_column_is_read_before_the_right_one_and_sentences_go_on() -> None:
    sheet = Sheet()
    sheet.put(LEFT, 80, "Videreutdanning gir endring i undervisningen over tid", 16, bold=True)
    _columns(sheet, 120)
    parsed = parse(pdf(sheet), PATH)
    assert parsed.sections[0].headings == ("Videreutdanning gir endring i undervisningen over tid",)
    assert _texts(parsed) == [" ".join(LEFT_COLUMN + RIGHT_COLUMN)]


def test_three_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    columns = [
        [
            f"{place} har lærerne hatt en",
            "lang rekke samlinger om",
            "læring og ledelse med",
            "god hjelp.",
        ]
        for place in ("I nord", "I sør", "I vest")
    ]
    for left, column in zip((60, 230, 400), columns, strict=True):
        for number, line in enumerate(column):
            sheet.put(left, 100 + 14 * number, line)
    assert _texts(parse(pdf(sheet), PATH)) == [" ".join(column) for column in columns]


def test_columns_whose_lines_do_not_stand_level_are_columns_too() -> None:
    sheet = Sheet()
    _columns(sheet, 120, shift=5)
    assert _texts(parse(pdf(sheet), PATH)) == [" ".join(LEFT_COLUMN + RIGHT_COLUMN)]


def test_full_width_text_between_two_bands_of_columns_keeps_its_place() -> None:
    sheet = Sheet()
    _columns(sheet, 100)
    full = "Under begge spaltene står en setning som går over hele bredden av siden i rapporten."
    sheet.lines(full, gap=20)
    _columns(sheet, sheet.top)
    columns = " ".join(LEFT_COLUMN + RIGHT_COLUMN)
    assert _texts(parse(pdf(sheet), PATH)) == [columns, full, columns]


def test_a_sentence_goes_on_over_the_page_end_without_head_and_number() -> None:
    sheets = []
    lines = [
        ("Først kom planen.", "Deretter ble lærerne ved alle skolene i kommunen bedt om å"),
        ("svare på spørsmål om sin egen praksis.", "Svarene ble lest av forskerne ved den"),
        ("avdelingen som hadde ansvaret.", "Til slutt kom rapporten."),
    ]
    for number, text in enumerate(lines, start=11):
        sheet = Sheet()
        sheet.put(LEFT, 40, "Rapport om praksis", 9)
        sheet.lines(*text)
        sheet.put(290, 810, str(number), 9)
        sheets.append(sheet)
    joined = " ".join(_texts(parse(pdf(*sheets), PATH)))
    assert joined == " ".join(line for text in lines for line in text)


def test_ligatures_are_spelled_out() -> None:
    sheet = Sheet()
    sheet.marks.append(Text(LEFT, 100, "De \ufb01kk \ufb02ere svar.", font="Vera"))
    assert _texts(parse(pdf(sheet), PATH)) == ["De fikk flere svar."]


def test_a_page_that_is_set_sideways_is_read_along_its_lines() -> None:
    sheet = Sheet(turned=True)
    sheet.lines("Denne siden er satt på tvers", "og leses likevel.")
    assert _texts(parse(pdf(sheet), PATH)) == ["Denne siden er satt på tvers og leses likevel."]


def test_no_word_of_the_file_is_lost_or_doubled() -> None:
    first, second, third = Sheet(), Sheet(), Sheet()
    for number, sheet in enumerate((first, second, third), start=1):
        sheet.put(LEFT, 40, "Årsrapport 2019", 9)
        sheet.put(500, 810, str(number), 9)
    first.heading("Om undersøkelsen", 20)
    _columns(first, first.top)
    first.lines("1 En note om utvalget.", size=8)
    second.heading("1.1 Funn", 14)
    second.lines("Vi fant tre ting:", gap=0)
    second.lines("• tid", gap=0)
    second.lines("• tillit", gap=0)
    second.lines("• kunnskap")
    second.lines("Tabell 1. Svar", size=10)
    second.row("Svar", "Antall", lefts=(72, 250))
    second.row("Ja", "12", lefts=(72, 250))
    second.row("Nei", "4", lefts=(72, 250))
    third.lines("Figur 4 Andel som svarte", size=9)
    third.lines("Rektorene er mindre fornøyde enn lærerne, og de ønsker seg", "flere samlinger.")
    data = pdf(first, second, third)
    parsed = parse(data, PATH)
    found = " ".join(
        [block.text for section in parsed.sections for block in section.blocks]
        + [section.headings[-1] for section in parsed.sections if section.headings]
        + [item.text for item in parsed.furniture]
    )
    with PdfDocument(data) as opened:
        drawn = " ".join(page.get_textpage().get_text_range() for page in opened)
    assert Counter(found.split()) == Counter(searchable(word) for word in drawn.split())
