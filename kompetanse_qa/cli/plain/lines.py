"""The lines that the user types; in a terminal, earlier questions can be fetched and edited."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

from kompetanse_qa.texts.plain import PROMPT


def typed_lines(history: Sequence[str]) -> Iterator[str]:
    """Lines without white space around them, until the input ends; empty lines too."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        yield from _edited(history)
        return
    while True:
        sys.stderr.write(f"\n{PROMPT}")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            return
        yield line.strip()


def _edited(history: Sequence[str]) -> Iterator[str]:
    with suppress(ImportError):  # Windows has its own line editing
        import readline

        for question in history:
            readline.add_history(question)
    with suppress(EOFError):
        while True:
            yield input(f"\n{PROMPT}").strip()
