"""Late interaction: for each token of the question, its nearest token in the passage.

Khattab and Zaharia 2020, arXiv:2004.12832 (ColBERT), with an encoder that was not trained for it,
and one difference: each question token counts by how much its best match varies over the
candidates. A token that every passage meets equally well (*hva*, *er*, *kompetanse* in a corpus
on competence) tells nothing; one that few passages meet tells much. It is an IDF without a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_qa.engines import TokenEncoder
from kompetanse_qa.engines.top_rows import top_rows
from kompetanse_qa.errors import DamagedIndex
from kompetanse_qa.records import Ranking

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Tokens:
    """Ranks candidates again; the vectors stay on disk and only the candidates' are read."""

    name = "tokens"

    def __init__(self, encoder: TokenEncoder) -> None:
        import numpy as np

        self._encoder = encoder
        self._vectors = np.zeros((0, encoder.token_dimension), np.int8)
        self._starts = np.zeros(1, np.int64)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def build_from(self, vectors: Sequence[NDArray[np.int8]]) -> None:
        """Keep the packed token vectors, (tokens, dimension), of each passage."""
        import numpy as np

        self._starts = np.concatenate([[0], np.cumsum([len(v) for v in vectors])]).astype(np.int64)
        self._vectors = np.concatenate([*vectors, self._vectors[:0]])

    def rerank(self, question: str, rows: Sequence[int]) -> Ranking:
        """All of ``rows``, best first."""
        import numpy as np

        from kompetanse_qa.engines.encoders.token_vectors import cosines

        if not rows:
            return ()
        asked = self._encoder.encode_query_tokens(question)
        places = [slice(self._starts[row], self._starts[row + 1]) for row in rows]
        held = np.concatenate([self._vectors[place] for place in places])
        starts = np.cumsum([0, *(place.stop - place.start for place in places[:-1])])
        best = np.maximum.reduceat(cosines(asked, held), starts, axis=1)  # (question tokens, rows)
        spread = best.std(axis=1, keepdims=True)
        scores = ((best - best.mean(axis=1, keepdims=True)) * spread).sum(axis=0)
        return top_rows(np.array(rows), scores.astype(np.float64), len(rows))

    def weakest(self, question: str, row: int) -> float:
        """The cosine of the question token that the passage meets worst."""
        from kompetanse_qa.engines.encoders.token_vectors import cosines

        held = self._vectors[self._starts[row] : self._starts[row + 1]]
        asked = self._encoder.encode_query_tokens(question)
        return float(cosines(asked, held).max(axis=1).min())

    def save(self, folder: Path) -> None:
        """Write `tokens.npy` and `token_starts.npy`."""
        import numpy as np

        np.save(folder / "tokens.npy", self._vectors)
        np.save(folder / "token_starts.npy", self._starts)

    def load(self, folder: Path) -> None:
        """Open what `save` wrote; the vectors are mapped, not read. Raises `DamagedIndex`."""
        import numpy as np

        try:
            self._starts = np.load(folder / "token_starts.npy", allow_pickle=False)
            self._vectors = np.load(folder / "tokens.npy", mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise DamagedIndex(folder, "tokens.npy", str(error)) from error
        if int(self._starts[-1]) != len(self._vectors):
            detail = f"{len(self._vectors)} != {self._starts[-1]}"
            raise DamagedIndex(folder, "tokens.npy", detail)
