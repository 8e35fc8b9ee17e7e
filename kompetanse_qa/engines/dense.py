"""Dense search over whole passages: those whose vector points where the query's does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kompetanse_qa.engines import Batch, Evidence
from kompetanse_qa.engines.files import read_arrays, write_arrays
from kompetanse_qa.engines.flat_vectors import FlatVectors
from kompetanse_qa.engines.local import LocalEngine
from kompetanse_qa.engines.rows import ARRAYS, Rows
from kompetanse_qa.errors import DamagedIndex
from kompetanse_qa.query import Query
from kompetanse_qa.records import EVERYTHING, Ranking, Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_VECTORS, _ROWS = "vectors.faiss", "vectors.npz"


class Dense(LocalEngine):
    """Passage vectors.

    Every passage in scope has a score, so a query with nothing to do with the corpus finds the
    least distant passages.
    """

    name = "dense"

    def _begin(self) -> None:
        self._vectors = FlatVectors(self._place.dimension)

    def _take(self, batch: Batch) -> None:
        import numpy as np

        if batch.vectors:
            self._vectors.add(np.stack([of.whole for of in batch.vectors]))

    def _write(self, left: NDArray[np.int64]) -> str:
        self._vectors.keep(left)
        self._vectors.save(self._folder / _VECTORS)
        write_arrays(self._folder / _ROWS, self._rows.arrays())
        return _ROWS

    def _load(self, address: str) -> None:
        arrays = read_arrays(self._folder / address, ARRAYS)
        self._begin()
        self._vectors.load(self._folder / _VECTORS)
        try:
            self._rows = Rows.from_arrays(arrays)
        except (ValueError, IndexError) as error:
            raise DamagedIndex(self._folder, address, str(error)) from error
        if len(self._vectors) != len(self._rows):
            detail = f"{len(self._vectors)} != {len(self._rows)}"
            raise DamagedIndex(self._folder, _VECTORS, detail)

    def search(self, query: Query, depth: int, scope: Scope = EVERYTHING) -> Ranking:
        """The ``depth`` passages in scope of highest cosine with the query."""
        rows, cosines = self._vectors.nearest(query.vector, depth, self._rows.in_scope(scope))
        return self._rows.ranking(rows, cosines, depth)

    def evidence(self, query: Query, keys: Sequence[str]) -> Evidence:
        """The cosine of each passage."""
        return Evidence(cosine=self._vectors.at(self._of(keys)) @ query.vector)

    def vectors(self) -> NDArray[np.float32]:
        """All vectors, (passages, dimension), in the order in which they were added."""
        return self._vectors.some(0, len(self._vectors))
