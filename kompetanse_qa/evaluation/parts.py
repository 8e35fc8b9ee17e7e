"""The parts of our search as systems of their own, in all variants.

A name is ``ranking[:analysis][@chunking]``: ``bm25``, ``bm25:snowball``, ``dense@windows``,
``hybrid:4grams@bare``. Without more it is as shipped: ``lemmas`` and ``sentences``.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Sequence

from kompetanse_qa import answering
from kompetanse_qa.errors import NothingToSearch, UnknownSystem
from kompetanse_qa.evaluation.chunkings import AS_SHIPPED
from kompetanse_qa.evaluation.records import Retrieved
from kompetanse_qa.evaluation.variants import ANALYSES, Variant, Variants
from kompetanse_qa.fusion import fuse
from kompetanse_qa.norwegian import analyze
from kompetanse_qa.query import Query
from kompetanse_qa.ranking import DEPTH
from kompetanse_qa.records import Ranking, Scope, Scored

_HYBRID = {"bm25": 1.0, "dense": 0.8}
"""Two rankings alone; the product has more of them."""
RRF_K = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""
RANKINGS = ("bm25", "dense", "hybrid", "rrf")

_NAME = re.compile(r"(?P<ranking>\w+)(?::(?P<analysis>\w+))?(?:@(?P<chunking>\w+))?")


def open_part(name: str, variants: Variants) -> Part:
    """Return the part called ``name``. Raises UnknownSystem, NothingToSearch."""
    parts = _NAME.fullmatch(name)
    ranking = parts["ranking"] if parts else ""
    analysis = (parts and parts["analysis"]) or "lemmas"
    chunking = (parts and parts["chunking"]) or AS_SHIPPED
    known = ranking in RANKINGS and analysis in ANALYSES and chunking in variants.chunkings
    if not parts or not known or (ranking == "dense" and parts["analysis"]):
        raise UnknownSystem(name, part_names(variants.chunkings))
    return Part(name, ranking, analysis, variants.of(chunking))


def part_names(chunkings: Sequence[str]) -> tuple[str, ...]:
    """All names of parts."""
    return tuple(
        f"{ranking}{analysis}@{chunking}"
        for ranking in RANKINGS
        for analysis in ([""] if ranking == "dense" else [f":{a}" for a in ANALYSES])
        for chunking in chunkings
    )


class Part:
    """One way to rank, one analysis, one division into passages.

    The answer sentence is the one of the first passage that shares most words with the question,
    so that parts differ by their ranking alone. The confidence is the bare score of the first
    passage: good to tell answerable from not, but no probability, so no part ever decides to speak.
    """

    def __init__(self, name: str, ranking: str, analysis: str, variant: Variant) -> None:
        if not variant.passages:
            raise NothingToSearch(name)
        self.name = name
        self._ranking, self._analysis, self._variant = ranking, analysis, variant
        self.identity = {**variant.identity, "ranking": ranking, "analysis": analysis}

    def passages(self) -> Sequence[tuple[str, str, str]]:
        """All passages of the variant."""
        return [(p.id, p.report_id, p.text) for p in self._variant.passages]

    def ask(self, question_id: str, text: str, depth: int) -> Retrieved:
        """Rank the passages."""
        return self.ask_without(question_id, text, depth, ())

    def ask_without(
        self, question_id: str, text: str, depth: int, without: Collection[str]
    ) -> Retrieved:
        """Rank the passages that are left without these."""
        started = time.perf_counter()
        query = self._variant.query(text)
        ranking = self._ranked(query, Scope(without=frozenset(without)))[:depth]
        answer = self._pointed(query, ranking[0].key) if ranking else None
        return Retrieved(
            question_id=question_id,
            ranking=tuple((scored.key, scored.score) for scored in ranking),
            answer=answer,
            confidence=ranking[0].score if ranking else 0.0,  # only words can find nothing
            found=None,
            seconds=time.perf_counter() - started,
        )

    def _ranked(self, query: Query, scope: Scope) -> Ranking:
        lexical: Ranking = ()
        dense: Ranking = ()
        if self._ranking != "dense":
            lexical = self._variant.lexical(self._analysis).search(query, DEPTH, scope)
        if self._ranking != "bm25":
            dense = self._variant.dense.search(query, DEPTH, scope)
        match self._ranking:
            case "bm25":
                return lexical
            case "dense":
                return dense
            case "hybrid":
                fused = fuse({"bm25": lexical, "dense": dense}, _HYBRID)
                return tuple(Scored(key=f.key, score=f.score) for f in fused)
            case _:
                return reciprocal_rank_fusion([lexical, dense])

    def _pointed(self, query: Query, key: str) -> tuple[str, int, int] | None:
        passage = self._variant.passage[key]
        known = self._variant.lexical("lemmas").statistics(query.terms)
        words = answering.TermWeights(query.terms, known.passages, known.holders, analyze)
        span = answering.best_sentence(words, passage)
        return (passage.id, span.start, span.end) if span else None


def reciprocal_rank_fusion(rankings: Sequence[Ranking]) -> Ranking:
    """Sum 1 / (`RRF_K` + rank) over the rankings that hold a passage; best first, ties by key."""
    total: dict[str, float] = {}
    for ranking in rankings:
        for rank, scored in enumerate(ranking, start=1):
            total[scored.key] = total.get(scored.key, 0.0) + 1 / (RRF_K + rank)
    best = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Scored(key=key, score=score) for key, score in best)
