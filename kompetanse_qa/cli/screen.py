"""Where text goes: data to stdout, talk to stderr, with colour only where it is welcome."""

from __future__ import annotations

import csv
import io
import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text


def out(args: Namespace) -> Console:
    """The console for data."""
    return _console(sys.stdout, args)


def talk_to(args: Namespace) -> Console:
    """The console for everything that is not data."""
    return _console(sys.stderr, args)


def _console(file: TextIO, args: Namespace) -> Console:
    # A pipe has no width: long lines are left to whoever reads them.
    width = None if file.isatty() else 100
    return Console(
        file=file,
        width=width,
        no_color=True if args.no_color else None,  # None: rich looks at NO_COLOR itself
        highlight=False,
        emoji=False,
        markup=False,
    )


def print_indented(console: Console, text: Text, columns: int) -> None:
    """Print wrapped text some columns in; no line has white space at its end."""
    for line in text.wrap(console, console.width - columns):
        line.rstrip()
        line.pad_left(columns if line.plain else 0)
        console.print(line)


def json_text(value: object, *, indent: int | None = 1) -> str:
    """JSON with Norwegian letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """CSV with a header line, as a spreadsheet reads it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return buffer.getvalue()


def write(text: str) -> None:
    """Data to stdout, with a newline at its end."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
