"""Passages to vectors: each passage is embedded once, and kept for the next run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from kompetanse_qa.encoders import Encoder, PassageVectors, TokenEncoder
from kompetanse_qa.records import Passage, Span
from kompetanse_qa.store.embeddings import Embeddings

# Passages embedded between two saves: what an interruption can cost.
_SAVE_EVERY = 64


def embed(
    passages: Sequence[Passage],
    encoder: Encoder,
    kept: Path,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[list[PassageVectors], int]:
    """The vectors of all ``passages``, and how many of them had to be computed.

    ``kept`` is the folder where vectors stay from run to run; those of passages that are no
    longer there are forgotten. ``progress`` is told how many of how many are done.
    """
    keys = [_key(passage) for passage in passages]
    named = dict(zip(keys, passages, strict=True))
    with Embeddings(kept, encoder.fingerprint) as known:
        missing = known.missing(list(named))
        # From the longest to the shortest, so that a batch holds texts of like length.
        missing.sort(key=lambda key: (-len(key), key))
        done = 0

        def told(more: int) -> None:
            nonlocal done
            done += more
            progress(done, len(missing))

        for start in range(0, len(missing), _SAVE_EVERY):
            batch = missing[start : start + _SAVE_EVERY]
            vectors = _encoded([named[key] for key in batch], encoder, told)
            known.add(batch, [_to_bytes(one) for one in vectors])
        known.keep_only(named)
        found = [
            _from_bytes(known.get(key), len(passage.sentences), encoder)
            for key, passage in zip(keys, passages, strict=True)
        ]
    return found, len(missing)


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
