"""Pick the sentence that answers, and let each passage stand where its best sentence puts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kompetanse_qa.answering.question import Question, Terms
from kompetanse_qa.answering.signs import SIGNS, Candidate, signs
from kompetanse_qa.answering.weights import weights
from kompetanse_qa.records import Passage, Span

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
    """Comparable between candidates of the same question."""
    signs: NDArray[np.float64]
    """Of the sentence: see `signs.SIGNS`."""


def order(question: Question, candidates: Sequence[Candidate]) -> list[Picked]:
    """The best sentence of each candidate, the best of all first; ties keep their order.

    A passage without a sentence comes last.
    """
    picked = pick_each(question, candidates)
    if any(candidate.met is None for candidate in candidates):
        return picked  # the weights were learned with token vectors: keep the fused order
    return best_first(picked)


def best_first(picked: Sequence[Picked]) -> list[Picked]:
    """By score; what has no sentence comes last, and ties keep their order."""
    return sorted(picked, key=lambda one: (one.span is None, -one.score))


def pick_each(question: Question, candidates: Sequence[Candidate]) -> list[Picked]:
    """The best sentence of each candidate, in their order."""
    return [_best(question, candidate) for candidate in candidates]


def _best(question: Question, candidate: Candidate) -> Picked:
    learned = weights("pick" if candidate.met is not None else "pick_without_tokens")
    return pick(candidate, signs(question, candidate), learned)


def pick(candidate: Candidate, found: NDArray[np.float64], learned: NDArray[np.float64]) -> Picked:
    """The best sentence of a candidate with these `signs`, (sentences, signs), and weights."""
    import numpy as np

    if not len(found):
        nothing = np.zeros(len(SIGNS))
        return Picked(candidate=candidate, span=None, score=candidate.fused, signs=nothing)
    scores = found @ learned
    best = int(scores.argmax())
    return Picked(
        candidate=candidate,
        span=candidate.passage.sentences[best],
        score=float(scores[best]) if candidate.met is not None else candidate.fused,
        signs=found[best],
    )


def best_sentence(words: Terms, passage: Passage) -> Span | None:
    """The sentence of a passage that shares most words with a question, the first of equals."""
    covered = [words.coverage(passage.text[s.start : s.end]) for s in passage.sentences]
    return passage.sentences[covered.index(max(covered))] if covered else None
