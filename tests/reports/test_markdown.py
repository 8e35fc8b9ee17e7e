"""Markdown: marks come off, structure stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from kompetanse_qa.reports.markdown import parse
from kompetanse_qa.reports.parsed import Parsed


def read(text: str) -> Parsed:
    return parse(text.encode(), Path("rapport.md"))


def blocks(text: str) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for s in read(text).sections for b in s.blocks]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("En **fet** påstand og en *skrå*.", "En fet påstand og en skrå."),
        ("Et __sterkt__ og et _svakt_ ord.", "Et sterkt og et svakt ord."),
        ("Filen min_lange_fil og 3 * 4 * 5.", "Filen min_lange_fil og 3 * 4 * 5."),
        ("Se [rapporten](https://a.no/b), side 2.", "Se rapporten, side 2."),
        ("Se ![et bilde](bilde.png) her.", "Se et bilde her."),
        (r"Bruk \*stjerner\* og \(parentes\).", "Bruk *stjerner* og (parentes)."),
        ("Kommandoen `ask` svarer.", "Kommandoen ask svarer."),
        ("> Et sitat som går\n> over to linjer.", "Et sitat som går over to linjer."),
    ],
)
def test_marks_come_off_the_words(marked, plain):
    assert blocks(marked) == [("paragraph", plain)]


def test_positions_point_past_the_marks_that_came_off():
    text = "En **fet** påstand."
    (block,) = read(text).sections[0].blocks
    pieces = [text[a.position.start : a.position.end] for a in block.anchors]
    assert pieces == ["En ", "fet", " påstand."]


def test_headings_nest_by_level_and_the_highest_is_the_title():
    parsed = read("## Før\n\n# Tittel\n\n## A\n\n### B ###\n\nTekst.\n\nC\n---\n\nMer.\n")
    assert [s.headings for s in parsed.sections] == [
        ("Før",),
        ("Tittel",),
        ("Tittel", "A"),
        ("Tittel", "A", "B"),
        ("Tittel", "C"),
    ]
    assert parsed.title == "Tittel"


def test_a_table_has_its_column_heads_as_head_and_a_line_for_each_row():
    (block,) = (
        read("| Skole | Antall |\n|---|--:|\n| **Våge** | 5 |\n| Nes | 21 |\n").sections[0].blocks
    )
    assert (block.kind, block.text) == ("table", "Skole | Antall\nVåge | 5\nNes | 21")
    assert block.text[: block.head.end] == "Skole | Antall"


def test_items_go_over_several_lines_and_numbered_ones_count():
    assert blocks("Slik er det:\n\n1. første\n2. andre\n   del\n\nSlutt.\n") == [
        ("list", "Slik er det:\n1. første\n2. andre del"),
        ("paragraph", "Slutt."),
    ]


def test_fenced_text_is_a_paragraph_apart_and_its_marks_stay():
    assert blocks("Før.\n\n```\na **b**\n```\n\nEtter.\n") == [
        ("paragraph", "Før."),
        ("paragraph", "a **b**"),
        ("paragraph", "Etter."),
    ]


def test_metadata_is_read_from_labels_and_stops_with_the_value():
    parsed = read(
        "# Overskrift\n\n**Tittel:** Rapporten om lesing\n\n**Forfattere:**\n\n"
        "Kari Berg, Ola Dal og Per Li\n\n**Rapporten:**\n\n[Last ned](https://a.no/r.pdf)\n\n"
        "**År:**\n\n2019\n\nFørste avsnitt.\n"
    )
    assert parsed.title == "Rapporten om lesing"
    assert parsed.authors == ("Kari Berg", "Ola Dal", "Per Li")
    assert (parsed.year, parsed.url) == (2019, "https://a.no/r.pdf")
    assert [b.text for s in parsed.sections for b in s.blocks] == ["Første avsnitt."]


def test_a_file_of_nothing_but_marks_has_no_blocks():
    assert blocks("---\n\n***\n") == []
