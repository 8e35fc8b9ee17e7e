"""The dialogue to save a session: where the file goes, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from compost import CITATION
from stories import settled
from textual.widgets import Static

from kompetanse_qa.sitting.marks import Mark
from kompetanse_qa.tui.app import KompetanseApp
from kompetanse_qa.tui.export_dialog import ExportDialog

MARK = Mark(passage_id=CITATION.passage_id, question="Hva lærte de?", citation=CITATION)


@pytest.fixture
def app(small_corpus: Path, small_index: Path) -> KompetanseApp:
    return KompetanseApp(small_index, small_corpus)


def said(app: KompetanseApp) -> list[str]:
    return [notification.message for notification in app._notifications]


async def test_marks_are_saved_where_the_program_was_started_and_the_path_is_said(
    app: KompetanseApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app.session.marks.toggle(MARK)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        app.push_screen(ExportDialog(app.session))
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        [path] = tmp_path.glob("kompetanse-*.csv")
        assert path.read_bytes().startswith(b"\xef\xbb\xbfslag,sporsmal,sikkerhet,sitat,")
        assert said(app) == [f"0 spørsmål og 1 merket avsnitt lagret i {path}"]


async def test_a_folder_that_may_not_be_written_in_is_said_in_a_panel(
    app: KompetanseApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "borte"
    gone.mkdir()
    monkeypatch.chdir(gone)
    app.session.marks.toggle(MARK)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        app.push_screen(ExportDialog(app.session))
        await settled(pilot)
        gone.rmdir()  # nothing can be written in a folder that was taken away
        await pilot.press("enter")
        await settled(pilot)
        assert type(app.screen).__name__ == "FaultPanel"


async def test_with_nothing_asked_or_marked_there_is_nothing_to_save(app: KompetanseApp) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        app.push_screen(ExportDialog(app.session))
        await settled(pilot)
        shown = str(app.screen.query_one(".how-many", Static).render())
        assert shown == "Det er ikke noe å lagre ennå: ingenting er spurt om eller merket."
        assert not app.screen.query("ChoiceList")
