"""All engines of an index as one: written together, opened together, asked together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kompetanse_qa.engines import Encoder, TokenEncoder
from kompetanse_qa.engines.bm25 import Bm25
from kompetanse_qa.engines.sentences import Sentences
from kompetanse_qa.engines.tokens import Tokens
from kompetanse_qa.engines.vectors import Vectors
from kompetanse_qa.fusion import Fused, fuse
from kompetanse_qa.norwegian import analyze, character_ngrams
from kompetanse_qa.norwegian.language import is_english
from kompetanse_qa.records import Passage, Ranking
from kompetanse_qa.store.embeddings import Embeddings

DEPTH = 100
"""How far down each engine's ranking the fusion looks."""
WEIGHTS = {"bm25": 0.3, "grams": 0.3, "dense": 0.0, "sentences": 0.3, "tokens": 1.0}
"""Chosen on the tuning half of the gold set. The passage vectors bring candidates for `tokens`
and add nothing to its judgement."""
WEIGHTS_WITHOUT_TOKENS = {"bm25": 0.5, "grams": 0.5, "dense": 0.5, "sentences": 0.5}
LEXICAL = ("bm25", "grams")
"""Silent on English questions: there they match names at best and noise at worst."""
GRAM = 5
# Texts embedded between two saves: what an interruption can cost.
_SAVE_EVERY = 64
_SAVE_EVERY_SENTENCE = 256


class Ranker:
    """The engines over one set of passages."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.bm25 = Bm25(analyze)
        self.grams = Bm25(_grams, name="grams", k1=0.9, b=0.4)
        self.dense = Vectors(encoder)
        self.sentences = Sentences(encoder)
        self.tokens = Tokens(encoder) if isinstance(encoder, TokenEncoder) else None

    def lengths(self) -> dict[str, int]:
        """How many passages each engine holds, by its name."""
        found = {
            self.bm25.name: len(self.bm25),
            self.grams.name: len(self.grams),
            self.dense.name: len(self.dense),
            self.sentences.name: len(self.sentences),
        }
        return found if self.tokens is None else {**found, self.tokens.name: len(self.tokens)}

    def build(
        self, passages: Sequence[Passage], kept: Path, progress: Callable[[int, int], None]
    ) -> int:
        """Index the passages; returns how many texts had to be embedded.

        ``kept`` is the folder where vectors are kept from run to run; ``progress`` is told how
        many of how many texts are done.
        """
        self.bm25.build(passages)
        self.grams.build(passages)
        texts = [passage.indexed_text for passage in passages]
        sentences = [p.text[span.start : span.end] for p in passages for span in p.sentences]
        encoder = self.encoder
        with Embeddings(kept, encoder.fingerprint, encoder.dimension) as known:
            embedded = _embed(encoder, known, texts, sentences, progress)
            self.dense.build_from(known.matrix(texts))
            counts = [len(passage.sentences) for passage in passages]
            self.sentences.build_from(known.matrix(sentences), counts)
            if self.tokens is not None and isinstance(encoder, TokenEncoder):
                self.tokens.build_from(known.tokens(texts, encoder.token_dimension))
            known.keep_only([*texts, *sentences])
        return embedded

    def save(self, folder: Path) -> None:
        """Write every engine's files."""
        for engine in (self.bm25, self.grams, self.dense, self.sentences, self.tokens):
            if engine is not None:
                engine.save(folder)

    def load(self, folder: Path) -> None:
        """Open every engine's files. Raises DamagedIndex."""
        for engine in (self.bm25, self.grams, self.dense, self.sentences, self.tokens):
            if engine is not None:
                engine.load(folder)

    def rank(
        self, question: str, vector: NDArray[np.float32], allowed: NDArray[np.bool_] | None
    ) -> list[Fused]:
        """The fused ranking of the allowed passages; ``vector`` is the question's."""
        rankings: dict[str, Ranking] = {
            "bm25": self.bm25.search(question, DEPTH, allowed),
            "grams": self.grams.search(question, DEPTH, allowed),
            "dense": self.dense.search_vector(vector, DEPTH, allowed),
            "sentences": self.sentences.search_vector(vector, DEPTH, allowed),
        }
        weights = WEIGHTS_WITHOUT_TOKENS
        if self.tokens is not None:
            candidates = sorted({scored.row for found in rankings.values() for scored in found})
            rankings["tokens"] = self.tokens.rerank(question, candidates)
            weights = WEIGHTS
        if is_english(question):
            weights = {**weights, **dict.fromkeys(LEXICAL, 0.0)}
        return fuse(rankings, weights)

    def weakest(self, question: str, row: int) -> float | None:
        """How well the passage meets the question token it meets worst; None without `tokens`."""
        return None if self.tokens is None else self.tokens.weakest(question, row)


def _grams(text: str) -> list[str]:
    return character_ngrams(text, GRAM)


def _embed(
    encoder: Encoder,
    known: Embeddings,
    texts: Sequence[str],
    sentences: Sequence[str],
    progress: Callable[[int, int], None],
) -> int:
    """Embed what is not known yet, passages first, saving as it goes."""
    tokens = encoder if isinstance(encoder, TokenEncoder) else None
    passages = known.missing(texts, with_tokens=tokens is not None)
    rest = [text for text in known.missing(sentences) if text not in set(texts)]
    total, done = len(passages) + len(rest), 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        progress(done, total)

    for start in range(0, len(passages), _SAVE_EVERY):
        batch = passages[start : start + _SAVE_EVERY]
        if tokens is not None:
            known.add(batch, *tokens.encode_passages_and_tokens(batch, told))
        else:
            known.add(batch, encoder.encode_passages(batch, told))
    # From the longest to the shortest, so that a batch holds texts of like length.
    rest.sort(key=lambda text: (-len(text), text))
    for start in range(0, len(rest), _SAVE_EVERY_SENTENCE):
        batch = rest[start : start + _SAVE_EVERY_SENTENCE]
        known.add(batch, encoder.encode_passages(batch, told))
    return total
