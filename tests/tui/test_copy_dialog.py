"""What is taken along from the screen: to the clipboard, and to the source file."""

from __future__ import annotations

from pathlib import Path

import pytest
from compost import APA, CITATION
from stories import settled
from textual.widgets import Static

from kompetanse_qa.tui.app import KompetanseApp
from kompetanse_qa.tui.copy_dialog import CopyDialog
from kompetanse_qa.tui.open_source import open_source


@pytest.fixture
def app(small_corpus: Path, small_index: Path) -> KompetanseApp:
    return KompetanseApp(small_index, small_corpus)


def said(app: KompetanseApp) -> list[str]:
    return [notification.message for notification in app._notifications]


async def test_the_dialogue_shows_what_will_be_copied_copies_it_and_says_so(
    app: KompetanseApp,
) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        app.push_screen(CopyDialog(CITATION))
        await settled(pilot)
        await pilot.press("down")
        await pilot.pause()
        assert str(app.screen.query_one(".preview", Static).render()) == APA
        await pilot.press("enter")
        await settled(pilot)
        assert app.clipboard == APA
        assert said(app) == ["Kopiert: Kildehenvisning (APA)"]
        assert not isinstance(app.screen, CopyDialog)


async def test_escape_copies_nothing(app: KompetanseApp) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        app.push_screen(CopyDialog(CITATION))
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert app.clipboard == ""
        assert said(app) == []


async def test_a_source_file_that_is_gone_is_said_with_its_path(
    app: KompetanseApp, small_corpus: Path
) -> None:
    (small_corpus / "kompost.md").unlink()
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        open_source(app, small_corpus, CITATION)
        await pilot.pause()
        [message] = said(app)
        assert str(small_corpus / "kompost.md") in message and "Finner ikke filen" in message
