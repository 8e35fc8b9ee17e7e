"""What is taken along: the clipboard, and the source file in another program."""

from __future__ import annotations

from pathlib import Path

import pytest
from compost import APA, CITATION
from stories import settled
from textual.widgets import Static

from kompetanse_qa.tui.app import KompetanseApp
from kompetanse_qa.tui.copied_text import copied_text
from kompetanse_qa.tui.source_program import program_for
from kompetanse_qa.tui.take_along import TakeAlongDialog


@pytest.fixture
def app(small_corpus: Path, small_index: Path) -> KompetanseApp:
    return KompetanseApp(small_index, small_corpus)


def said(app: KompetanseApp) -> list[str]:
    return [notification.message for notification in app._notifications]


# ---------------------------------------------------------------------- clipboard


def test_quote_and_citation_are_what_is_pasted_into_a_document() -> None:
    assert copied_text(CITATION, "quote_and_apa") == (
        "«Lærerne mente\nat elevene lærte mest.» (Nordmann & Berg, 2020, s. 12)\n\n" + APA
    )


def test_each_piece_is_copied_as_its_name_says() -> None:
    assert copied_text(CITATION, "quote") == CITATION.quote
    assert copied_text(CITATION, "apa") == APA
    assert copied_text(CITATION, "bibtex").startswith("@techreport{nordmann2020,")
    assert copied_text(CITATION, "ris").startswith("TY  - RPRT\n")


async def test_the_dialogue_shows_what_will_be_copied_copies_it_and_says_so(
    app: KompetanseApp,
) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        app.push_screen(TakeAlongDialog(CITATION))
        await settled(pilot)
        await pilot.press("down")
        await pilot.pause()
        assert str(app.screen.query_one(".preview", Static).render()) == APA
        await pilot.press("enter")
        await settled(pilot)
        assert app.clipboard == APA
        assert said(app) == ["Kopiert: Kildehenvisning (APA)"]
        assert not isinstance(app.screen, TakeAlongDialog)


async def test_escape_copies_nothing(app: KompetanseApp) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        app.push_screen(TakeAlongDialog(CITATION))
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert app.clipboard == ""
        assert said(app) == []


# ---------------------------------------------------------------------- source file


def program(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("vim", ("+7", "/r/a.md")),
        ("nano", ("+7", "/r/a.md")),
        ("code", ("--goto", "/r/a.md:7")),
        ("hx", ("/r/a.md:7",)),
    ],
)
def test_an_editor_is_told_the_line_in_its_own_way(
    tmp_path: Path, name: str, arguments: tuple[str, ...]
) -> None:
    editor = program(tmp_path, name)
    found = program_for(Path("/r/a.md"), 7, None, {"EDITOR": f"{editor} -R"}, "linux")
    assert found is not None
    assert found.command == (editor, "-R", *arguments)
    assert (found.in_terminal, found.goes_there) == (True, True)


def test_an_editor_that_is_not_known_opens_the_file_at_its_beginning(tmp_path: Path) -> None:
    editor = program(tmp_path, "skriver")
    found = program_for(Path("/r/a.md"), 7, None, {"VISUAL": editor, "EDITOR": "vim"}, "linux")
    assert found is not None
    assert (found.command, found.goes_there) == ((editor, "/r/a.md"), False)


def test_a_pdf_opens_at_its_page_in_the_program_that_the_user_chose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # xdg-mime tells which program is the user's own for PDF.
    (tmp_path / "xdg-mime").write_text("#!/bin/sh\necho org.kde.okular.desktop\n")
    (tmp_path / "xdg-mime").chmod(0o755)
    program(tmp_path, "okular")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    found = program_for(Path("/r/a.pdf"), None, 51, {"DISPLAY": ":0", "EDITOR": "vi"}, "linux")
    assert found is not None
    assert found.command == ("okular", "-p", "51", "/r/a.pdf")
    assert (found.in_terminal, found.goes_there) == (False, True)


def test_without_an_editor_or_a_desktop_there_is_no_program() -> None:
    assert program_for(Path("/r/a.md"), 7, None, {}, "linux") is None


async def test_a_source_file_that_is_gone_is_said_with_its_path(
    app: KompetanseApp, small_corpus: Path
) -> None:
    (small_corpus / "kompost.md").unlink()
    async with app.run_test(size=(100, 40)) as pilot:
        from kompetanse_qa.tui.open_source import open_source

        await settled(pilot)
        open_source(app, app.session, CITATION)
        await pilot.pause()
        [message] = said(app)
        assert str(small_corpus / "kompost.md") in message and "Finner ikke filen" in message
