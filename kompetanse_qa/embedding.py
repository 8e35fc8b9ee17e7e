"""Passages to vectors: each passage is embedded once, and kept for the next run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from kompetanse_qa.encoders import Encoder, PassageVectors, TokenEncoder
from kompetanse_qa.records import Passage, Span
from kompetanse_qa.store.embeddings import Embeddings

_SAVE_EVERY = 64
"""Passages embedded between two saves: what an interruption can cost."""


class Embedder:
    """Vectors of passages, some at a time."""

    def __init__(
        self,
        encoder: Encoder,
        kept: Path,
        progress: Callable[[int, int], None] = lambda done, of: None,
    ) -> None:
        """``kept`` is the folder where vectors stay from run to run.

        ``progress`` is told how many of how many passages that were not known are embedded.
        """
        self._encoder, self._progress = encoder, progress
        self._known = Embeddings(kept, encoder.fingerprint)
        self._missing: int | None = None
        self.embedded = 0
        """Passages that had to be embedded."""

    def close(self) -> None:
        """Close the file; what was embedded stays."""
        self._known.close()

    def expect(self, passages: Sequence[Passage]) -> None:
        """These will be asked for; all of them, before the first is."""
        self._known.want([_key(passage) for passage in passages])

    def forget_others(self) -> None:
        """Forget the vectors of all passages that were not expected."""
        self._known.keep_wanted()

    def vectors(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        """The vectors of these passages, in their order."""
        if self._missing is None:
            self._missing = self._known.count_missing()
        keys = [_key(passage) for passage in passages]
        named = dict(zip(keys, passages, strict=True))
        missing = self._known.missing(list(named))
        # From the longest to the shortest, so that a batch holds texts of like length.
        missing.sort(key=lambda key: (-len(key), key))
        for start in range(0, len(missing), _SAVE_EVERY):
            batch = missing[start : start + _SAVE_EVERY]
            vectors = _encoded([named[key] for key in batch], self._encoder, self._told)
            self._known.add(batch, [_to_bytes(one) for one in vectors])
        return [
            _from_bytes(self._known.get(key), len(passage.sentences), self._encoder)
            for key, passage in zip(keys, passages, strict=True)
        ]

    def _told(self, more: int) -> None:
        assert self._missing is not None
        self.embedded += more
        self._progress(self.embedded, self._missing)


def _key(passage: Passage) -> str:
    """All that decides a passage's vectors."""
    spans = ",".join(f"{span.start}-{span.end}" for span in passage.sentences)
    return f"{passage.indexed_text}\0{spans}"


def _encoded(
    passages: Sequence[Passage], encoder: Encoder, progress: Callable[[int], None]
) -> list[PassageVectors]:
    texts = [passage.indexed_text for passage in passages]
    if isinstance(encoder, TokenEncoder):
        return encoder.encode_passages_in_parts(texts, [_spans(p) for p in passages], progress)
    # An encoder that gives one vector for a text reads each sentence by itself.
    whole = encoder.encode_passages(texts, progress)
    sentences = [p.text[span.start : span.end] for p in passages for span in p.sentences]
    single = encoder.encode_passages(sentences, lambda done: None)
    ends = np.cumsum([len(passage.sentences) for passage in passages])
    nothing = np.zeros((0, 0), np.int8), np.zeros(0, np.int16)
    return [
        PassageVectors(vector, own, *nothing)
        for vector, own in zip(whole, np.split(single, ends[:-1]), strict=True)
    ]


def _spans(passage: Passage) -> list[Span]:
    """The sentences as spans of the indexed text, at whose end the passage's text stands."""
    before = len(passage.indexed_text) - len(passage.text)
    return [Span(start=s.start + before, end=s.end + before) for s in passage.sentences]


def _to_bytes(vectors: PassageVectors) -> bytes:
    return b"".join(
        (
            vectors.whole.astype("<f4").tobytes(),
            vectors.sentences.astype("<f4").tobytes(),
            vectors.tokens.tobytes(),
            vectors.sentence_of.astype("<i2").tobytes(),
        )
    )


def _from_bytes(value: bytes, sentences: int, encoder: Encoder) -> PassageVectors:
    width = encoder.token_dimension if isinstance(encoder, TokenEncoder) else 0
    floats = encoder.dimension * (1 + sentences)
    tokens = (len(value) - 4 * floats) // (width + 2)
    dense = np.frombuffer(value, "<f4", floats).reshape(1 + sentences, -1)
    packed = np.frombuffer(value, np.int8, tokens * width, 4 * floats).reshape(tokens, width)
    sentence_of = np.frombuffer(value, "<i2", tokens, 4 * floats + tokens * width)
    return PassageVectors(dense[0], dense[1:], packed, sentence_of)
