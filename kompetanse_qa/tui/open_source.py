"""Opens the file that a citation is from, at its line or page, and says what was opened."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from textual.app import App, SuspendNotSupported

from kompetanse_qa.records import Citation
from kompetanse_qa.sitting.source_file import program_at
from kompetanse_qa.texts import sitting
from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.texts.answers import place_in_words


def open_source(app: App[None], corpus: Path, citation: Citation) -> None:
    """Open the file with the user's editor or the system's program.

    Raises OSError if the program can't be started.
    """
    path = (corpus / citation.source).resolve()
    if not path.is_file():
        app.notify(sitting.NO_SOURCE.format(path=path), severity="warning")
        return
    if app.is_web:
        app.notify(words.NOT_FROM_BROWSER.format(path=path))
        return
    program = program_at(path, citation)
    if program is None:
        app.notify(sitting.CANNOT_OPEN.format(path=path), severity="warning")
        return
    try:
        with app.suspend() if program.in_terminal else nullcontext():
            program.run()
    except SuspendNotSupported:
        app.notify(words.NOT_FROM_BROWSER.format(path=path))
        return
    if not program.in_terminal:
        place = place_in_words(citation)
        said = sitting.OPENED if program.goes_there or not place else words.OPENED_GO_TO
        app.notify(said.format(path=path, place=place))
