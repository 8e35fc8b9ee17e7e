"""What is taken along from the dialogue: copied, saved, opened in its source file."""

from __future__ import annotations

import base64
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console

from kompetanse_qa.citing import STYLES, cite
from kompetanse_qa.records import Citation
from kompetanse_qa.sitting.copying import copied_text
from kompetanse_qa.sitting.export import FORMATS, export_session
from kompetanse_qa.sitting.marks import Mark
from kompetanse_qa.sitting.source_file import program_at
from kompetanse_qa.texts import plain, sitting


def print_citation(console: Console, talk: Console, citation: Citation, typed: str) -> None:
    """The citation in the style that was typed, APA where none was; not wrapped, to be pasted."""
    style = next((style for style in STYLES if style == (typed or "apa").casefold()), None)
    if style is None:
        talk.print(plain.UNKNOWN_STYLE.format(style=typed))
    else:
        console.print(cite(citation, style), soft_wrap=True)


def copy(console: Console, talk: Console, citation: Citation, typed: str) -> None:
    """Quote and citation, or the piece that was typed, on the clipboard of the user's terminal.

    By OSC 52, so that it works over SSH. Where there is no terminal, the text is printed.
    """
    piece = plain.PIECES.get(typed.casefold())
    if piece is None:
        talk.print(plain.UNKNOWN_PIECE.format(piece=typed))
        return
    text = copied_text(citation, piece)
    if sys.stdout.isatty():
        sys.stdout.write(f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a")
        sys.stdout.flush()
        talk.print(plain.COPIED)
    else:
        talk.print(plain.CANNOT_COPY)
        console.print(text, soft_wrap=True)


def save(talk: Console, marks: Sequence[Mark], typed: str) -> bool:
    """Save the marks to a new file in the working folder; whether it was done. Raises OSError."""
    form = next((form for form in FORMATS if form == (typed or "md").casefold()), None)
    if form is None:
        talk.print(plain.UNKNOWN_FORMAT.format(form=typed))
    elif not marks:
        talk.print(plain.NOTHING_MARKED)
    else:
        path = export_session((), marks, form, Path(), date.today())
        talk.print(plain.SAVED.format(path=path.absolute()), soft_wrap=True)
        return True
    return False


def open_source(talk: Console, corpus: Path, citation: Citation) -> None:
    """Open the file that the citation is from with the user's editor or the system's program.

    Raises OSError if the program can't be started.
    """
    path = (corpus / citation.source).resolve()
    program = program_at(path, citation)
    if not path.is_file():
        said = sitting.NO_SOURCE
    elif program is None or (program.in_terminal and not sys.stdin.isatty()):
        said = sitting.CANNOT_OPEN
    else:
        program.run()
        said = sitting.OPENED
    talk.print(said.format(path=path), soft_wrap=True)
