"""Faults of SQLite by the names of the house."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kompetanse_qa.errors import DamagedIndex, IndexNotWritten


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What can't be read or understood in the block is raised as DamagedIndex.

    ``path`` is a file of a generation.
    """
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
        file = f"{path.parent.name}/{path.name}"
        raise DamagedIndex(path.parent.parent, file, str(error)) from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What can't be written in the block is raised as IndexNotWritten."""
    try:
        yield
    except sqlite3.Error as error:
        raise IndexNotWritten(path.parent, path.name, str(error)) from error
