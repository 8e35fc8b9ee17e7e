"""All engines of an index as one: written together, opened together, asked together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kompetanse_qa.answering import Candidate, Terms
from kompetanse_qa.embedding import embed
from kompetanse_qa.encoders import Encoder, QueryTokens, TokenEncoder
from kompetanse_qa.engines.bm25 import Bm25
from kompetanse_qa.engines.sentences import Sentences
from kompetanse_qa.engines.tokens import Tokens
from kompetanse_qa.engines.vectors import Vectors
from kompetanse_qa.fusion import Fused, fuse
from kompetanse_qa.norwegian import analyze, character_ngrams
from kompetanse_qa.norwegian.language import is_english
from kompetanse_qa.records import Passage, Ranking

DEPTH = 100
"""How far down each engine's ranking the fusion looks."""
RERANKED = 64
"""Passages that late interaction looks at: what the other rankings together put first."""
WEIGHTS = {"bm25": 0.3, "grams": 0.3, "dense": 0.0, "sentences": 0.3, "tokens": 1.0}
"""Chosen on questions that neither encoder nor gold set's looking half knew; the passage vectors
bring candidates for `tokens` and add nothing to its judgement."""
WEIGHTS_WITHOUT_TOKENS = {"bm25": 0.5, "grams": 0.5, "dense": 0.5, "sentences": 0.5}
LEXICAL = ("bm25", "grams")
"""Silent on English questions: there they match names at best and noise at worst."""
GRAM = 5
PARTS = ("bm25", "grams", "dense", "sentences", "tokens", "language")
"""What a ranker can do without; ``language`` is the silence of `LEXICAL`."""


class Ranker:
    """The engines over one set of passages."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.bm25 = Bm25(analyze)
        self.grams = Bm25(_grams, name="grams", k1=0.9, b=0.4)
        self.dense = Vectors(encoder)
        self.sentences = Sentences(encoder)
        self.tokens = Tokens(encoder) if isinstance(encoder, TokenEncoder) else None
        self._lacking = ""

    def lacking(self, part: str) -> Ranker:
        """The same engines, but one of `PARTS` takes no part: for ablations."""
        other = copy(self)
        other._lacking = part  # noqa: SLF001
        if part == "tokens":
            other.tokens = None
        return other

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
        """Index the passages; returns how many of them had to be embedded.

        ``kept`` is the folder where vectors are kept from run to run; ``progress`` is told how
        many of how many passages are embedded.
        """
        self.bm25.build(passages)
        self.grams.build(passages)
        vectors, embedded = embed(passages, self.encoder, kept, progress)
        none = np.zeros((0, self.encoder.dimension), np.float32)
        self.dense.build_from(np.vstack([none, *(passage.whole for passage in vectors)]))
        sentences = [passage.sentences for passage in vectors]
        self.sentences.build_from(np.vstack([none, *sentences]), [len(s) for s in sentences])
        if self.tokens is not None:
            self.tokens.build_from(vectors)
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

    def candidates(
        self,
        question: str,
        depth: int,
        allowed: NDArray[np.bool_] | None,
        passages_at: Callable[[Sequence[int]], list[Passage]],
    ) -> list[Candidate]:
        """The ``depth`` best of the allowed passages, with what the engines know of each.

        ``passages_at`` gives the passages of some rows.
        """
        vector = self.encoder.encode_query(question)
        tokens = None
        if isinstance(self.encoder, TokenEncoder):
            tokens = self.encoder.encode_query_tokens(question)
        fused = self.rank(question, vector, tokens, allowed)[:depth]
        rows = [found.row for found in fused]
        passages, words = passages_at(rows), self.bm25.coverage(question, rows)
        return [
            Candidate(
                passage=passage,
                fused=found.score,
                ranks=found.ranks,
                words=share,
                near=self.sentences.cosines(vector, found.row),
                near_passage=self.dense.cosine(vector, found.row),
                met=self.tokens.best_cosines(tokens, found.row, len(passage.sentences))
                if self.tokens is not None and tokens is not None
                else None,
                token_weights=None if tokens is None else tokens.weights,
            )
            for found, passage, share in zip(fused, passages, words, strict=True)
        ]

    def terms(self, question: str) -> tuple[Terms, Terms]:
        """The question's words and pieces of words, weighed by how few passages hold them."""
        return (
            Terms(question, analyze, self.bm25.term_weight),
            Terms(question, _grams, self.grams.term_weight),
        )

    def rank(
        self,
        question: str,
        vector: NDArray[np.float32],
        tokens: QueryTokens | None,
        allowed: NDArray[np.bool_] | None,
    ) -> list[Fused]:
        """The fused ranking of the allowed passages; ``vector`` and ``tokens`` are the question's.

        ``tokens`` is None for an encoder that has none.
        """
        rankings: dict[str, Ranking] = {
            "bm25": self.bm25.search(question, DEPTH, allowed),
            "grams": self.grams.search(question, DEPTH, allowed),
            "dense": self.dense.search_vector(vector, DEPTH, allowed),
            "sentences": self.sentences.search_vector(vector, DEPTH, allowed),
        }
        rankings.pop(self._lacking, None)
        heeds_language = self._lacking != "language"
        silent = dict.fromkeys(LEXICAL, 0.0) if heeds_language and is_english(question) else {}
        fused = fuse(rankings, WEIGHTS_WITHOUT_TOKENS | silent)
        if self.tokens is None or tokens is None:
            return fused
        rows = sorted(found.row for found in fused[:RERANKED])
        kept = set(rows)
        rankings = {
            name: tuple(scored for scored in found if scored.row in kept)
            for name, found in rankings.items()
        }
        return fuse(rankings | {"tokens": self.tokens.rerank(tokens, rows)}, WEIGHTS | silent)


def _grams(text: str) -> list[str]:
    return character_ngrams(text, GRAM)
