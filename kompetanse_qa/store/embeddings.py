"""Vectors by the hash of (encoder, text), kept from run to run.

A run that is interrupted leaves what it has embedded here, so the next one goes on; and a text
that stands unchanged in a changed, moved or renamed report is never embedded again.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from kompetanse_qa.store.faults import writing

FILE = "embeddings.sqlite"


class Embeddings:
    """What is already known of each text, for one encoder: bytes that the caller understands."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._fingerprint = fingerprint.encode()
        self._path = path = folder / FILE
        with writing(path):
            try:
                self._connection = self._open(path)
            except sqlite3.DatabaseError:
                # Everything here can be made again, so a damaged file is not worth a question.
                path.unlink(missing_ok=True)
                self._connection = self._open(path)

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path)
        if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
            connection.close()
            raise sqlite3.DatabaseError("damaged")
        # What older versions kept has another form.
        for old in ("vectors", "tokens"):
            connection.execute(f"DROP TABLE IF EXISTS {old}")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS known (key BLOB PRIMARY KEY, value BLOB NOT NULL)"
            " WITHOUT ROWID"
        )
        connection.execute("CREATE TEMP TABLE wanted (key BLOB PRIMARY KEY) WITHOUT ROWID")
        return connection

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def want(self, texts: Iterable[str]) -> None:
        """These texts will be asked for."""
        with writing(self._path):
            self._connection.executemany(
                "INSERT OR IGNORE INTO wanted VALUES (?)", [(self._key(text),) for text in texts]
            )

    def count_missing(self) -> int:
        """How many of the wanted texts are not known."""
        query = "SELECT count(*) FROM wanted WHERE key NOT IN (SELECT key FROM known)"
        missing: int = self._connection.execute(query).fetchone()[0]
        return missing

    def keep_wanted(self) -> None:
        """Forget all texts that are not wanted."""
        with writing(self._path), self._connection:
            self._connection.execute("DELETE FROM known WHERE key NOT IN (SELECT key FROM wanted)")

    def missing(self, texts: Sequence[str]) -> list[str]:
        """The texts of which nothing is known, each once, in order."""
        query = "SELECT 1 FROM known WHERE key = ?"
        return [
            text
            for text in dict.fromkeys(texts)
            if not self._connection.execute(query, (self._key(text),)).fetchone()
        ]

    def add(self, texts: Sequence[str], values: Sequence[bytes]) -> None:
        """Keep the values of these texts, and see that they are on disk."""
        with writing(self._path), self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO known VALUES (?, ?)",
                [(self._key(text), value) for text, value in zip(texts, values, strict=True)],
            )

    def get(self, text: str) -> bytes:
        """The value of a text that is not `missing`."""
        query = "SELECT value FROM known WHERE key = ?"
        value: bytes = self._connection.execute(query, (self._key(text),)).fetchone()[0]
        return value

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._fingerprint + b"\0" + text.encode()).digest()
