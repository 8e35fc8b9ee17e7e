"""Dense search over single sentences: a passage is as near as its nearest sentence."""

from __future__ import annotations

from array import array
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

_VECTORS, _ROWS = "sentences.faiss", "sentences.npz"
_SENTENCES_A_PASSAGE = 3
"""So many sentences are looked at first for each passage that is wanted: near ones lie together."""


class Sentences(LocalEngine):
    """Sentence vectors, passage by passage; also tells how near each sentence of a passage is."""

    name = "sentences"

    def _begin(self) -> None:
        import numpy as np

        self._vectors = FlatVectors(self._place.dimension)
        self._counts = array("i")
        self._own(np.zeros(1, np.int64))

    def _own(self, starts: NDArray[np.int64]) -> None:
        """Sentences ``starts[i]`` up to ``starts[i + 1]`` are those of row i."""
        import numpy as np

        self._starts = starts
        self._owners = np.repeat(np.arange(len(starts) - 1), np.diff(starts))

    def _take(self, batch: Batch) -> None:
        for of in batch.vectors:
            self._counts.append(len(of.sentences))
            if len(of.sentences):
                self._vectors.add(of.sentences)

    def _write(self, left: NDArray[np.int64]) -> str:
        import numpy as np

        counts = np.array(self._counts, np.int64)
        kept = np.zeros(len(counts), np.bool_)
        kept[left] = True
        self._vectors.keep(np.flatnonzero(np.repeat(kept, counts)))
        self._own(np.concatenate([[0], np.cumsum(counts[left])]).astype(np.int64))
        self._vectors.save(self._folder / _VECTORS)
        write_arrays(self._folder / _ROWS, {"starts": self._starts, **self._rows.arrays()})
        return _ROWS

    def _load(self, address: str) -> None:
        arrays = read_arrays(self._folder / address, ("starts", *ARRAYS))
        self._begin()
        self._vectors.load(self._folder / _VECTORS)
        try:
            self._rows, starts = Rows.from_arrays(arrays), arrays["starts"]
            if len(starts) != len(self._rows) + 1 or int(starts[-1]) != len(self._vectors):
                raise ValueError(f"{len(self._rows)}, {len(self._vectors)} != {starts[-1:]}")
            self._own(starts)
        except (ValueError, IndexError) as error:
            raise DamagedIndex(self._folder, address, str(error)) from error

    def search(self, query: Query, depth: int, scope: Scope = EVERYTHING) -> Ranking:
        """The ``depth`` passages in scope with the nearest sentences."""
        import numpy as np

        allowed = self._rows.in_scope(scope)
        mask = None if allowed is None else allowed[self._owners]
        available = len(self._vectors) if mask is None else int(np.count_nonzero(mask))
        wanted = depth * _SENTENCES_A_PASSAGE
        while True:
            found, cosines = self._vectors.nearest(query.vector, wanted, mask)
            best = np.full(len(self._rows), -np.inf)
            np.maximum.at(best, self._owners[found], cosines)
            rows = np.flatnonzero(best > -np.inf)
            if len(rows) >= depth or wanted >= available:
                break
            wanted *= 2
        return self._rows.ranking(rows, best[rows], depth)

    def evidence(self, query: Query, keys: Sequence[str]) -> Evidence:
        """The cosine of each sentence of each passage."""
        cosines = [
            self._vectors.some(self._starts[row], self._starts[row + 1]) @ query.vector
            for row in self._of(keys)
        ]
        return Evidence(sentence_cosines=cosines)
