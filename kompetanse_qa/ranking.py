"""Several engines as one ranking: search each, fuse, rerank the best by late interaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from kompetanse_qa.engines import LATE, Engine, Evidence
from kompetanse_qa.fusion import WEIGHTS, Fused, Weights, fuse
from kompetanse_qa.query import Query
from kompetanse_qa.records import EVERYTHING, Ranking, Scope, Scored

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEPTH = 100
"""How far down each engine's ranking the fusion looks."""
RERANKED = 64
"""Passages that late interaction looks at: what the other rankings together put first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage in the fused ranking, with what the engines know of it."""

    key: str
    score: float
    ranks: tuple[tuple[str, int], ...]
    """Its rank, from 1, in each ranking that holds it."""
    held: NDArray[np.bool_] | None
    """As in `Evidence`, of this passage; None where no engine knows."""
    cosine: float | None
    sentence_cosines: NDArray[np.float32] | None
    maxsim: NDArray[np.float32] | None


class Ranker:
    """Fuses the rankings of its engines and reranks; it holds nothing itself."""

    def __init__(self, engines: Sequence[Engine], weights: Weights = WEIGHTS) -> None:
        self._engines, self._weights = engines, weights

    def rank(self, query: Query, count: int, scope: Scope = EVERYTHING) -> list[Ranked]:
        """The ``count`` best passages in scope, fewer if the engines find no more.

        What comes first does not depend on ``count``: beyond what is reranked the quick order
        goes on, and beyond the depth of that the order of a deeper search.
        """
        rankings = self._search(query, DEPTH, scope)
        fused = self._fused(query, rankings)
        head, tail = fused[:RERANKED], fused[RERANKED:]
        evidence = self._evidence(query, [found.key for found in head])
        order = {found.key: number for number, found in enumerate(head)}
        if head and evidence.maxsim is not None and query.token_weights is not None:
            head = self._reranked(query, rankings, head, evidence.maxsim)
        ranked = [_ranked(found, evidence, order[found.key]) for found in head[:count]]
        if count > len(head):
            if count > len(fused):
                tail = [*tail, *self._deeper(query, count, scope, fused)]
            rest = tail[: count - len(head)]
            evidence = self._evidence(query, [found.key for found in rest])
            ranked += [_ranked(found, evidence, number) for number, found in enumerate(rest)]
        return ranked

    def _search(self, query: Query, depth: int, scope: Scope) -> dict[str, Ranking]:
        searched = [engine for engine in self._engines if self._weights.of_quick(engine.name)]
        return {engine.name: engine.search(query, depth, scope) for engine in searched}

    def _fused(self, query: Query, rankings: Mapping[str, Ranking]) -> list[Fused]:
        weigh, english = self._weights.of_quick, query.is_english
        return fuse(rankings, {name: weigh(name, english=english) for name in rankings})

    def _reranked(
        self,
        query: Query,
        rankings: Mapping[str, Ranking],
        head: Sequence[Fused],
        maxsim: Sequence[NDArray[np.float32]],
    ) -> list[Fused]:
        """The same passages, in the order that late interaction gives them with the rankings."""
        met = np.stack([of[0] for of in maxsim]) @ query.token_weights
        late = [
            Scored(key=found.key, score=score)
            for found, score in zip(head, met.tolist(), strict=True)
        ]
        late.sort(key=lambda scored: (-scored.score, scored.key))
        kept = {found.key for found in head}
        among = {
            name: tuple(scored for scored in ranking if scored.key in kept)
            for name, ranking in rankings.items()
        }
        among[LATE] = tuple(late)
        weigh, english = self._weights.of_late, query.is_english
        return fuse(among, {name: weigh(name, english=english) for name in among})

    def _deeper(
        self, query: Query, count: int, scope: Scope, known: Sequence[Fused]
    ) -> list[Fused]:
        """What a search to the depth of ``count`` finds beyond what is ``known``."""
        seen = {found.key for found in known}
        deep = self._fused(query, self._search(query, count, scope))
        return [found for found in deep if found.key not in seen]

    def _evidence(self, query: Query, keys: Sequence[str]) -> Evidence:
        """What the engines together know of these passages; of two that know, the first counts."""
        found: dict[str, object] = {}
        for engine in self._engines:
            told = engine.evidence(query, keys)
            for field in fields(Evidence):
                value = getattr(told, field.name)
                if value is not None:
                    found.setdefault(field.name, value)
        return Evidence(**found)  # type: ignore[arg-type]


def _ranked(found: Fused, evidence: Evidence, number: int) -> Ranked:
    """The passage whose evidence is entry ``number``."""
    cosines, maxsim = evidence.sentence_cosines, evidence.maxsim
    return Ranked(
        key=found.key,
        score=found.score,
        ranks=found.ranks,
        held=None if evidence.held is None else evidence.held[number],
        cosine=None if evidence.cosine is None else float(evidence.cosine[number]),
        sentence_cosines=None if cosines is None else cosines[number],
        maxsim=None if maxsim is None else maxsim[number],
    )
