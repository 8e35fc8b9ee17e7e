"""Pick the sentence that answers, and let each passage stand where its best sentence puts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kompetanse_qa.answering.features import FEATURES, Candidate, features
from kompetanse_qa.answering.term_weights import TermWeights
from kompetanse_qa.answering.weights import weights
from kompetanse_qa.query import Query
from kompetanse_qa.records import Hit, Passage, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """The best sentence of a candidate."""

    candidate: Candidate
    span: Span | None
    """None in a passage without a sentence."""
    score: float
    """Comparable between candidates of the same query."""
    features: NDArray[np.float64]
    """Of the sentence: see `features.FEATURES`."""


def pick_each(query: Query, candidates: Sequence[Candidate]) -> list[Picked]:
    """The best sentence of each candidate, in their order."""
    return [_best(query, candidate) for candidate in candidates]


def best_first(picked: Sequence[Picked]) -> list[Picked]:
    """By score; what has no sentence comes last, and ties keep their order.

    Without token vectors all keep their order, for the weights were learned with them.
    """
    if any(one.candidate.maxsim is None for one in picked):
        return list(picked)
    return sorted(picked, key=lambda one: (one.span is None, -one.score))


def _best(query: Query, candidate: Candidate) -> Picked:
    learned = weights("pick" if candidate.maxsim is not None else "pick_without_tokens")
    return pick(candidate, features(query, candidate), learned)


def pick(candidate: Candidate, found: NDArray[np.float64], learned: NDArray[np.float64]) -> Picked:
    """The best sentence of a candidate with these `features` and learned weights.

    ``found`` is (sentences, features), ``learned`` (features,).
    """
    import numpy as np

    if not len(found):
        nothing = np.zeros(len(FEATURES))
        return Picked(candidate=candidate, span=None, score=candidate.fused, features=nothing)
    scores = found @ learned
    best = int(scores.argmax())
    return Picked(
        candidate=candidate,
        span=candidate.passage.sentences[best],
        score=float(scores[best]) if candidate.maxsim is not None else candidate.fused,
        features=found[best],
    )


def as_hits(picked: Sequence[Picked]) -> tuple[Hit, ...]:
    """The candidates in this order, as they are shown."""
    hits: list[Hit] = []
    for rank, one in enumerate(picked, start=1):
        hits.append(
            Hit(
                rank=rank,
                # A score never rises down the list, so that whoever sorts by it gets this order.
                score=min(one.score, hits[-1].score) if hits else one.score,
                passage=one.candidate.passage,
                ranks=one.candidate.ranks,
                answer_span=one.span,
            )
        )
    return tuple(hits)


def best_sentence(words: TermWeights, passage: Passage) -> Span | None:
    """The sentence of a passage that shares most words with a query, the first of equals."""
    covered = [words.coverage(passage.text[s.start : s.end]) for s in passage.sentences]
    return passage.sentences[covered.index(max(covered))] if covered else None
