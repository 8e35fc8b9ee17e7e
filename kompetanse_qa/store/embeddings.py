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
        connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
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
        """The texts without a vector, each once, in order."""
        known = {key for (key,) in self._connection.execute("SELECT key FROM vectors")}
        return [text for text in dict.fromkeys(texts) if self._key(text) not in known]

    def add(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep the vectors of these texts, and see that they are on disk."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                [
                    (self._key(text), vector.astype("<f4").tobytes())
                    for text, vector in zip(texts, vectors, strict=True)
                ],
            )

    def matrix(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of these texts, one a row: shape (len(texts), dimension)."""
        matrix = np.empty((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            (vector,) = self._connection.execute(
                "SELECT vector FROM vectors WHERE key = ?", (self._key(text),)
            ).fetchone()
            matrix[row] = np.frombuffer(vector, dtype="<f4")
        return matrix

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget every vector but those of these texts."""
        wanted = {self._key(text) for text in texts}
        known = [key for (key,) in self._connection.execute("SELECT key FROM vectors")]
        with self._connection:
            self._connection.executemany(
                "DELETE FROM vectors WHERE key = ?", [(key,) for key in known if key not in wanted]
            )

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._fingerprint + b"\0" + text.encode()).digest()
