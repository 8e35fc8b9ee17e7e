"""Dense search: exact inner products with FAISS over vectors of unit length."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kompetanse_qa.encoders import Encoder
from kompetanse_qa.engines.top_rows import top_rows
from kompetanse_qa.errors import DamagedIndex
from kompetanse_qa.records import Passage, Ranking

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NOISE = 1e-5
"""FAISS sums in float32, in an order that depends on the row's place: equal vectors may differ
by less than this."""


class Vectors:
    """The dense engine: passages whose vector points where the question's does.

    Every allowed row has a score, so a question with nothing to do with the corpus is answered
    with the least distant rows.
    """

    def __init__(self, encoder: Encoder, name: str = "dense", file: str = "vectors.faiss") -> None:
        import faiss

        self.name = name
        self._encoder = encoder
        self._file = file
        self._index: Any = faiss.IndexFlatIP(encoder.dimension)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def build(self, passages: Sequence[Passage]) -> None:
        """Encode every passage's `indexed_text`; `build_from` takes vectors made before."""
        texts = [passage.indexed_text for passage in passages]
        self.build_from(self._encoder.encode_passages(texts, lambda done: None))

    def build_from(self, vectors: NDArray[np.float32]) -> None:
        """Index ``vectors``, (number, dimension), of unit length."""
        import faiss
        import numpy as np

        self._index = faiss.IndexFlatIP(self._encoder.dimension)
        self._index.add(np.ascontiguousarray(vectors, np.float32))

    def search(
        self, question: str, depth: int, allowed: NDArray[np.bool_] | None = None
    ) -> Ranking:
        """Return the ``depth`` allowed rows of highest cosine with the question."""
        if len(self) == 0:
            return ()
        return self.search_vector(self._encoder.encode_query(question), depth, allowed)

    def search_vector(
        self, vector: NDArray[np.float32], depth: int, allowed: NDArray[np.bool_] | None = None
    ) -> Ranking:
        """Return the same for a vector, (dimension,), that is at hand.

        FAISS finds the candidates, with some to spare where the last place is disputed; their
        scores are summed again in float64, so that equal passages tie and the row decides.
        """
        import numpy as np

        available = len(self) if allowed is None else int(np.count_nonzero(allowed))
        depth = min(depth, available)
        if depth < 1:
            return ()
        wanted = min(depth + 1, available)
        rows, scores = self._nearest(vector, wanted, allowed)
        while wanted < available and scores[-1] > scores[depth - 1] - _NOISE:
            wanted = min(2 * wanted, available)
            rows, scores = self._nearest(vector, wanted, allowed)
        held = self._index.reconstruct_batch(rows).astype(np.float64)
        return top_rows(rows, (held * vector.astype(np.float64)).sum(axis=1), depth)

    def _nearest(
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
        scores, rows = self._index.search(query, count, params=parameters)
        return rows[0], scores[0]

    def some(self, start: int, stop: int) -> NDArray[np.float32]:
        """The vectors of rows ``start`` to ``stop``, (stop - start, dimension); a copy."""
        found: NDArray[np.float32] = self._index.reconstruct_n(int(start), int(stop - start))
        return found

    def cosine(self, vector: NDArray[np.float32], row: int) -> float:
        """The cosine of a row with a vector, (dimension,)."""
        return float(self.some(row, row + 1)[0] @ vector)

    def matrix(self) -> NDArray[np.float32]:
        """All vectors, (rows, dimension); a copy."""
        return self.some(0, len(self))

    def save(self, folder: Path) -> None:
        """Write the file."""
        import faiss

        faiss.write_index(self._index, str(folder / self._file))

    def load(self, folder: Path) -> None:
        """Read the file. Raises `DamagedIndex`, also for another dimension."""
        import faiss

        path = folder / self._file
        try:
            index: Any = faiss.read_index(str(path))
        except RuntimeError as error:
            raise DamagedIndex(folder, path.name, str(error)) from error
        if index.d != self._encoder.dimension:
            raise DamagedIndex(folder, path.name, f"{index.d} != {self._encoder.dimension}")
        self._index = index
