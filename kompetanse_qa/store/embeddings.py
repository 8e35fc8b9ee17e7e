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

import numpy as np
from numpy.typing import NDArray

FILE = "embeddings.sqlite"
_TABLES = ("vectors", "tokens")


class Embeddings:
    """The vectors that are already known, for one encoder."""

    def __init__(self, folder: Path, fingerprint: str, dimension: int) -> None:
        self._fingerprint = fingerprint.encode()
        self._dimension = dimension
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
        for table in _TABLES:
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS {table} (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
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

    def missing(self, texts: Sequence[str], *, with_tokens: bool = False) -> list[str]:
        """The texts without a vector (or without token vectors), each once, in order."""
        table = "tokens" if with_tokens else "vectors"
        known = {key for (key,) in self._connection.execute(f"SELECT key FROM {table}")}
        return [text for text in dict.fromkeys(texts) if self._key(text) not in known]

    def add(
        self,
        texts: Sequence[str],
        vectors: NDArray[np.float32],
        tokens: Sequence[NDArray[np.int8]] | None = None,
    ) -> None:
        """Keep the vectors of these texts, and see that they are on disk."""
        with self._connection:
            self._put("vectors", texts, [vector.astype("<f4").tobytes() for vector in vectors])
            if tokens is not None:
                self._put("tokens", texts, [token.tobytes() for token in tokens])

    def _put(self, table: str, texts: Sequence[str], blobs: Sequence[bytes]) -> None:
        self._connection.executemany(
            f"INSERT OR REPLACE INTO {table} VALUES (?, ?)",
            [(self._key(text), blob) for text, blob in zip(texts, blobs, strict=True)],
        )

    def tokens(self, texts: Sequence[str], dimension: int) -> list[NDArray[np.int8]]:
        """The packed token vectors of these texts: for each (tokens, dimension)."""
        return [
            np.frombuffer(self._get("tokens", text), np.int8).reshape(-1, dimension)
            for text in texts
        ]

    def _get(self, table: str, text: str) -> bytes:
        query = f"SELECT vector FROM {table} WHERE key = ?"
        blob: bytes = self._connection.execute(query, (self._key(text),)).fetchone()[0]
        return blob

    def matrix(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of these texts, one a row: shape (len(texts), dimension)."""
        matrix = np.empty((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            matrix[row] = np.frombuffer(self._get("vectors", text), dtype="<f4")
        return matrix

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget every vector but those of these texts."""
        wanted = {self._key(text) for text in texts}
        with self._connection:
            for table in _TABLES:
                known = self._connection.execute(f"SELECT key FROM {table}").fetchall()
                self._connection.executemany(
                    f"DELETE FROM {table} WHERE key = ?",
                    [(key,) for (key,) in known if key not in wanted],
                )

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._fingerprint + b"\0" + text.encode()).digest()
