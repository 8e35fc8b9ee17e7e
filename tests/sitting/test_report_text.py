"""A report as it is read: its pieces, and what is found in it."""

from __future__ import annotations

from plain_report import CARD, passage

from kompetanse_qa.sitting.report_text import Match, ReportText


def test_headings_are_shown_only_where_they_change() -> None:
    text = ReportText(
        CARD,
        [
            passage(1, "en", "Kapittel 1", "Mål"),
            passage(2, "to", "Kapittel 1", "Mål"),
            passage(3, "tre", "Kapittel 1", "Funn"),
            passage(4, "fire", "Kapittel 2", "Funn"),
        ],
    )
    assert [(piece.text, piece.level) for piece in text.pieces] == [
        ("Kapittel 1", 0),
        ("Mål", 1),
        ("en", None),
        ("to", None),
        ("Funn", 1),
        ("tre", None),
        ("Kapittel 2", 0),
        ("Funn", 1),
        ("fire", None),
    ]


def test_a_search_finds_headings_and_passages_without_regard_to_case() -> None:
    text = ReportText(CARD, [passage(1, "ÆRLIG og ærlig", "Ærlighet")])
    assert text.find("ærlig") == (Match(0, 0, 5), Match(1, 0, 5), Match(1, 9, 14))


def test_a_search_over_a_line_break_finds_the_words() -> None:
    text = ReportText(CARD, [passage(1, "Skole A\nLærere", kind="table")])
    assert text.find("a  lærere") == (Match(0, 6, 14),)


def test_a_search_takes_every_sign_as_it_is() -> None:
    text = ReportText(CARD, [passage(1, "(Udir, 2012) .*")])
    assert text.find(".*") == (Match(0, 13, 15),)
    assert text.find("(udir") == (Match(0, 0, 5),)


def test_a_search_for_nothing_finds_nothing() -> None:
    assert ReportText(CARD, [passage(1, "a b")]).find("  ") == ()


def test_a_letter_written_with_a_loose_ring_finds_the_whole_letter() -> None:
    text = ReportText(CARD, [passage(1, "påbygging")])
    assert text.find("pa\N{COMBINING RING ABOVE}by") == (Match(0, 0, 4),)


def test_a_tab_takes_one_cell_and_keeps_every_offset() -> None:
    text = ReportText(CARD, [passage(1, "a\tb\x1b[31m")])
    assert text.pieces[0].text == "a b [31m"
