"""The source file of a citation: which program opens it, at which line or page."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kompetanse_qa.records import Citation

_PLUS_LINE = (
    "vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "joe", "jed",
    "kak", "less", "gedit", "ne", "mg",
)  # fmt: skip
_COLON_LINE = ("subl", "hx", "helix", "zed")
_GOTO_LINE = ("code", "codium", "cursor")
# Programs that take a page, by the desktop entry that is the user's choice for PDF.
_PAGE_OPTION = {
    "org.gnome.Evince.desktop": ("evince", "-i"),
    "org.gnome.Papers.desktop": ("papers", "-i"),
    "atril.desktop": ("atril", "-i"),
    "xreader.desktop": ("xreader", "-i"),
    "org.kde.okular.desktop": ("okular", "-p"),
    "okularApplication_pdf.desktop": ("okular", "-p"),
    "org.pwmt.zathura.desktop": ("zathura", "-P"),
    "org.pwmt.zathura-pdf-mupdf.desktop": ("zathura", "-P"),
}
_BROWSERS = {
    "firefox.desktop": "firefox",
    "firefox-esr.desktop": "firefox-esr",
    "chromium.desktop": "chromium",
    "google-chrome.desktop": "google-chrome",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A command to run."""

    command: tuple[str, ...]
    in_terminal: bool
    """It takes over the terminal, as an editor does."""
    goes_there: bool
    """It opens the file at the line or the page, not just at its beginning."""

    def run(self) -> None:
        """To its end where it takes over the terminal, else beside us. Raises OSError."""
        if self.in_terminal:
            subprocess.run(self.command, check=False)
        else:
            quiet = subprocess.DEVNULL
            subprocess.Popen(
                self.command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
            )


def program_at(path: Path, citation: Citation) -> Program | None:
    """The program that opens the citation's file here and now; see `program_for`."""
    line = citation.lines[0] if citation.lines else None
    return program_for(path, line, citation.page, os.environ, sys.platform)


def program_for(
    path: Path, line: int | None, page: int | None, environ: Mapping[str, str], platform: str
) -> Program | None:
    """The user's editor for text, the system's program for the rest; None if there is neither.

    ``platform`` is as `sys.platform`.
    """
    editor = shlex.split(environ.get("VISUAL") or environ.get("EDITOR") or "")
    if editor and path.suffix.lower() != ".pdf" and shutil.which(editor[0]):
        at_line, goes_there = _at_line(Path(editor[0]).stem, path, line)
        return Program(command=(*editor, *at_line), in_terminal=True, goes_there=goes_there)
    if platform == "darwin":
        return _opened_by("open", path)
    if platform == "win32":
        return _opened_by("explorer", path)
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return None
    return (page and _at_page(path, page)) or _opened_by("xdg-open", path)


def _at_line(name: str, path: Path, line: int | None) -> tuple[tuple[str, ...], bool]:
    if line is not None and name in _PLUS_LINE:
        return (f"+{line}", str(path)), True
    if line is not None and name in _COLON_LINE:
        return (f"{path}:{line}",), True
    if line is not None and name in _GOTO_LINE:
        return ("--goto", f"{path}:{line}"), True
    return (str(path),), False


def _at_page(path: Path, page: int) -> Program | None:
    if not shutil.which("xdg-mime"):
        return None
    asked = ("xdg-mime", "query", "default", "application/pdf")
    entry = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    command: tuple[str, ...] | None = None
    if entry in _PAGE_OPTION:
        name, option = _PAGE_OPTION[entry]
        command = (name, option, str(page), str(path))
    elif entry in _BROWSERS:
        command = (_BROWSERS[entry], f"{path.as_uri()}#page={page}")
    if command is None or not shutil.which(command[0]):
        return None
    return Program(command=command, in_terminal=False, goes_there=True)


def _opened_by(name: str, path: Path) -> Program | None:
    if not shutil.which(name):
        return None
    return Program(command=(name, str(path)), in_terminal=False, goes_there=False)
