"""Opens the file that a citation is from, at its line or page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from textual.app import App, SuspendNotSupported

from kompetanse_qa.records import Citation
from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.texts.answers import place_in_words
from kompetanse_qa.tui.session import Session
from kompetanse_qa.tui.source_program import Program, program_for


def open_source(app: App[None], session: Session, citation: Citation) -> None:
    """Open the file with the user's editor or the system's program, and say what was opened.

    Raises OSError if the program can't be started.
    """
    path = (session.corpus_folder / citation.source).resolve()
    if not path.is_file():
        app.notify(words.NO_SOURCE.format(path=path), severity="warning")
        return
    if app.is_web:
        app.notify(words.NOT_FROM_BROWSER.format(path=path))
        return
    line = citation.lines[0] if citation.lines else None
    program = program_for(path, line, citation.page, os.environ, sys.platform)
    if program is None:
        app.notify(words.CANNOT_OPEN.format(path=path), severity="warning")
    elif program.in_terminal:
        _run_in_terminal(app, program, path)
    else:
        _start(program)
        place = place_in_words(citation)
        said = words.OPENED if program.goes_there or not place else words.OPENED_GO_TO
        app.notify(said.format(path=path, place=place))


def _run_in_terminal(app: App[None], program: Program, path: Path) -> None:
    try:
        with app.suspend():
            subprocess.run(program.command, check=False)
    except SuspendNotSupported:
        app.notify(words.NOT_FROM_BROWSER.format(path=path))


def _start(program: Program) -> None:
    quiet = subprocess.DEVNULL
    subprocess.Popen(
        program.command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
