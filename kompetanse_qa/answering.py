"""From hits to an answer: pick the sentence, judge how sure, decide whether to speak.

Three small parts, each replaceable alone: `pick`, `confidence`, `THRESHOLD`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kompetanse_qa.records import Passage, Span

THRESHOLD = 0.5
"""Below this confidence the product says that it found no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """The sentence of a passage that best meets the question, and how well it does (0 to 1)."""

    span: Span
    coverage: float


class Question:
    """The question's terms with their weights: what an answer should speak of."""

    def __init__(
        self,
        text: str,
        analyze: Callable[[str], list[str]],
        idf: Callable[[str], float],
    ) -> None:
        self._analyze = analyze
        self.weights: Mapping[str, float] = {term: idf(term) for term in analyze(text)}
        self._total = sum(self.weights.values())

    def coverage(self, text: str) -> float:
        """The share, by weight, of the question's terms that stand in ``text``; 0 to 1."""
        if not self._total:
            return 0.0
        found = set(self._analyze(text))
        return sum(w for term, w in self.weights.items() if term in found) / self._total


def pick(question: Question, passage: Passage) -> Picked | None:
    """The best sentence; the shorter one where two cover the question equally well."""
    candidates: Iterable[Span] = passage.sentences
    best: Picked | None = None
    for span in candidates:
        coverage = question.coverage(passage.text[span.start : span.end])
        if best is None or coverage > best.coverage:
            best = Picked(span=span, coverage=coverage)
    return best


def confidence(question: Question, passages: Sequence[Passage], cosine: float) -> float:
    """How sure we are that the first passage answers, from 0 to 1.

    A logistic of how much of the question the passage speaks of and how near its vector is
    (``cosine``, the best of the dense ranking; 0 where there is none). The weights were set by
    hand on a dozen questions; a fitted and calibrated model belongs here.
    """
    if not passages:
        return 0.0
    coverage = question.coverage(passages[0].indexed_text)
    return 1 / (1 + math.exp(-(4 * (coverage - 0.5) + 40 * (cosine - 0.85))))
