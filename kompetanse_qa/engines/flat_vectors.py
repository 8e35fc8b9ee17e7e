"""Exact search over vectors: a flat index of FAISS, with equal scores for equal vectors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kompetanse_qa.errors import DamagedIndex, EngineFailed, IndexNotWritten

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NOISE = 1e-5
"""FAISS sums in float32, in an order that depends on the row's place: equal vectors may differ
by less than this."""


class FlatVectors:
    """Vectors of unit length, by row."""

    def __init__(self, dimension: int) -> None:
        import faiss

        self._index: Any = faiss.IndexFlatIP(dimension)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, vectors: NDArray[np.float32]) -> None:
        """Add ``vectors``, (number, dimension), below those that are there."""
        import numpy as np

        self._index.add(np.ascontiguousarray(vectors, np.float32))

    def keep(self, rows: NDArray[np.int64]) -> None:
        """Keep these rows alone, rising; they are numbered anew."""
        if len(rows) < len(self):
            kept = self._index.reconstruct_batch(rows)
            self._index.reset()
            self.add(kept)

    def nearest(
        self, vector: NDArray[np.float32], depth: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Rows and cosines of the ``depth`` nearest allowed rows, and of those that tie with them.

        ``allowed`` has a truth value for each row; None: all. FAISS finds the candidates, with
        some to spare where the last place is disputed; their scores are summed again in float64,
        so that equal vectors tie.
        """
        import numpy as np

        available = len(self) if allowed is None else int(np.count_nonzero(allowed))
        depth = min(depth, available)
        if depth < 1:
            return np.zeros(0, np.int64), np.zeros(0)
        wanted = min(depth + 1, available)
        rows, scores = self._found(vector, wanted, allowed)
        while wanted < available and scores[-1] > scores[depth - 1] - _NOISE:
            wanted = min(2 * wanted, available)
            rows, scores = self._found(vector, wanted, allowed)
        held = self._index.reconstruct_batch(rows).astype(np.float64)
        exact: NDArray[np.float64] = (held * vector.astype(np.float64)).sum(axis=1)
        return rows, exact

    def _found(
        self, vector: NDArray[np.float32], count: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """FAISS's own answer: rows and scores, best first; ``count`` of them are there."""
        import faiss
        import numpy as np

        faiss.omp_set_num_threads(1)  # threads cost a lone query more than they give
        parameters: Any = None
        if allowed is not None:
            # The stubs of FAISS lack what its Python layer adds: arrays, keyword arguments.
            bitmap = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(bitmap)  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        query = np.ascontiguousarray(vector[None, :], np.float32)
        try:
            scores, rows = self._index.search(query, count, params=parameters)
        except RuntimeError as error:
            raise EngineFailed("faiss", "failed", str(error)) from error
        return rows[0], scores[0]

    def some(self, start: int, stop: int) -> NDArray[np.float32]:
        """The vectors of rows ``start`` to ``stop``, (stop - start, dimension); a copy."""
        found: NDArray[np.float32] = self._index.reconstruct_n(int(start), int(stop - start))
        return found

    def at(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of these rows, (rows, dimension); a copy."""
        found: NDArray[np.float32] = self._index.reconstruct_batch(rows)
        return found

    def save(self, path: Path) -> None:
        """Write the file. Raises IndexNotWritten."""
        import faiss

        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise IndexNotWritten(path.parent, path.name, str(error)) from error

    def load(self, path: Path) -> None:
        """Read the file. Raises DamagedIndex, also for another dimension."""
        import faiss

        try:
            index: Any = faiss.read_index(str(path))
        except RuntimeError as error:
            raise DamagedIndex(path.parent, path.name, str(error)) from error
        if index.d != self._index.d:
            raise DamagedIndex(path.parent, path.name, f"{index.d} != {self._index.d}")
        self._index = index
