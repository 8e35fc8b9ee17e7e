"""The parts of our search as systems of their own, in all variants: the ablations.

A name is ``ranking[:analysis][@chunking]``: ``bm25``, ``bm25:snowball``, ``dense@windows``,
``hybrid:4grams@bare``. Without more it is as shipped: ``lemmas`` and ``sentences``.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_qa import answering
from kompetanse_qa.embedding import embed
from kompetanse_qa.engines.bm25 import Bm25
from kompetanse_qa.errors import NothingToSearch, UnknownSystem
from kompetanse_qa.evaluation.chunkings import CHUNKINGS
from kompetanse_qa.evaluation.records import Retrieved
from kompetanse_qa.evaluation.systems import index_identity
from kompetanse_qa.fusion import fuse
from kompetanse_qa.norwegian import analyze, character_ngrams
from kompetanse_qa.norwegian.snowball import plain_words, snowball_stems
from kompetanse_qa.ranking import DEPTH
from kompetanse_qa.records import Passage, Ranking, Scored
from kompetanse_qa.search import Index

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kompetanse_qa.engines.vectors import Vectors

    Allowed = NDArray[np.bool_] | None

_HYBRID = {"bm25": 1.0, "dense": 0.8}
"""Two arms alone; the product has more of them."""
RRF_K = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""

ANALYSES: dict[str, Callable[[str], list[str]]] = {
    "words": plain_words,
    "snowball": snowball_stems,
    "lemmas": analyze,
    "4grams": character_ngrams,
}
"""By the name that follows ``:`` in a system's name."""

AS_SHIPPED = "sentences"
"""The chunking of the index itself."""

RANKINGS = ("bm25", "dense", "hybrid", "rrf")

_NAME = re.compile(r"(?P<ranking>\w+)(?::(?P<analysis>\w+))?(?:@(?P<chunking>\w+))?")


def open_arm(name: str, workshop: Workshop) -> Arm:
    """Return the ablation called ``name``. Raises UnknownSystem, NothingToSearch."""
    parts = _NAME.fullmatch(name)
    ranking = parts["ranking"] if parts else ""
    analysis = (parts and parts["analysis"]) or "lemmas"
    chunking = (parts and parts["chunking"]) or AS_SHIPPED
    known = ranking in RANKINGS and analysis in ANALYSES and chunking in workshop.chunkings
    if not parts or not known or (ranking == "dense" and parts["analysis"]):
        raise UnknownSystem(name, arm_names(workshop.chunkings))
    return Arm(name, ranking, analysis, workshop.bench(chunking))


def arm_names(chunkings: Sequence[str]) -> tuple[str, ...]:
    """All names of ablations."""
    return tuple(
        f"{ranking}{analysis}@{chunking}"
        for ranking in RANKINGS
        for analysis in ([""] if ranking == "dense" else [f":{a}" for a in ANALYSES])
        for chunking in chunkings
    )


class Workshop:
    """The benches on one index, one for each chunking; what is made is kept for the next arm."""

    def __init__(
        self, index: Index, cache: Path, chunkings: Sequence[str] = tuple(CHUNKINGS)
    ) -> None:
        self._index, self._cache = index, cache
        self.chunkings = tuple(chunkings)
        self._benches: dict[str, Bench] = {}

    def bench(self, chunking: str) -> Bench:
        """The engines on one chunking."""
        if chunking not in self._benches:
            made = CHUNKINGS[chunking](self._index.all_passages())
            identity = {**index_identity(self._index), "variant": chunking}
            self._benches[chunking] = Bench(made, identity, self._index, self._cache)
        return self._benches[chunking]


class Bench:
    """The engines on one set of passages, each made when it is first used."""

    def __init__(
        self, passages: Sequence[Passage], identity: Mapping[str, str], index: Index, cache: Path
    ) -> None:
        self.passages, self.identity = passages, identity
        self.row = {passage.id: row for row, passage in enumerate(passages)}
        self._index, self._cache = index, cache
        self._bm25: dict[str, Bm25] = {}

    def bm25(self, analysis: str) -> Bm25:
        """The lexical engine with this analysis."""
        if analysis not in self._bm25:
            engine = Bm25(ANALYSES[analysis])
            engine.build(self.passages)
            self._bm25[analysis] = engine
        return self._bm25[analysis]

    @cached_property
    def vectors(self) -> Vectors:
        """The dense engine: with the index's own vectors if the passages are its own."""
        from kompetanse_qa.engines.vectors import Vectors

        engine = Vectors(self._index.encoder)
        shipped = self.identity["variant"] == AS_SHIPPED
        engine.build_from(self._index.all_vectors() if shipped else self._embedded())
        return engine

    def _embedded(self) -> NDArray[np.float32]:
        """Vectors of the passages; those that were made before are read from the cache."""
        import numpy as np

        folder = self._cache / self.identity["variant"]
        folder.mkdir(parents=True, exist_ok=True)
        vectors, _ = embed(self.passages, self._index.encoder, folder)
        return np.stack([passage.whole for passage in vectors])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, (dimension,)."""
        return self._index.encoder.encode_query(text)


class Arm:
    """One way to rank, one analysis, one bench.

    The answer sentence is what the product's picker finds in the first passage, so that arms
    differ by their ranking alone. The confidence is the bare score of the first passage: good to
    tell answerable from not, but no probability, so no arm ever decides to speak.
    """

    def __init__(self, name: str, ranking: str, analysis: str, bench: Bench) -> None:
        if not bench.passages:
            raise NothingToSearch(name)
        self.name = name
        self._ranking, self._analysis, self._bench = ranking, analysis, bench
        self.identity = {**bench.identity, "ranking": ranking, "analysis": analysis}

    def passages(self) -> Sequence[tuple[str, str, str]]:
        """All passages of the bench."""
        return [(p.id, p.report_id, p.text) for p in self._bench.passages]

    def ask(self, question_id: str, text: str, depth: int) -> Retrieved:
        """Rank the passages."""
        return self.ask_without(question_id, text, depth, ())

    def ask_without(
        self, question_id: str, text: str, depth: int, without: Collection[str]
    ) -> Retrieved:
        """Rank the passages that are left without these."""
        started = time.perf_counter()
        ranking = self._ranked(text, self._allowed(without))[:depth]
        answer = self._pointed(text, ranking[0].row) if ranking else None
        return Retrieved(
            question_id=question_id,
            ranking=tuple((self._bench.passages[s.row].id, s.score) for s in ranking),
            answer=answer,
            confidence=ranking[0].score if ranking else 0.0,  # only words can find nothing
            found=None,
            seconds=time.perf_counter() - started,
        )

    def _ranked(self, text: str, allowed: Allowed) -> Ranking:
        lexical: Ranking = ()
        dense: Ranking = ()
        if self._ranking != "dense":
            lexical = self._bench.bm25(self._analysis).search(text, DEPTH, allowed)
        if self._ranking != "bm25":
            dense = self._bench.vectors.search(text, DEPTH, allowed)
        match self._ranking:
            case "bm25":
                return lexical
            case "dense":
                return dense
            case "hybrid":
                fused = fuse({"bm25": lexical, "dense": dense}, _HYBRID)
                return tuple(Scored(row=f.row, score=f.score) for f in fused)
            case _:
                return reciprocal_rank_fusion([lexical, dense])

    def _allowed(self, without: Collection[str]) -> Allowed:
        import numpy as np

        if not without:
            return None
        allowed = np.ones(len(self._bench.passages), np.bool_)
        allowed[[self._bench.row[identity] for identity in without]] = False
        return allowed

    def _pointed(self, text: str, row: int) -> tuple[str, int, int] | None:
        passage = self._bench.passages[row]
        weigh = self._bench.bm25("lemmas").term_weight
        span = answering.best_sentence(answering.Terms(text, analyze, weigh), passage)
        return (passage.id, span.start, span.end) if span else None


def reciprocal_rank_fusion(rankings: Sequence[Ranking]) -> Ranking:
    """Sum 1 / (`RRF_K` + rank) over the rankings that hold a row; best first, ties by row."""
    total: dict[int, float] = {}
    for ranking in rankings:
        for rank, scored in enumerate(ranking, start=1):
            total[scored.row] = total.get(scored.row, 0.0) + 1 / (RRF_K + rank)
    best = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Scored(row=row, score=score) for row, score in best)
