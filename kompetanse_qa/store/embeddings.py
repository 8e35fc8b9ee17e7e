"""Vectors by the hash of (encoder, text), kept from run to run.

A run that is interrupted leaves what it has embedded here, so the next one goes on; and a text
that stands unchanged in a changed, moved or renamed report is never embedded again.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

FILE = "embeddings.sqlite"


class Embeddings:
    """What is already known of each text, for one encoder: bytes that the caller understands."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._fingerprint = fingerprint.encode()
        path = folder / FILE
        try:
            self._connection = self._open(path)
        except sqlite3.DatabaseError:
            # Everything here can be made again, so a damaged file is not worth a question.
            path.unlink()
            self._connection = self._open(path)

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path)
        # What older versions kept has another form.
        for old in ("vectors", "tokens"):
            connection.execute(f"DROP TABLE IF EXISTS {old}")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS known (key BLOB PRIMARY KEY, value BLOB NOT NULL)"
            " WITHOUT ROWID"
        )
        return connection

    def __enter__(self) -> Embeddings:
        """Use as a context manager to have the file closed."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._connection.close()

    def missing(self, texts: Sequence[str]) -> list[str]:
        """The texts of which nothing is known, each once, in order."""
        known = {key for (key,) in self._connection.execute("SELECT key FROM known")}
        return [text for text in dict.fromkeys(texts) if self._key(text) not in known]

    def add(self, texts: Sequence[str], values: Sequence[bytes]) -> None:
        """Keep the values of these texts, and see that they are on disk."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO known VALUES (?, ?)",
                [(self._key(text), value) for text, value in zip(texts, values, strict=True)],
            )

    def get(self, text: str) -> bytes:
        """The value of a text that is not `missing`."""
        query = "SELECT value FROM known WHERE key = ?"
        value: bytes = self._connection.execute(query, (self._key(text),)).fetchone()[0]
        return value

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget everything but these texts."""
        wanted = {self._key(text) for text in texts}
        with self._connection:
            known = self._connection.execute("SELECT key FROM known").fetchall()
            self._connection.executemany(
                "DELETE FROM known WHERE key = ?",
                [(key,) for (key,) in known if key not in wanted],
            )

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._fingerprint + b"\0" + text.encode()).digest()
