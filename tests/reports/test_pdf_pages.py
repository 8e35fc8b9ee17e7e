"""Pages of a PDF: printed labels, running heads and feet, and where each line stands."""

from pathlib import Path

import pytest

from kompetanse_qa.records import Span, locate
from kompetanse_qa.reports.page_numbers import Numeral, numeral, proven
from kompetanse_qa.reports.parsed import Parsed
from kompetanse_qa.reports.pdf import parse, source_text
from tests.reports.pdfs import Sheet, pdf

PATH = Path("rapport.pdf")
TOWNS = ("Bergen", "Oslo", "Hamar", "Molde", "Narvik", "Alta")


def _page(town: str, head: str = "", foot: str = "") -> Sheet:
    sheet = Sheet()
    if head:
        sheet.put(72, 40, head, 9)
    sheet.lines(
        f"Skolene i {town} har deltatt i hele perioden, og lærerne sier at de har fått", "tid."
    )
    sheet.lines(f"Rektor i {town} har ledet arbeidet.")
    if foot:
        sheet.put(290, 810, foot, 9)
    return sheet


def _labels(parsed: Parsed) -> dict[int | None, str | None]:
    positions = [b.position for s in parsed.sections for b in s.blocks]
    return {position.page: position.page_label for position in positions}


def test_printed_numbers_that_count_along_with_the_pages_are_the_labels() -> None:
    # The third file page is printed as 1; the two before it show no number.
    feet = ["", "", "1", "2", "3", "4"]
    data = pdf(*(_page(town, foot=foot) for town, foot in zip(TOWNS, feet, strict=True)))
    assert _labels(parse(data, PATH)) == {1: None, 2: None, 3: "1", 4: "2", 5: "3", 6: "4"}


def test_roman_front_matter_and_the_pages_after_it_are_two_series() -> None:
    feet = ["i", "ii", "iii", "1", "2", "3"]
    data = pdf(*(_page(town, foot=foot) for town, foot in zip(TOWNS, feet, strict=True)))
    assert _labels(parse(data, PATH)) == dict(enumerate(feet, start=1))


def test_a_page_that_hides_its_number_is_counted_through() -> None:
    feet = ["7", "8", "", "10", "11", "12"]
    data = pdf(*(_page(town, foot=foot) for town, foot in zip(TOWNS, feet, strict=True)))
    assert _labels(parse(data, PATH))[3] == "9"


def test_page_labels_of_the_file_are_taken_where_nothing_is_printed() -> None:
    data = pdf(*(_page(town) for town in TOWNS[:4]), roman=2)
    assert _labels(parse(data, PATH)) == {1: "i", 2: "ii", 3: "1", 4: "2"}


def test_a_printed_number_goes_before_the_page_labels_of_the_file() -> None:
    data = pdf(*(_page(t, foot=str(n)) for n, t in enumerate(TOWNS, start=5)), roman=0)
    assert _labels(parse(data, PATH))[1] == "5"


def test_numbers_that_do_not_count_along_prove_no_label() -> None:
    feet = ["12", "7", "44", "3", "90", "8"]
    data = pdf(*(_page(town, foot=foot) for town, foot in zip(TOWNS, feet, strict=True)))
    assert set(_labels(parse(data, PATH)).values()) == {None}


def test_running_heads_and_page_numbers_are_furniture_and_not_text() -> None:
    data = pdf(*(_page(t, "Rapport 2013", f"Side {n} av 6") for n, t in enumerate(TOWNS, 1)))
    parsed = parse(data, PATH)
    assert [(f.kind, f.text, f.position.page) for f in parsed.furniture[:4]] == [
        ("running_head", "Rapport 2013", 1),
        ("page_number", "Side 1 av 6", 1),
        ("running_head", "Rapport 2013", 2),
        ("page_number", "Side 2 av 6", 2),
    ]
    assert [b.text for s in parsed.sections for b in s.blocks][:2] == [
        "Skolene i Bergen har deltatt i hele perioden, og lærerne sier at de har fått tid.",
        "Rektor i Bergen har ledet arbeidet.",
    ]


def test_heads_that_differ_on_left_and_right_pages_are_both_furniture() -> None:
    heads = ["Kompetanse for kvalitet", "Kapittel om ledelse"] * 3
    data = pdf(*(_page(town, head) for town, head in zip(TOWNS, heads, strict=True)))
    assert [f.text for f in parse(data, PATH).furniture] == heads


def test_heads_that_take_turns_in_a_short_file_are_furniture() -> None:
    heads = ["", "Rapport 4", "Om ledelse", "Rapport 4", "Om ledelse", ""]
    data = pdf(*(_page(town, head) for town, head in zip(TOWNS, heads, strict=True)))
    assert [f.text for f in parse(data, PATH).furniture] == heads[1:5]


def test_a_line_that_stands_on_two_of_six_pages_is_text() -> None:
    heads = ["Til lærerne", "", "", "Til lærerne", "", ""]
    data = pdf(*(_page(town, head) for town, head in zip(TOWNS, heads, strict=True)))
    parsed = parse(data, PATH)
    assert parsed.furniture == ()
    assert parsed.sections[0].blocks[0].text == "Til lærerne"


def test_every_line_of_a_paragraph_is_found_again_in_the_source_text() -> None:
    first, second = Sheet(), Sheet()
    first.lines("Videreutdanningen skal styrke elevenes læring, og deltakerne sier at de har hatt")
    second.lines("stor nytte av den.", "Lederne er enige.")
    data = pdf(first, second)
    parsed = parse(data, PATH)
    block = parsed.sections[0].blocks[0]
    text = source_text(data, PATH)
    nytte = block.text.index("stor nytte")
    found = locate(block.anchors, Span(start=nytte, end=nytte + len("stor nytte av den.")))
    assert text[found.start : found.end] == "stor nytte av den."
    assert (block.position.page, found.page) == (1, 2)
    assert text.count("\f") == 1


def test_the_end_of_a_joined_word_is_found_where_it_stands() -> None:
    sheet = Sheet()
    sheet.lines("Skoleeier har ansvar for kompetanse-", "utviklingen i kommunen.")
    data = pdf(sheet)
    block = parse(data, PATH).sections[0].blocks[0]
    assert block.text == "Skoleeier har ansvar for kompetanseutviklingen i kommunen."
    start = block.text.index("utviklingen")
    found = locate(block.anchors, Span(start=start, end=len(block.text)))
    assert source_text(data, PATH)[found.start : found.end] == "utviklingen i kommunen."


@pytest.mark.parametrize(
    ("token", "found"),
    [
        ("47", Numeral("arabic", 47)),
        ("– 47 –", Numeral("arabic", 47)),
        ("xiv", Numeral("roman", 14)),
        ("IV", Numeral("ROMAN", 4)),
        ("side", None),
        ("", None),
        ("Vi", None),
        ("47a", None),
    ],
)
def test_a_numeral_is_told_from_a_word(token: str, found: Numeral | None) -> None:
    assert numeral(token) == found


def test_two_pages_of_many_prove_no_label() -> None:
    assert proven({4: ["2"], 5: ["3"]}, pages=30) == {}
    assert proven({4: ["2"], 5: ["3"], 6: ["4"]}, pages=30) == {4: "2", 5: "3", 6: "4"}
