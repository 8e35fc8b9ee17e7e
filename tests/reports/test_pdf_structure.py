"""The structure of a PDF: heading paths, contents, lists, tables, figures, footnotes."""

from pathlib import Path

from kompetanse_qa.records import Block
from kompetanse_qa.reports.parsed import Parsed
from kompetanse_qa.reports.pdf import parse
from tests.reports.pdfs import LEFT, Sheet, pdf

PATH = Path("rapport.pdf")
PROSE = (
    "Undersøkelsen viser at lærerne er fornøyde med tilbudet, og at de fleste bruker det",
    "de har lært. Lederne legger vekt på at hele kollegiet må få del i kunnskapen.",
)
JOINED = " ".join(PROSE)


def _read(*sheets: Sheet, **options: object) -> Parsed:
    return parse(pdf(*sheets, **options), PATH)  # type: ignore[arg-type]


def _paths(parsed: Parsed) -> list[tuple[str, ...]]:
    return [section.headings for section in parsed.sections]


def _blocks(parsed: Parsed) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for section in parsed.sections for b in section.blocks]


def _one(parsed: Parsed, kind: str) -> Block:
    (block,) = (b for section in parsed.sections for b in section.blocks if b.kind == kind)
    return block


def _head(block: Block) -> str:
    assert block.head is not None
    return block.text[block.head.start : block.head.end]


def test_headings_nest_by_size_and_weight() -> None:
    sheet = Sheet()
    for text, size in [("Funn", 20), ("Ledelse", 15), ("Skoleeier", 11), ("Skole", 15)]:
        sheet.heading(text, size)
        sheet.lines(*PROSE)
    assert _paths(_read(Sheet(), Sheet(), sheet)) == [
        ("Funn",),
        ("Funn", "Ledelse"),
        ("Funn", "Ledelse", "Skoleeier"),
        ("Funn", "Skole"),
    ]


def test_headings_nest_by_their_numbers_whatever_their_size() -> None:
    sheet = Sheet()
    for text in ("2 Metode", "2.1 Utvalg", "2.1.1 Lærere", "2.2 Analyse", "3 Funn"):
        sheet.heading(text, 14)
        sheet.lines(*PROSE)
    assert _paths(_read(sheet)) == [
        ("2 Metode",),
        ("2 Metode", "2.1 Utvalg"),
        ("2 Metode", "2.1 Utvalg", "2.1.1 Lærere"),
        ("2 Metode", "2.2 Analyse"),
        ("3 Funn",),
    ]


def test_the_outline_places_headings_that_look_alike() -> None:
    sheet = Sheet()
    for text in ("Funn", "Ledelse", "Metode"):
        sheet.heading(text, 14)
        sheet.lines(*PROSE)
    outline = [(1, "Funn", 0), (1, "Ledelse", 1), (1, "Metode", 0)]
    assert _paths(_read(sheet, outline=outline)) == [("Funn",), ("Funn", "Ledelse"), ("Metode",)]


def test_a_heading_of_two_lines_is_one() -> None:
    sheet = Sheet()
    sheet.put(LEFT, 100, "Erfaringer med skolebasert", 16, bold=True)
    sheet.put(LEFT, 119, "kompetanseutvikling", 16, bold=True)
    sheet.top = 150
    sheet.lines(*PROSE)
    (section,) = _read(sheet).sections
    assert section.headings == ("Erfaringer med skolebasert kompetanseutvikling",)
    assert section.position is not None and section.position.page == 1


def test_the_title_on_the_cover_encloses_no_chapter() -> None:
    cover, first = Sheet(), Sheet()
    cover.heading("Kompetanse i barnehagen", 30)
    first.heading("Innledning", 16)
    first.lines(*PROSE)
    third, fourth = Sheet(), Sheet()
    third.heading("Funn", 16)
    third.lines(*PROSE)
    fourth.lines(*PROSE)
    parsed = _read(cover, first, third, fourth)
    assert parsed.title == "Kompetanse i barnehagen"
    assert _paths(parsed) == [("Kompetanse i barnehagen",), ("Innledning",), ("Funn",)]


def test_a_table_of_contents_is_a_list_and_names_no_headings() -> None:
    sheet = Sheet()
    sheet.heading("Innhold", 16)
    for title, page in (("1 Innledning", 3), ("1.1 Bakgrunn", 4), ("2 Funn", 9)):
        sheet.lines(f"{title} {'.' * 60} {page}", gap=0)
    body = Sheet()
    body.lines(*PROSE)
    parsed = _read(sheet, body)
    assert _paths(parsed) == [("Innhold",)]
    kinds = [(kind, len(text.split("\n"))) for kind, text in _blocks(parsed)]
    assert kinds == [("list", 3), ("paragraph", 1)]


def test_bullets_are_one_list_with_the_sentence_that_leads_to_them() -> None:
    sheet = Sheet()
    sheet.lines("Dette er bakgrunnen. Skolene pekte på to ting:", gap=4)
    sheet.lines("• tid til å prøve ut det nye i klasserommet sammen med andre, og helst", gap=0)
    sheet.lines("i egen klasse", left=LEFT + 8, gap=0)
    sheet.lines("• ledere som følger opp")
    sheet.lines(*PROSE)
    parsed = _read(sheet)
    assert _blocks(parsed) == [
        ("paragraph", "Dette er bakgrunnen."),
        (
            "list",
            "Skolene pekte på to ting:\n"
            "• tid til å prøve ut det nye i klasserommet sammen med andre, og helst i egen klasse\n"
            "• ledere som følger opp",
        ),
        ("paragraph", JOINED),
    ]
    assert _head(_one(parsed, "list")) == "Skolene pekte på to ting:"


def test_a_table_has_a_row_a_line_below_its_caption_and_column_heads() -> None:
    sheet = Sheet()
    sheet.lines(*PROSE)
    sheet.lines("Tabell 3.1 Svar etter gruppe", size=10)
    for cells in (
        ("Gruppe", "Antall", "Andel"),
        ("Lærere", "120", "60 %"),
        ("Ledere", "80", "40 %"),
    ):
        sheet.row(*cells, lefts=(72, 250, 350), size=10)
    sheet.top += 12
    sheet.lines(*PROSE)
    table = _one(parsed := _read(sheet), "table")
    assert table.text == (
        "Tabell 3.1 Svar etter gruppe\nGruppe\tAntall\tAndel\nLærere\t120\t60 %\nLedere\t80\t40 %"
    )
    assert _head(table) == "Tabell 3.1 Svar etter gruppe\nGruppe\tAntall\tAndel"
    assert _blocks(parsed)[2] == ("paragraph", JOINED)


def test_a_sentence_that_names_a_table_is_prose() -> None:
    sheet = Sheet()
    sheet.lines("Tabell 3 viser at lærerne er fornøyde.")
    assert _blocks(_read(sheet)) == [("paragraph", "Tabell 3 viser at lærerne er fornøyde.")]


def test_the_words_in_a_figure_go_with_its_caption() -> None:
    sheet = Sheet()
    sheet.lines(*PROSE)
    for label in ("Svært enig", "Litt enig"):
        sheet.lines(label, size=8, left=200)
    sheet.lines("Figur 2.1 Enighet blant lærere", size=10)
    sheet.lines(*PROSE)
    assert _blocks(_read(sheet)) == [
        ("paragraph", JOINED),
        ("figure", "Svært enig\nLitt enig\nFigur 2.1 Enighet blant lærere"),
        ("paragraph", JOINED),
    ]


def test_footnotes_are_kept_apart_from_the_sentence_that_they_split() -> None:
    first, second = Sheet(), Sheet()
    first.lines(*PROSE)
    first.lines("Satsingen ble styrt av direktoratet, som ga føringer for det arbeidet som ble")
    first.top = 780
    first.lines("1 Se rundskriv fra 2012 om midlene.", "2 Jf. avtalen.", size=8)
    second.lines("gjort på skolene.")
    assert _blocks(_read(first, second)) == [
        ("paragraph", JOINED),
        (
            "paragraph",
            "Satsingen ble styrt av direktoratet, som ga føringer for det arbeidet som ble "
            "gjort på skolene.",
        ),
        ("footnote", "1 Se rundskriv fra 2012 om midlene."),
        ("footnote", "2 Jf. avtalen."),
    ]


def test_cells_of_several_lines_are_read_cell_by_cell() -> None:
    sheet = Sheet()
    sheet.lines(*PROSE)
    sheet.lines("Tabell 1. Tiltak", size=10)
    sheet.put(72, sheet.top, "Tiltak")
    sheet.put(200, sheet.top, "Beskrivelse")
    sheet.put(420, sheet.top, "Antall")
    rows = (
        (
            ("Videreutdanning for", "lærere"),
            ("Lærerne får permisjon for å utvikle kompe-", "tansen sin"),
            "12",
        ),
        (("Etterutdanning",), ("Kortere kurs som holdes på den enkelte", "skole"), "30"),
    )
    sheet.top += 22
    for left, right, number in rows:
        for index, line in enumerate(left):
            sheet.put(72, sheet.top + 13 * index, line)
        for index, line in enumerate(right):
            sheet.put(200, sheet.top + 13 * index, line)
        sheet.put(420, sheet.top, number)
        sheet.top += 13 + 22
    sheet.lines(*PROSE)
    assert _one(_read(sheet), "table").text == (
        "Tabell 1. Tiltak\n"
        "Tiltak\tBeskrivelse\tAntall\n"
        "Videreutdanning for lærere\tLærerne får permisjon for å utvikle kompetansen sin\t12\n"
        "Etterutdanning\tKortere kurs som holdes på den enkelte skole\t30"
    )


def test_large_type_that_fills_the_page_is_prose_however_wide_its_lines_are_set() -> None:
    first, second = Sheet(), Sheet()
    for _ in range(12):
        first.lines(*PROSE)
    lines = (
        "Lærerne i kommunen har deltatt i",
        "videreutdanning i to år, og de fleste",
        "sier at undervisningen er endret og",
        "at elevene merker det. Mange av dem",
        "har fått nye oppgaver på skolen der",
        "de underviser.",
    )
    for number, line in enumerate(lines):
        second.put(LEFT, 100 + 30 * number, line, 14)
    parsed = _read(first, second)
    assert _paths(parsed) == [()]
    assert _blocks(parsed)[-1] == ("paragraph", " ".join(lines))


def test_rows_of_wide_cells_are_no_columns_of_prose() -> None:
    sheet = Sheet()
    rows = (
        (
            ("Videreutdanning for lærere på", "ungdomstrinnet"),
            ("Permisjon med lønn i inntil ett", "år"),
        ),
        (
            ("Kurs på den enkelte skolen", "for alle lærere"),
            ("Samlinger som holdes lokalt", "om høsten"),
        ),
        (
            ("Program for ledere som er", "nye i rollen"),
            ("Fire samlinger over to dager", "hvert år"),
        ),
        (
            ("Veiledning av nyutdannede", "lærere i to år"),
            ("Mentorer på skolen som har", "fått tid"),
        ),
    )
    for left, right in rows:
        for number in (0, 1):
            sheet.put(LEFT, sheet.top + 13 * number, left[number])
            sheet.put(300, sheet.top + 13 * number, right[number])
        sheet.top += 13 + 24
    assert _one(_read(sheet), "table").text.split("\n")[1] == (
        "Kurs på den enkelte skolen for alle lærere\tSamlinger som holdes lokalt om høsten"
    )


def test_a_dash_in_the_middle_of_a_sentence_begins_no_list() -> None:
    first, second = Sheet(), Sheet()
    lines = (
        "Alle skolene i kommunen har hatt minst én lærer på videreutdanning hvert år",
        "– og noen har hatt flere.",
    )
    first.lines(lines[0])
    second.lines(lines[1])
    assert _blocks(_read(first, second)) == [("paragraph", " ".join(lines))]
