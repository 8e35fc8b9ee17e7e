"""Encoders without weights: hashed character trigrams. For tests and for trying the path."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kompetanse_qa.encoders import PassageVectors, QueryVectors
from kompetanse_qa.encoders.packing import packed
from kompetanse_qa.records import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"\w+")


class ToyEncoder:
    """Counts the trigrams of a text in 64 places; texts that share spelling are near each other.

    The hashing trick (Weinberger et al. 2009, arXiv:0902.2206) with CRC-32 for the hash.
    """

    name = "toy"
    dimension = 64
    fingerprint = hashlib.sha256(b"toy: CRC-32 of lower-case trigrams, 64 places").hexdigest()

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None]
    ) -> NDArray[np.float32]:
        """Vectors of ``texts``, (number, 64)."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.encode_query(text)
            progress(1)
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector, (64,). Padding gives every text a trigram, the empty one too."""
        import numpy as np

        padded = f"  {text.lower()} "
        vector = np.zeros(self.dimension, np.float32)
        for at in range(len(padded) - 2):
            trigram = padded[at : at + 3].encode("utf-8", "replace")
            vector[zlib.crc32(trigram) % self.dimension] += 1
        unit: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return unit


class ToyTokenEncoder(ToyEncoder):
    """The same for a text and each of its sentences; a direction of its own for each word.

    A word of a question counts by its letters: of *hva er kompost* the last one counts most.
    """

    name = "toy-tokens"
    token_dimension = ToyEncoder.dimension
    fingerprint = hashlib.sha256(
        b"toy-tokens: toy, and a random direction for each word"
    ).hexdigest()

    def encode_query_in_parts(self, text: str) -> QueryVectors:
        """Vectors of the text, (64,), and of its words, (words, 64)."""
        import numpy as np

        words = _WORD.findall(text) or [text]
        letters = np.array([len(word) for word in words], np.float32)
        vectors = np.stack([self.direction(word) for word in words])
        return QueryVectors(self.encode_query(text), vectors, letters / max(1, letters.sum()))

    def encode_passages_in_parts(
        self,
        texts: Sequence[str],
        sentences: Sequence[Sequence[Span]],
        progress: Callable[[int], None],
    ) -> list[PassageVectors]:
        """The vectors of each text, of its ``sentences`` (spans in the text) and of its words."""
        made = []
        for text, spans in zip(texts, sentences, strict=True):
            made.append(self._in_parts(text, spans))
            progress(1)
        return made

    def direction(self, word: str) -> NDArray[np.float32]:
        """The vector of a word, (64,); two words are nearly at right angles."""
        import numpy as np

        seed = zlib.crc32(word.lower().encode("utf-8", "replace"))
        vector = np.random.default_rng(seed).standard_normal(self.dimension)
        unit: NDArray[np.float32] = (vector / np.linalg.norm(vector)).astype(np.float32)
        return unit

    def _in_parts(self, text: str, spans: Sequence[Span]) -> PassageVectors:
        import numpy as np

        words = list(_WORD.finditer(text))
        sentence_of = np.full(len(words), -1, np.int16)
        for place, word in enumerate(words):
            for number, span in enumerate(spans):
                if span.start <= word.start() < span.end:
                    sentence_of[place] = number
        nothing = np.zeros((0, self.dimension), np.float32)
        return PassageVectors(
            self.encode_query(text),
            np.vstack([nothing, *(self.encode_query(text[s.start : s.end]) for s in spans)]),
            packed(np.vstack([nothing, *(self.direction(word.group()) for word in words)])),
            sentence_of,
        )
