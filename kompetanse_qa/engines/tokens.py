"""Late interaction: for each token of the question, its nearest token in the passage.

Khattab and Zaharia 2020, arXiv:2004.12832 (ColBERT), with two differences: each token of the
question has a weight that the encoder learned, and the same is asked of each sentence by itself,
which tells where in the passage the answer stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_qa.encoders import PassageVectors, QueryTokens, TokenEncoder
from kompetanse_qa.encoders.packing import cosines
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

        self._vectors = np.zeros((0, encoder.token_dimension), np.int8)
        self._sentence_of = np.zeros(0, np.int16)
        self._starts = np.zeros(1, np.int64)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def build_from(self, passages: Sequence[PassageVectors]) -> None:
        """Keep the token vectors of each passage."""
        import numpy as np

        lengths = [len(passage.tokens) for passage in passages]
        self._starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        self._vectors = np.concatenate([*(p.tokens for p in passages), self._vectors[:0]])
        self._sentence_of = np.concatenate(
            [*(p.sentence_of for p in passages), self._sentence_of[:0]]
        )

    def rerank(self, asked: QueryTokens, rows: Sequence[int]) -> Ranking:
        """All of ``rows``, best first, by the weighted mean of the tokens' best cosines."""
        import numpy as np

        if not rows:
            return ()
        places = [slice(self._starts[row], self._starts[row + 1]) for row in rows]
        held = np.concatenate([self._vectors[place] for place in places])
        starts = np.cumsum([0, *(place.stop - place.start for place in places[:-1])])
        best = np.maximum.reduceat(cosines(asked.vectors, held), starts, axis=1)
        return top_rows(np.array(rows), (asked.weights @ best).astype(np.float64), len(rows))

    def best_cosines(self, asked: QueryTokens, row: int, sentences: int) -> NDArray[np.float32]:
        """The best cosine of each token of the question, (1 + sentences, tokens of the question).

        Line 0 is over the whole passage, headings included, line 1 + i over its sentence i; a
        sentence without tokens has -1.
        """
        import numpy as np

        place = slice(self._starts[row], self._starts[row + 1])
        found = cosines(asked.vectors, self._vectors[place])
        sentence_of = self._sentence_of[place]
        best = np.full((1 + sentences, len(asked.vectors)), -1, np.float32)
        if found.shape[1]:
            best[0] = found.max(axis=1)
        for number in range(sentences):
            own = found[:, sentence_of == number]
            if own.shape[1]:
                best[1 + number] = own.max(axis=1)
        return best

    def save(self, folder: Path) -> None:
        """Write `tokens.npy`, `token_sentences.npy` and `token_starts.npy`."""
        import numpy as np

        np.save(folder / "tokens.npy", self._vectors)
        np.save(folder / "token_sentences.npy", self._sentence_of)
        np.save(folder / "token_starts.npy", self._starts)

    def load(self, folder: Path) -> None:
        """Open what `save` wrote; the vectors are mapped, not read. Raises `DamagedIndex`."""
        import numpy as np

        try:
            self._starts = np.load(folder / "token_starts.npy", allow_pickle=False)
            self._sentence_of = np.load(folder / "token_sentences.npy", allow_pickle=False)
            mapped = np.load(folder / "tokens.npy", mmap_mode="r", allow_pickle=False)
            self._vectors = mapped.view(np.ndarray)  # slices of a memmap object are slow
        except (OSError, ValueError, EOFError) as error:
            raise DamagedIndex(folder, "tokens.npy", str(error)) from error
        if not int(self._starts[-1]) == len(self._vectors) == len(self._sentence_of):
            detail = f"{len(self._vectors)}, {len(self._sentence_of)} != {self._starts[-1]}"
            raise DamagedIndex(folder, "tokens.npy", detail)
