"""txtai: an embeddings database with hybrid search, BM25 and FAISS in one index."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEFAULTS: Mapping[str, Any] = {"hybrid": True}
"""BM25 with k1 = 1.2 and b = .75 over Unicode words, scaled to one; half its score, half cosine."""

TUNED: Mapping[str, Any] = {
    "scoring": {"method": "bm25", "terms": True, "normalize": "bb25", "k1": 0.6, "b": 0.6}
}
"""The best of 20 settings on training questions of NorQuAD: scores are turned into probabilities
and joined by their log odds, which gained two points over the defaults; other weights than one
half gained nothing. txtai has no stemmer, and its character n-grams were worse than words."""


class Txtai:
    """`Embeddings` with external vectors: txtai indexes and searches, we encode."""

    def __init__(
        self,
        texts: Sequence[str],
        vectors: NDArray[np.float32],
        encode_query: Callable[[str], NDArray[np.float32]],
        setting: Mapping[str, Any] = DEFAULTS,
    ) -> None:
        import numpy as np
        from txtai import Embeddings

        self.settings = repr(dict(setting))
        known = dict(zip(texts, vectors, strict=True))

        def transform(texts: Sequence[str]) -> NDArray[np.float32]:
            # txtai calls the one function for passages and for questions.
            return np.stack([known[text] if known else encode_query(text) for text in texts])

        # txtai writes into what it is given.
        self._embeddings = Embeddings(transform=transform, **_copy(setting))
        self._embeddings.index((row, text, None) for row, text in enumerate(texts))
        known.clear()
        weakref.finalize(self, self._embeddings.close)

    def search(self, question: str, depth: int) -> list[tuple[int, float]]:
        """Return the best rows; txtai joins ten times ``depth`` candidates of either kind."""
        found = self._embeddings.search(question, depth)
        return [(int(row), float(score)) for row, score in found]


def _copy(setting: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: dict(value) if isinstance(value, Mapping) else value for key, value in setting.items()
    }
