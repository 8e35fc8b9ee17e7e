"""Reading a report on the screen: stories of keys pressed and what is then to be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from stories import settled
from textual.pilot import Pilot
from textual.widgets import Input, Static

from kompetanse_qa.indexing import build_index
from kompetanse_qa.records import Span
from kompetanse_qa.tui.app import KompetanseApp
from kompetanse_qa.tui.contents_tree import ContentsTree
from kompetanse_qa.tui.find_bar import FindBar
from kompetanse_qa.tui.reader_screen import ReaderScreen
from kompetanse_qa.tui.report_view import ReportView
from kompetanse_qa.tui.requests import OpenReader


@pytest.fixture
def chapters(tmp_path: Path) -> Iterator[KompetanseApp]:
    """Three chapters, the second with two parts; each passage is long enough to fill a window."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    parts = [
        ("# Skoleår", "Elevene plantet poteter. "),
        ("## Høst", "Lærerne høstet epler. "),
        ("## Vår", "Rektor sådde ærfugl og åkerbønner. "),
        ("### Åpent hus", "Foreldrene spiste eplekake. "),
    ]
    text = "\n\n".join(f"{heading}\n\n{sentence * 12}" for heading, sentence in parts)
    (corpus / "hage.md").write_text(text + "\n", encoding="utf-8")
    build_index(corpus, tmp_path / "index", encoder="toy")
    app = KompetanseApp(tmp_path / "index", corpus)
    app.session.open()
    yield app


async def read(pilot: Pilot[None], passage_id: str, span: Span | None = None) -> ReaderScreen:
    assert isinstance(pilot.app, KompetanseApp)
    await settled(pilot)
    pilot.app.post_message(OpenReader(passage_id, span))
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ReaderScreen)
    return screen


def ids(app: KompetanseApp) -> list[str]:
    assert app.session.index is not None
    return [p.id for p in app.session.index.passages_of(app.session.index.reports[0].id)]


def on_screen(screen: ReaderScreen) -> str:
    view = screen.query_one(ReportView)
    return "\n".join(view.render_line(y).text.rstrip() for y in range(view.size.height))


def place(screen: ReaderScreen) -> str:
    return str(screen.query_one(".where", Static).render())


def marked(screen: ReaderScreen) -> str:
    passage = screen.query_one(ReportView).marked
    assert passage is not None
    return passage.id


def count(screen: ReaderScreen) -> str:
    return str(screen.query_one(FindBar).query_one(Static).render())


async def test_the_reader_opens_at_the_passage_with_its_heading_above(
    chapters: KompetanseApp,
) -> None:
    async with chapters.run_test(size=(120, 40)) as pilot:
        third = ids(chapters)[2]
        screen = await read(pilot, third)
        assert marked(screen) == third
        shown = on_screen(screen)
        assert shown.index("Vår") < shown.index("Rektor sådde ærfugl og åkerbønner.")
        assert "avsnitt 3 av 4" in place(screen)
        assert str(screen.query_one(".title", Static).render()) == "Skoleår"


async def test_the_sentence_that_answers_is_drawn_apart(chapters: KompetanseApp) -> None:
    async with chapters.run_test(size=(120, 40)) as pilot:
        # "Elevene plantet poteter." has 24 characters.
        screen = await read(pilot, ids(chapters)[0], Span(start=0, end=24))
        view = screen.query_one(ReportView)
        answer = view.get_component_rich_style("report-view--answer").bgcolor
        drawn = "".join(
            segment.text
            for y in range(view.size.height)
            for segment in view.render_line(y)
            if segment.style and segment.style.bgcolor == answer
        )
        assert drawn == "Elevene plantet poteter."


async def test_the_contents_lead_to_a_heading_and_back_leads_back(chapters: KompetanseApp) -> None:
    async with chapters.run_test(size=(120, 40)) as pilot:
        first, second, third, fourth = ids(chapters)
        screen = await read(pilot, first)
        screen.query_one(ContentsTree).focus()
        # Skoleår is unfolded by Enter: Høst and Vår stand below it.
        await pilot.press("enter")
        await settled(pilot)
        screen.query_one(ContentsTree).focus()
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        assert marked(screen) == third
        await pilot.press("t")
        await settled(pilot)
        assert marked(screen) == first
        await pilot.press("f")
        await settled(pilot)
        assert marked(screen) == third


async def test_a_search_counts_its_matches_and_goes_round(chapters: KompetanseApp) -> None:
    async with chapters.run_test(size=(120, 40)) as pilot:
        screen = await read(pilot, ids(chapters)[0])
        await pilot.press("f3")
        await pilot.press(*"ÆRFUGL")
        await settled(pilot)
        assert count(screen) == "1 av 12"  # once in each of the twelve sentences
        assert marked(screen) == ids(chapters)[2]
        await pilot.press("enter", "enter")
        assert count(screen) == "3 av 12"
        await pilot.press("up", "up", "up")
        assert count(screen) == "12 av 12"
        await pilot.press("escape", "n")
        assert count(screen) == "1 av 12"
        await pilot.press("N")
        assert count(screen) == "12 av 12"
        await pilot.press("f3")
        assert count(screen) == "1 av 12"


async def test_a_search_without_a_match_says_so_and_stays_where_it_is(
    chapters: KompetanseApp,
) -> None:
    async with chapters.run_test(size=(120, 40)) as pilot:
        screen = await read(pilot, ids(chapters)[1])
        await pilot.press("slash", *"gulrot")
        await settled(pilot)
        assert count(screen) == "Ingen treff"
        await pilot.press("enter")
        await settled(pilot)
        assert marked(screen) == ids(chapters)[1]


async def test_back_leads_to_where_a_search_began(chapters: KompetanseApp) -> None:
    async with chapters.run_test(size=(120, 40)) as pilot:
        screen = await read(pilot, ids(chapters)[1])
        await pilot.press("f3", *"eplekake")
        await settled(pilot)
        assert marked(screen) == ids(chapters)[3]
        await pilot.press("escape", "t")
        await settled(pilot)
        assert marked(screen) == ids(chapters)[1]


async def test_right_and_left_go_from_passage_to_passage(chapters: KompetanseApp) -> None:
    async with chapters.run_test(size=(120, 40)) as pilot:
        first, second, *_ = ids(chapters)
        screen = await read(pilot, first)
        await pilot.press("right")
        await settled(pilot)
        assert marked(screen) == second
        await pilot.press("left", "left")
        await settled(pilot)
        assert marked(screen) == first


async def test_a_click_marks_the_passage_without_moving_the_text(chapters: KompetanseApp) -> None:
    async with chapters.run_test(size=(120, 40)) as pilot:
        screen = await read(pilot, ids(chapters)[0])
        before = on_screen(screen).split("\n")
        row = next(y for y, line in enumerate(before) if "Lærerne høstet" in line)
        await pilot.click(ReportView, offset=(30, row))
        await settled(pilot)
        assert marked(screen) == ids(chapters)[1]
        assert on_screen(screen).split("\n") == before


async def test_a_passage_is_marked_to_be_taken_along_and_the_reader_says_so(
    chapters: KompetanseApp,
) -> None:
    async with chapters.run_test(size=(120, 40)) as pilot:
        second = ids(chapters)[1]
        screen = await read(pilot, second)
        await pilot.press("f6")
        await settled(pilot)
        assert [mark.passage_id for mark in chapters.session.marks] == [second]
        assert place(screen).startswith("Merket. ")


async def test_in_a_narrow_window_contents_and_text_take_turns(chapters: KompetanseApp) -> None:
    async with chapters.run_test(size=(60, 20)) as pilot:
        screen = await read(pilot, ids(chapters)[0])
        view, tree = screen.query_one(ReportView), screen.query_one(ContentsTree)
        assert (view.region.width > 0, tree.region.width > 0) == (True, False)
        await pilot.press("f2")
        await settled(pilot)
        assert (view.region.width > 0, tree.region.width > 0) == (False, True)
        await pilot.press("enter")
        await settled(pilot)
        assert (view.region.width > 0, tree.region.width > 0) == (True, False)
        assert view.has_focus


async def test_another_width_keeps_the_line_that_is_read_at_the_top(
    chapters: KompetanseApp,
) -> None:
    async with chapters.run_test(size=(140, 20)) as pilot:
        screen = await read(pilot, ids(chapters)[3])
        await pilot.resize_terminal(70, 20)
        await settled(pilot)
        shown = on_screen(screen)
        assert "Åpent hus" in shown or "Foreldrene spiste eplekake." in shown


async def test_escape_closes_the_search_before_it_closes_the_reader(
    chapters: KompetanseApp,
) -> None:
    async with chapters.run_test(size=(120, 40)) as pilot:
        screen = await read(pilot, ids(chapters)[0])
        await pilot.press("f3", "escape")
        assert chapters.screen is screen
        assert not screen.query_one(FindBar).query_one(Input).has_focus
        await pilot.press("escape")
        await settled(pilot)
        assert chapters.screen is not screen


async def test_back_leads_to_the_report_that_was_read_before_in_another_reader(
    small_corpus: Path, small_index: Path
) -> None:
    app = KompetanseApp(small_index, small_corpus)
    app.session.open()
    assert app.session.index is not None
    bus = app.session.index.passages_of("buss")[1].id
    compost = app.session.index.passages_of("kompost")[0].id
    async with app.run_test(size=(120, 40)) as pilot:
        await read(pilot, bus)
        await pilot.press("escape")
        screen = await read(pilot, compost)
        await pilot.press("t")
        await settled(pilot)
        assert marked(screen) == bus
        assert "Skolebuss på Vestøya (2015)" in str(screen.query_one(".title", Static).render())


async def test_selected_text_is_the_text_of_the_report(chapters: KompetanseApp) -> None:
    async with chapters.run_test(size=(70, 20)) as pilot:
        screen = await read(pilot, ids(chapters)[1])
        view = screen.query_one(ReportView)
        screen.query_one(ReportView).text_select_all()
        await pilot.pause()
        selected = screen.get_selected_text()
        assert selected is not None
        # Twelve sentences on several lines each are one stretch again, as in the report.
        assert "Lærerne høstet epler. " * 11 + "Lærerne høstet epler." in selected
        assert view.marked is not None and view.marked.text in selected


async def test_the_sentence_that_answers_is_what_is_copied_then_the_passage_beside_it(
    chapters: KompetanseApp,
) -> None:
    async with chapters.run_test(size=(120, 40)) as pilot:
        screen = await read(pilot, ids(chapters)[0], Span(start=0, end=24))
        citation = screen.citation()
        assert citation is not None and citation.quote == "Elevene plantet poteter."
        await pilot.press("right")
        await settled(pilot)
        citation = screen.citation()
        assert citation is not None and citation.quote == ("Lærerne høstet epler. " * 12).strip()


async def test_selected_words_are_what_is_copied(chapters: KompetanseApp) -> None:
    async with chapters.run_test(size=(120, 40)) as pilot:
        screen = await read(pilot, ids(chapters)[1])
        view = screen.query_one(ReportView)
        row = next(
            y for y in range(view.size.height) if "Lærerne høstet" in view.render_line(y).text
        )
        column = view.render_line(row).text.index("høstet")
        last = column + len("høstet epler") - 1
        await pilot.mouse_down(ReportView, offset=(column, row))
        await pilot.hover(ReportView, offset=(last, row))
        await pilot.mouse_up(ReportView, offset=(last, row))
        await settled(pilot)
        citation = screen.citation()
        assert citation is not None and citation.quote == "høstet epler"
        assert citation.passage_id == ids(chapters)[1]
