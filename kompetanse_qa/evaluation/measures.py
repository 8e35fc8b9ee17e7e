"""Ranking measures of one question: nDCG, MRR and recall, over qrels and over units of evidence.

Over **qrels** (document id → grade) they are the usual ones, as trec_eval computes them: nDCG with
the grade as gain and log2(1 + rank) as discount (Järvelin and Kekäläinen 2002).

A gold question has **units** instead: the pieces of evidence that are needed together. A passage
satisfies a set of units; several passages may satisfy the same one, and the second to do so is no
use to the reader any more. So the gain of a rank is the number of units it is the first to satisfy,
the ideal is the best order of all passages by that gain, recall is the share of units satisfied,
and the reciprocal rank is that of the first passage that satisfies any. For a question with one
unit and one passage that holds it both definitions agree. This is the subtopic view of Zhai, Cohen
and Lafferty 2003, and α-nDCG with α = 1 (Clarke et al. 2008).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from kompetanse_qa.errors import NothingToMeasure

Units = Mapping[str, frozenset[int]]
"""Passage id → the units of evidence it satisfies; passages that satisfy none may be left out."""


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """Normalised discounted cumulative gain of the first ``k``."""
    ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:k]
    _refuse_none(ideal, "ndcg")
    return _dcg([max(0, grades.get(found, 0)) for found in ranking[:k]]) / _dcg(ideal)


def mrr(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """One over the rank of the first relevant document; 0 if none is in the first ``k``."""
    _refuse_none(_relevant(grades), "mrr")
    ranks = (rank for rank, found in enumerate(ranking[:k], 1) if grades.get(found, 0) > 0)
    return 1 / next(ranks, math.inf)


def recall(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """The share of the relevant documents that is in the first ``k``."""
    relevant = _relevant(grades)
    _refuse_none(relevant, "recall")
    return len(relevant & set(ranking[:k])) / len(relevant)


def units_ndcg(ranking: Sequence[str], units: Units, k: int) -> float:
    """Normalised discounted cumulative gain of the first ``k``, the gain being new units."""
    _refuse_none(_all(units), "ndcg")
    return _dcg(_new_units(ranking[:k], units)) / _ideal(units, k)


def units_mrr(ranking: Sequence[str], units: Units, k: int) -> float:
    """One over the rank of the first passage that satisfies a unit; 0 if beyond ``k``."""
    _refuse_none(_all(units), "mrr")
    ranks = (rank for rank, found in enumerate(ranking[:k], 1) if units.get(found))
    return 1 / next(ranks, math.inf)


def units_recall(ranking: Sequence[str], units: Units, k: int) -> float:
    """The share of the units that the first ``k`` satisfy together."""
    _refuse_none(_all(units), "recall")
    return sum(_new_units(ranking[:k], units)) / len(_all(units))


def _refuse_none(relevant: object, measure: str) -> None:
    if not relevant:
        raise NothingToMeasure(measure)


def _relevant(grades: Mapping[str, int]) -> set[str]:
    return {identity for identity, grade in grades.items() if grade > 0}


def _all(units: Units) -> frozenset[int]:
    return frozenset().union(*units.values())


def _dcg(gains: Sequence[int]) -> float:
    return math.fsum(gain / math.log2(1 + rank) for rank, gain in enumerate(gains, 1))


def _new_units(ranking: Sequence[str], units: Units) -> list[int]:
    seen: set[int] = set()
    gains = []
    for found in ranking:
        new = units.get(found, frozenset()) - seen
        seen |= new
        gains.append(len(new))
    return gains


def _ideal(units: Units, k: int) -> float:
    """The highest gain of any order, by trying all: a question has few units."""
    choices = frozenset(units.values())

    @cache
    def best(missing: frozenset[int], rank: int) -> float:
        useful = {choice & missing for choice in choices} - {frozenset()}
        if not useful or rank > k:
            return 0.0
        return max(len(c) / math.log2(1 + rank) + best(missing - c, rank + 1) for c in useful)

    return best(_all(units), 1)
