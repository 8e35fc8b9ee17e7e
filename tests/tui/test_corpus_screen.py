"""The reports on the screen, and reading them again from inside."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from stories import settled, typed, until, words_on
from textual.pilot import Pilot
from textual.widgets import Static

from kompetanse_qa.indexing import Summary, build_index
from kompetanse_qa.tui.app import KompetanseApp
from kompetanse_qa.tui.ask_screen import AskScreen
from kompetanse_qa.tui.corpus_screen import CorpusScreen
from kompetanse_qa.tui.index_run import IndexingStopped, IndexRun, Step
from kompetanse_qa.tui.indexing_panel import IndexingPanel
from kompetanse_qa.tui.progress_line import ProgressLine
from kompetanse_qa.tui.reader_screen import ReaderScreen
from kompetanse_qa.tui.report_facts import ReportFacts
from kompetanse_qa.tui.report_list import ReportList
from kompetanse_qa.tui.skipped_files import SkippedFiles


@pytest.fixture
def app(small_corpus: Path, small_index: Path) -> KompetanseApp:
    return KompetanseApp(small_index, small_corpus)


async def open_corpus(pilot: Pilot[None]) -> CorpusScreen:
    assert isinstance(pilot.app, KompetanseApp)
    await settled(pilot)
    pilot.app.action_corpus()
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, CorpusScreen)
    return screen


def shown(screen: CorpusScreen, selector: str) -> str:
    return str(screen.query_one(selector, Static).render())


def titles(screen: CorpusScreen) -> list[str]:
    return [str(option.prompt).split("\n")[0] for option in screen.query_one(ReportList).options]


async def test_the_reports_are_shown_with_what_is_known_of_them(app: KompetanseApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_corpus(pilot)
        assert titles(screen) == ["Skolebuss på Vestøya (2015)", "Kompost i skolehagen (2020)"]
        # Two sections in each report, each of them one passage.
        assert shown(screen, "#corpus-holds") == "2 rapporter, 4 avsnitt"
        facts = str(screen.query_one(ReportFacts).query_one(Static).render())
        assert "https://example.org/buss" in facts
        await pilot.press("down")
        await settled(pilot)
        facts = str(screen.query_one(ReportFacts).query_one(Static).render())
        assert "Kari Anne Nordmann, Ola Berg" in facts and "kompost.md" in facts


async def test_enter_reads_a_report_from_its_beginning(app: KompetanseApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await open_corpus(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert "avsnitt 1 av 2" in str(app.screen.query_one(".where", Static).render())


async def test_a_new_report_is_read_from_inside_and_can_be_asked_at_once(
    app: KompetanseApp, small_corpus: Path
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_corpus(pilot)
        (small_corpus / "drage.md").write_text(
            "# Drager i friminuttet\n\nElevene lagde 17 drager av silkepapir.\n", encoding="utf-8"
        )
        (small_corpus / "tom.txt").write_text("", encoding="utf-8")
        await pilot.press("l")
        await settled(pilot)
        assert "Drager i friminuttet" in titles(screen)
        assert not screen.query_one(IndexingPanel).has_class("-running")
        skipped = shown(screen, "SkippedFiles .files")
        assert skipped == "tom.txt: filen er tom. Legg inn innholdet på nytt, eller slett filen."
        assert screen.query_one(SkippedFiles).has_class("-some")
        answer = app.session.ask("Hvor mange drager lagde elevene?")
        assert answer.hits[0].passage.report_id == "drage"


async def test_reading_goes_on_when_the_user_leaves_the_screen(
    app: KompetanseApp, small_corpus: Path
) -> None:
    (small_corpus / "drage.md").write_text("# Drager\n\nElevene lagde 17 drager.\n", "utf-8")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press("l", "escape")
        assert not isinstance(app.screen, CorpusScreen)
        await settled(pilot)
        assert app.session.index is not None
        assert "drage" in [card.id for card in app.session.index.reports]
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, CorpusScreen)
        assert "Drager" in titles(app.screen)


async def test_while_reports_are_read_questions_are_answered_and_the_bar_is_there_to_come_back_to(
    app: KompetanseApp, small_corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    carry_out = IndexRun.carry_out

    def carry_out_later(run: IndexRun) -> Summary:
        assert gate.wait(timeout=60)
        return carry_out(run)

    monkeypatch.setattr(IndexRun, "carry_out", carry_out_later)
    (small_corpus / "drage.md").write_text("# Drager\n\nElevene lagde 17 drager.\n", "utf-8")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_corpus(pilot)
        await pilot.press("l", "escape")
        await typed(pilot, "Hvor mange kompostbinger kjøpte kommunen?")
        await pilot.press("enter")
        await until(pilot, lambda: "14 kompostbinger" in words_on(pilot))
        await pilot.press("f4")
        assert app.screen is screen
        assert screen.query_one(IndexingPanel).has_class("-running")
        gate.set()
        await settled(pilot)
        assert not screen.query_one(IndexingPanel).has_class("-running")
        assert "Drager" in titles(screen)


async def test_from_a_report_that_was_opened_here_one_key_leads_back_to_the_list(
    app: KompetanseApp,
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_corpus(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ReaderScreen)
        await pilot.press("f4")
        await settled(pilot)
        assert app.screen is screen
        assert screen.query_one(ReportList).highlighted == 1  # where the cursor was
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, AskScreen)


async def test_reading_with_nothing_new_says_that_nothing_changed(app: KompetanseApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await open_corpus(pilot)
        await pilot.press("l")
        await settled(pilot)
        messages = [notification.message for notification in app._notifications]
        assert "Indeksen er oppdatert: 2 rapporter, 4 avsnitt. Ingenting er endret." in messages


async def test_without_an_index_the_screen_says_how_to_make_one(
    small_corpus: Path, tmp_path: Path
) -> None:
    app = KompetanseApp(tmp_path / "ingen", small_corpus)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("escape")  # the panel that says that there is no index
        screen = await open_corpus(pilot)
        assert "Det er ikke laget noen indeks ennå." in shown(screen, "#corpus-holds")
        assert str(small_corpus) in shown(screen, "#corpus-holds")
        assert titles(screen) == []


async def test_an_empty_corpus_is_said_in_a_panel_and_leaves_the_index(
    app: KompetanseApp, small_corpus: Path
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_corpus(pilot)
        shutil.rmtree(small_corpus)
        await pilot.press("l")
        await settled(pilot)
        assert type(app.screen).__name__ == "FaultPanel"
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is screen
        assert len(titles(screen)) == 2


async def test_the_bar_fills_with_the_share_that_is_done(app: KompetanseApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_corpus(pilot)
        panel = screen.query_one(IndexingPanel)
        panel.begin()
        panel.show(Step("embedding", 123, 492))
        await pilot.pause()
        assert shown(screen, "IndexingPanel .stage") == "Lager vektorer"
        assert shown(screen, "IndexingPanel .count") == "123 av 492"
        line = screen.query_one(ProgressLine)
        filled = line.get_component_rich_style("progress-line--done")
        done = sum(s.cell_length for s in line.render_line(0) if s.style == filled)
        assert done == round(line.size.width / 4)  # 123 is a quarter of 492


def test_a_run_that_is_stopped_leaves_the_index_as_it_was(
    small_corpus: Path, small_index: Path
) -> None:
    (small_corpus / "ny.md").write_text("# Ny\n\nEn ny rapport om fjellturer.\n", encoding="utf-8")
    before = (small_index / "CURRENT").read_text()
    run = IndexRun(small_corpus, small_index, lambda step: run.stop())
    with pytest.raises(IndexingStopped):
        run.carry_out()
    assert (small_index / "CURRENT").read_text() == before
    # What is left behind does not stand in the way of the next run.
    assert build_index(small_corpus, small_index).reports == 3


def test_the_steps_of_a_run_come_to_their_end(small_corpus: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    build_index(small_corpus, tmp_path / "andre", encoder="toy")
    (small_corpus / "ny.md").write_text("# Ny\n\nEn ny rapport om fjellturer.\n", encoding="utf-8")
    IndexRun(small_corpus, tmp_path / "andre", steps.append).carry_out()
    assert steps[0] == Step("reading", 0, 3)
    assert Step("reading", 3, 3) in steps
    assert steps[-1] == Step("embedding", 1, 1)  # only the new passage
