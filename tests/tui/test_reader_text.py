"""The report as pieces and lines, without a screen."""

from __future__ import annotations

from pathlib import Path

from kompetanse_qa.records import Passage, Position, ReportCard
from kompetanse_qa.tui.line_breaks import break_lines
from kompetanse_qa.tui.report_text import Match, ReportText
from kompetanse_qa.tui.trail import Place, Trail

CARD = ReportCard(
    id="r",
    title="Rapport",
    authors=(),
    publisher=None,
    year=None,
    url=None,
    source="r.md",
    descriptive_title=False,
    listed=False,
    passages=0,
)


def passage(number: int, text: str, *headings: str, kind: str = "paragraph") -> Passage:
    return Passage(
        id=f"r#{number}",
        report_id="r",
        title="Rapport",
        year=None,
        headings=headings,
        position=Position(start=0, end=len(text)),
        kind=kind,  # type: ignore[arg-type]
        text=text,
        sentences=(),
        anchors=(),
    )


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


def test_the_layout_tells_the_line_of_every_character() -> None:
    text = ReportText(CARD, [passage(1, "en to tre fire", "Mål"), passage(2, "fem")])
    layout = text.layout(6)
    # Mål / (empty) / en to / tre / fire / (empty) / fem / (empty)
    assert layout.tops == (0, 2, 6)
    assert len(layout.lines) == 8
    assert [layout.line_of(1, offset) for offset in (0, 4, 6, 10)] == [2, 2, 3, 4]


def test_a_tab_takes_one_cell_and_keeps_every_offset() -> None:
    text = ReportText(CARD, [passage(1, "a\tb\x1b[31m")])
    assert text.pieces[0].text == "a b [31m"


def test_back_and_forward_go_where_they_go_in_a_browser() -> None:
    trail = Trail()
    for name in "abc":
        trail.visit(Place(name))
    assert trail.back() == Place("b")
    assert trail.back() == Place("a")
    assert trail.back() is None
    assert trail.forward() == Place("b")
    trail.visit(Place("d"))  # c is forgotten
    assert trail.forward() is None
    assert trail.back() == Place("b")


def test_a_place_is_come_back_to_just_as_it_was_left() -> None:
    trail = Trail()
    trail.visit(Place("a"))
    trail.leave(Place("a", 7))
    trail.visit(Place("b"))
    assert trail.back() == Place("a", 7)


def test_every_sentence_of_the_longest_report_stands_on_its_lines(real_index: Path) -> None:
    from kompetanse_qa.search import open_index

    with open_index(real_index) as index:
        card = index.report("skolebasert-kompetanseutvikling-2013")
        passages = index.passages_of(card.id)
    text = ReportText(card, passages)
    layout = text.layout(50)
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
