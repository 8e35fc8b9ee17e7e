"""The overview: which reports speak of something."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import ROOT
from stories import settled
from textual.pilot import Pilot
from textual.widgets import Static

from kompetanse_qa.records import Filters
from kompetanse_qa.tui.app import KompetanseApp
from kompetanse_qa.tui.mention_list import MentionList
from kompetanse_qa.tui.overview_screen import OverviewScreen
from kompetanse_qa.tui.reader_screen import ReaderScreen
from kompetanse_qa.tui.report_view import ReportView
from kompetanse_qa.tui.requests import OpenOverview


@pytest.fixture
def app(small_corpus: Path, small_index: Path) -> KompetanseApp:
    app = KompetanseApp(small_index, small_corpus)
    app.session.open()
    return app


async def look(pilot: Pilot[None], words: str) -> OverviewScreen:
    assert isinstance(pilot.app, KompetanseApp)
    await settled(pilot)
    pilot.app.post_message(OpenOverview(words))
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, OverviewScreen)
    return screen


def count(screen: OverviewScreen) -> str:
    return str(screen.query_one("#overview-count", Static).render())


async def test_the_overview_counts_reports_and_names_those_that_are_silent(
    app: KompetanseApp,
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        # Only one of the two reports has the word, in one passage.
        screen = await look(pilot, "fergekaia")
        assert count(screen) == "1 av 2 rapporter, 1 avsnitt"
        options = screen.query_one(MentionList).options
        assert str(options[0].prompt).startswith("Skolebuss på Vestøya (2015)\n1 avsnitt\n")
        assert "Sjåføren venter ti minutter ved fergekaia." in str(options[0].prompt)
        assert options[1].disabled
        assert str(options[1].prompt) == "Ikke omtalt i\nKompost i skolehagen (2020)"


async def test_enter_opens_the_reader_at_the_best_passage(app: KompetanseApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await look(pilot, "fergekaia")
        await pilot.press("enter")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        passage = screen.query_one(ReportView).marked
        assert passage is not None and "fergekaia" in passage.text


async def test_a_word_in_no_report_says_so_and_what_to_try(app: KompetanseApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await look(pilot, "romskip")
        assert count(screen).startswith("0 av 2 rapporter, 0 avsnitt\n")
        assert "Prøv færre eller andre ord" in count(screen)
        await pilot.press("enter")  # there is nothing to open
        await settled(pilot)
        assert app.screen is screen


async def test_the_overview_keeps_to_the_filter_and_shows_it(app: KompetanseApp) -> None:
    app.session.filters = Filters(year_from=2018)
    async with app.run_test(size=(120, 40)) as pilot:
        # "kommunen" stands in both reports, but only one of them is from 2018 or later.
        screen = await look(pilot, "kommunen")
        assert count(screen) == "1 av 1 rapport, 1 avsnitt\nFilter: fra og med 2018"


async def test_a_passage_is_marked_with_the_words_it_was_found_by(app: KompetanseApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await look(pilot, "fergekaia")
        await pilot.press("f6")
        await settled(pilot)
        [mark] = app.session.marks
        assert mark.question == "fergekaia"
        assert mark.citation.quote == "Sjåføren venter ti minutter ved fergekaia."


async def test_the_counts_of_the_five_reports_are_those_of_the_index(real_index: Path) -> None:
    app = KompetanseApp(real_index, ROOT / "corpus")
    app.session.open()
    assert app.session.index is not None
    mentions, _ = app.session.index.mentions("videreutdanning")
    passages = sum(len(found.passages) for found in mentions)
    assert 1 < len(mentions) <= 5
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await look(pilot, "videreutdanning")
        assert count(screen) == f"{len(mentions)} av 5 rapporter, {passages} avsnitt"
