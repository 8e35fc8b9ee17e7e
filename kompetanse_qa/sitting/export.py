"""Export: saves what was asked and marked to a file of its own, as Markdown, CSV or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Literal, get_args

from kompetanse_qa.records import Answer
from kompetanse_qa.sitting.export_formats import markdown, objects, table
from kompetanse_qa.sitting.marks import Mark
from kompetanse_qa.texts.sitting import FILE_NAME

Format = Literal["md", "csv", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)


def session_as(form: Format, answers: Sequence[Answer], marks: Sequence[Mark]) -> str:
    """The text of a file in this format."""
    match form:
        case "md":
            return markdown(answers, marks)
        case "csv":
            return table(answers, marks)
        case "json":
            return objects(answers, marks)


def file_name(form: Format, day: date, more: str = "") -> str:
    """The file's name: the day, and ``more`` to tell it from others of that day."""
    return f"{FILE_NAME}-{day.isoformat()}{more}.{form}"


def export_session(
    answers: Sequence[Answer], marks: Sequence[Mark], form: Format, folder: Path, day: date
) -> Path:
    """Write answers and marks to a new file in the folder, named after the day; returns its path.

    A file that is there already is never written over: the name gets a number. Raises OSError.
    """
    text = session_as(form, answers, marks)
    for number in count(1):
        more = f"-{number}" if number > 1 else ""
        path = folder / file_name(form, day, more)
        try:
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
        except FileExistsError:
            continue
        except OSError:
            path.unlink(missing_ok=True)  # half a file would pass for a whole one
            raise
        return path
    raise AssertionError("count never ends")
