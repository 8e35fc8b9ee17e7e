"""Which program opens a source file, and how it is told where."""

from __future__ import annotations

from pathlib import Path

import pytest

from kompetanse_qa.sitting.source_file import program_for


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
