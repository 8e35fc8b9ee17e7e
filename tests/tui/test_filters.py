"""Choose where to search; the filter is always in sight, and one key clears it."""

from __future__ import annotations

from stories import asked, opened, settled, typed, words_in, words_on

from kompetanse_qa.records import Filters
from kompetanse_qa.tui.filter_bar import FilterBar
from kompetanse_qa.tui.filter_dialog import FilterDialog
from kompetanse_qa.tui.status_line import StatusLine


async def test_a_filter_by_report_narrows_the_search_and_is_shown(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        assert "Filter: alle rapporter" in words_in(pilot, FilterBar)
        await asked(pilot, "Hva betaler fylket?")
        assert "Søkte i 2 rapporter, 4 avsnitt" in words_in(pilot, StatusLine)
        await pilot.press("f2")
        await settled(pilot)
        assert "[ ] Skolebuss på Vestøya (2)" in words_on(pilot)
        await pilot.press("space")
        await settled(pilot)
        assert "[x] Skolebuss på Vestøya (2)" in words_on(pilot)
        assert "1 av 2 rapporter, 2 avsnitt" in words_on(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.session.filters == Filters(reports=("buss",))
        assert "rapport «buss» (1 av 2 rapporter)" in words_in(pilot, FilterBar)
        # The question is asked again within the filter.
        assert "Søkte i 1 rapport, 2 avsnitt" in words_in(pilot, StatusLine)
        await pilot.press("f8")
        await settled(pilot)
        assert "Filter: alle rapporter" in words_in(pilot, FilterBar)
        assert "Søkte i 2 rapporter, 4 avsnitt" in words_in(pilot, StatusLine)


async def test_a_filter_by_publisher_is_a_tick_in_the_second_list(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await pilot.press("f2", "tab", "space", "enter")
        await settled(pilot)
        assert pilot.app.session.filters == Filters(publishers=("Hagekontoret",))
        assert "utgiver «Hagekontoret» (1 av 2 rapporter)" in words_in(pilot, FilterBar)


async def test_a_filter_by_years_counts_while_it_is_typed(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await pilot.press("f2", "tab", "tab")
        assert "År (rapporter): 2015 (1), 2020 (1)" in words_on(pilot)
        await typed(pilot, "2016")
        await settled(pilot)
        # The bus report is of 2015, the compost report of 2020.
        assert "1 av 2 rapporter, 2 avsnitt" in words_on(pilot)
        await pilot.press("tab")
        await typed(pilot, "2018")
        await settled(pilot)
        assert "Ingen rapporter passer til dette filteret." in words_on(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, FilterDialog)
        await pilot.press("backspace", "enter")
        await settled(pilot)
        assert "Et årstall skrives med fire siffer." in words_on(pilot)
        await pilot.press("backspace", "backspace", "backspace", "enter")
        await settled(pilot)
        assert pilot.app.session.filters == Filters(year_from=2016)


async def test_escape_leaves_the_filter_as_it_was(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await pilot.press("f2", "space", "escape")
        await settled(pilot)
        assert pilot.app.session.filters == Filters()


async def test_the_dialog_opens_with_the_filter_in_use(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        pilot.app.session.filters = Filters(publishers=("Vestøya kommune",), year_from=2010)
        await pilot.press("f2")
        await settled(pilot)
        assert "[x] Vestøya kommune (1)" in words_on(pilot)
        assert "[ ] Hagekontoret (1)" in words_on(pilot)
        assert "fra og med 2010" in words_on(pilot)
        await pilot.press("f8")
        await settled(pilot)
        assert pilot.app.session.filters == Filters()
