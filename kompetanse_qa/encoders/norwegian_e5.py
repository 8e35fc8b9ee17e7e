"""The default encoder: multilingual-e5-small, adapted to finding answers in Norwegian reports.

One pass over a passage, headings and all, gives its vector, a vector for each of its sentences and
one for each of its tokens, so that a sentence is read in its surroundings. A question goes through
`light_e5`, which answers in a third of a second in a new process; passages in bulk go through
sentence-transformers, which is several times as fast but takes seconds to import. The two agree
(cosine at least .999).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from kompetanse_qa.encoders import PassageVectors, QueryVectors
from kompetanse_qa.encoders.adapter import DIMENSION, Adapter
from kompetanse_qa.encoders.bundled_file import (
    FEW,
    PASSAGE_PROMPT,
    POSITIONS,
    QUERY_PROMPT,
    bundled_file,
    clean,
    encodable,
    weights_digest,
)
from kompetanse_qa.encoders.light_e5 import LightE5
from kompetanse_qa.encoders.packing import packed
from kompetanse_qa.encoders.unit_length import unit
from kompetanse_qa.records import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding, Tokenizer

_LEADING = 4
"""The token that begins a text, and those of the prompt: the word, ``:`` and a space."""
_RECIPE = b"NFC; query: / passage: ; 512 tokens; unit length; sentences in context"


class NorwegianE5:
    """`intfloat/multilingual-e5-small` at 4 bits (Wang et al. 2024, arXiv:2402.05672), adapted.

    Of a text that is too long the beginning is read.
    """

    name = "norwegian-e5-small"
    dimension = DIMENSION
    token_dimension = DIMENSION

    def __init__(self) -> None:
        self._file = bundled_file(self.name)
        self._adapter = Adapter()
        self._light = LightE5(self._file, self._adapter.added)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over the weights' SHA-256, the adapter's and the recipe."""
        parts = (weights_digest(self._file).encode(), self._adapter.digest.encode(), _RECIPE)
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, (128,). Never imports torch."""
        return self.encode_query_in_parts(text).whole

    def encode_query_in_parts(self, text: str) -> QueryVectors:
        """The vectors of a question and of its own tokens. Never imports torch."""
        ids = self._light.token_ids(QUERY_PROMPT + clean(text))
        states = unit(self._light.hidden_states(ids)[_LEADING:-1])
        return QueryVectors(
            self._adapter.asked(states),
            self._adapter.token_vectors(states),
            self._adapter.token_weights(states),
        )

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None]
    ) -> NDArray[np.float32]:
        """Vectors of ``texts``, (number, 128)."""
        import numpy as np

        nothing: list[tuple[Span, ...]] = [()] * len(texts)
        found = self.encode_passages_in_parts(texts, nothing, progress)
        vectors = [passage.whole for passage in found]
        return np.stack(vectors) if vectors else np.zeros((0, DIMENSION), np.float32)

    def encode_passages_in_parts(
        self,
        texts: Sequence[str],
        sentences: Sequence[Sequence[Span]],
        progress: Callable[[int], None],
    ) -> list[PassageVectors]:
        """The vectors of each text, of its ``sentences`` (spans in the text) and of its tokens."""
        # The tokenizer composes letters itself, and says where in the text each token stood before.
        encoded = [self._tokenizer.encode(PASSAGE_PROMPT + encodable(text)) for text in texts]
        found: dict[int, PassageVectors] = {}
        for row, states in self._states([one.ids for one in encoded], progress):
            found[row] = self._in_parts(encoded[row], states, sentences[row])
        return [found[row] for row in range(len(texts))]

    def _in_parts(
        self, encoded: Encoding, states: NDArray[np.float32], sentences: Sequence[Span]
    ) -> PassageVectors:
        import numpy as np

        own = unit(states[_LEADING:-1])
        starts, ends = np.array(encoded.offsets[_LEADING:-1]).reshape(-1, 2).T - len(PASSAGE_PROMPT)
        sentence_of = np.full(len(own), -1, np.int16)
        means = np.zeros((1 + len(sentences), own.shape[1]), np.float32)
        means[0] = own.mean(axis=0) if len(own) else 0
        for number, span in enumerate(sentences):
            # A token may hold the space before its word, and so begin before the sentence does.
            inside = (starts >= span.start - 1) & (starts < span.end) & (ends > span.start)
            sentence_of[inside] = number
            if inside.any():
                means[1 + number] = own[inside].mean(axis=0)
        said = self._adapter.said(means)
        return PassageVectors(
            said[0], said[1:], packed(self._adapter.token_vectors(own)), sentence_of
        )

    def _states(
        self, ids: Sequence[Sequence[int]], progress: Callable[[int], None]
    ) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """The place of each text and its hidden states, special tokens included."""
        if len(ids) >= FEW:
            from kompetanse_qa.encoders.bulk import hidden_states_in_bulk

            yield from hidden_states_in_bulk(self._bulk_model, ids, progress)
            return
        for row, text in enumerate(ids):
            yield row, self._light.hidden_states(text)
            progress(1)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from kompetanse_qa.encoders.e5_tokenizer import build_tokenizer
        from kompetanse_qa.encoders.packed_e5 import PackedFile

        file = PackedFile(self._file)
        pieces = [(piece.decode("utf-8"), score) for piece, score in file.pieces()]
        tokenizer = build_tokenizer(pieces, file.unknown)
        tokenizer.enable_truncation(POSITIONS)
        return tokenizer

    @cached_property
    def _bulk_model(self) -> SentenceTransformer:
        from kompetanse_qa.encoders.bulk import quickest
        from kompetanse_qa.encoders.packed_e5 import read_packed_e5
        from kompetanse_qa.encoders.unpacked_e5 import build_sentence_transformer

        adapted = read_packed_e5(self._file, self._adapter.adapted)
        return quickest(build_sentence_transformer(adapted))
