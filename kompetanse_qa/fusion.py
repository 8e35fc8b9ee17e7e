"""Several rankings of the same passages become one.

Scores of different engines have different scales, so each ranking is standardised (z-score over
its own candidates) before the weighted sum; this keeps how *much* better a hit is, which ranks
alone throw away. Compare Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid
Retrieval", ACM TOIS 2023 (theoretical min-max and z-score beat RRF).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kompetanse_qa.records import Ranking


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """A passage with its fused score and its rank (from 1) in each ranking that holds it."""

    key: str
    score: float
    ranks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each ranking counts in the sum of standardised scores."""

    quick: Mapping[str, float]
    """By an engine's name, in choosing what late interaction looks at. An engine that counts 0
    is not searched; what it knows of the candidates counts all the same."""
    late: Mapping[str, float]
    """In the final order."""
    silent_in_english: frozenset[str]
    """Engines that match Norwegian words: to an English question names at best, noise at worst."""
    others: tuple[float, float] = (0.5, 0.3)
    """What an engine counts that is named in neither."""

    def of_quick(self, name: str, *, english: bool = False) -> float:
        """What the ranking of this engine counts at first."""
        silent = english and name in self.silent_in_english
        return 0.0 if silent else self.quick.get(name, self.others[0])

    def of_late(self, name: str, *, english: bool = False) -> float:
        """What it counts in the final order."""
        silent = english and name in self.silent_in_english
        return 0.0 if silent else self.late.get(name, self.others[1])


WEIGHTS = Weights(
    quick={"dense": 0.0},
    late={"dense": 0.0, "tokens": 1.0},
    silent_in_english=frozenset({"bm25", "grams"}),
)
"""Late interaction counts 1; `bm25`, `grams` and `sentences` count as `others` do. Chosen on
questions that neither encoder nor gold set's looking half knew. The ranking of whole passages by
their vectors (`dense`) added nothing on three sets (`docs/retrieval.md`); how near the answer's
passage is tells the confidence something."""
WEIGHTS_WITHOUT_LATE = replace(WEIGHTS, quick={})
"""For an encoder without token vectors, where the quick sum is the ranking, `dense` included."""


def fuse(rankings: Mapping[str, Ranking], weights: Mapping[str, float]) -> list[Fused]:
    """The union of the rankings, best first, ties by key.

    A passage that an engine did not return gets that engine's lowest standardised score: it was
    no better than the last one returned. An empty ranking says nothing and takes no part.
    """
    keys = sorted({scored.key for ranking in rankings.values() for scored in ranking})
    column = {key: i for i, key in enumerate(keys)}
    total = np.zeros(len(keys))
    ranks: list[list[tuple[str, int]]] = [[] for _ in keys]
    for name, ranking in rankings.items():
        if not ranking:
            continue
        z = _standardised(np.array([scored.score for scored in ranking]))
        part = np.full(len(keys), z.min())
        part[[column[scored.key] for scored in ranking]] = z
        total += weights[name] * part
        for rank, scored in enumerate(ranking, start=1):
            ranks[column[scored.key]].append((name, rank))
    order = np.argsort(-total, kind="stable").tolist()
    return [Fused(key=keys[i], score=float(total[i]), ranks=tuple(ranks[i])) for i in order]


def _standardised(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = scores.std()
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
