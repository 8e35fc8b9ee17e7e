"""Dense search over single sentences: a passage is as near as its nearest sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_qa.encoders import Encoder
from kompetanse_qa.engines.vectors import Vectors
from kompetanse_qa.errors import DamagedIndex
from kompetanse_qa.records import Ranking, Scored

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FILE = "sentence_starts.npy"


class Sentences:
    """Sentence vectors, passage by passage; also used to point at the sentence that answers."""

    name = "sentences"

    def __init__(self, encoder: Encoder) -> None:
        import numpy as np

        self._vectors = Vectors(encoder, file="sentences.faiss")
        self._own(np.zeros(1, np.int64))

    def _own(self, starts: NDArray[np.int64]) -> None:
        """Sentences ``starts[i]`` up to ``starts[i + 1]`` are those of passage i."""
        import numpy as np

        self._starts = starts
        self._owners = np.repeat(np.arange(len(self)), np.diff(starts))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def build_from(self, vectors: NDArray[np.float32], counts: Sequence[int]) -> None:
        """Index the vectors of all sentences, in order; ``counts`` of them in each passage."""
        import numpy as np

        self._vectors.build_from(vectors)
        self._own(np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))

    def search_vector(
        self, vector: NDArray[np.float32], depth: int, allowed: NDArray[np.bool_] | None = None
    ) -> Ranking:
        """The ``depth`` allowed passages with the nearest sentences."""
        mask = None if allowed is None else allowed[self._owners]
        found = self._vectors.search_vector(vector, depth * _SENTENCES_A_PASSAGE, mask)
        best: dict[int, float] = {}
        for scored in found:
            best.setdefault(int(self._owners[scored.row]), scored.score)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:depth]
        return tuple(Scored(row=row, score=score) for row, score in ranked)

    def cosines(self, vector: NDArray[np.float32], row: int) -> NDArray[np.float32]:
        """The cosine of each sentence of a passage with the question, (sentences,)."""
        found: NDArray[np.float32] = (
            self._vectors.some(self._starts[row], self._starts[row + 1]) @ vector
        )
        return found

    def save(self, folder: Path) -> None:
        """Write `sentences.faiss` and `sentence_starts.npy`."""
        import numpy as np

        self._vectors.save(folder)
        np.save(folder / _FILE, self._starts)

    def load(self, folder: Path) -> None:
        """Read what `save` wrote. Raises `DamagedIndex`."""
        import numpy as np

        self._vectors.load(folder)
        try:
            self._own(np.load(folder / _FILE, allow_pickle=False))
        except (OSError, ValueError, EOFError) as error:
            raise DamagedIndex(folder, _FILE, str(error)) from error
        if int(self._starts[-1]) != len(self._vectors):
            raise DamagedIndex(folder, _FILE, f"{len(self._vectors)} != {self._starts[-1]}")


_SENTENCES_A_PASSAGE = 3
"""So many sentences are looked at for each passage that is wanted: near ones lie together."""
