"""The lines of a report: where they break, and which character stands on which."""

from __future__ import annotations

from pathlib import Path

from plain_report import CARD, passage

from kompetanse_qa.search import open_index
from kompetanse_qa.sitting.report_text import ReportText
from kompetanse_qa.tui.line_breaks import break_lines
from kompetanse_qa.tui.report_layout import lay_out


def lines(text: str, width: int, indent: int = 0) -> list[str]:
    return [text[start:end] for start, end in break_lines(text, width, indent)]


def test_lines_break_at_the_last_space_that_fits() -> None:
    assert lines("en to tre fire", 6) == ["en to", "tre", "fire"]


def test_a_line_that_fits_exactly_is_not_broken() -> None:
    assert lines("en to tre", 9) == ["en to tre"]
    assert lines("en to tre", 5) == ["en to", "tre"]


def test_a_word_longer_than_the_line_is_cut_where_the_line_ends() -> None:
    assert lines("kompetanse", 4) == ["komp", "etan", "se"]


def test_the_lines_of_the_text_stay_lines_and_empty_ones_stay_empty() -> None:
    assert lines("a\n\nb c", 10) == ["a", "", "b c"]


def test_what_goes_on_of_a_row_has_less_room_by_the_indent() -> None:
    # 7 cells for "en to", then 7 - 2 = 5 for each of the others.
    assert lines("en to tre fire", 7, indent=2) == ["en to", "tre", "fire"]


def test_spaces_at_a_break_or_at_the_end_make_no_line_of_their_own() -> None:
    assert lines("tre   fire   ", 5) == ["tre", "fire"]


def test_characters_of_two_cells_take_the_room_of_two() -> None:
    # Four letters of two cells each: two of them fill four cells.
    assert lines("日本語文", 4) == ["日本", "語文"]


def test_no_character_but_white_space_is_lost_in_breaking() -> None:
    text = "Å være i førstelinja er krevende,\tsa læreren.\n• ett\n• to og et langtord"
    for width in range(1, 40):
        assert "".join("".join(lines(text, width)).split()) == "".join(text.split())


def test_the_layout_tells_the_line_of_every_character() -> None:
    text = ReportText(CARD, [passage(1, "en to tre fire", "Mål"), passage(2, "fem")])
    layout = lay_out(text, 6)
    # Mål / (empty) / en to / tre / fire / (empty) / fem / (empty)
    assert layout.tops == (0, 2, 6)
    assert len(layout.lines) == 8
    assert [layout.line_of(1, offset) for offset in (0, 4, 6, 10)] == [2, 2, 3, 4]


def test_every_sentence_of_the_longest_report_stands_on_its_lines(real_index: Path) -> None:
    with open_index(real_index) as index:
        card = index.report("skolebasert-kompetanseutvikling-2013")
        passages = index.passages_of(card.id)
    text = ReportText(card, passages)
    layout = lay_out(text, 50)
    shown: dict[int, list[str]] = {}
    for line in layout.lines:
        if line is not None:
            assert line.end - line.start <= 50
            shown.setdefault(line.piece, []).append(
                text.pieces[line.piece].text[line.start : line.end]
            )
    for number, found in enumerate(passages):
        words = " ".join(shown[text.piece_of(number)]).split()
        assert "".join(words) == "".join(found.text.split())
