"""From hits to an answer: pick the sentence, judge how sure, decide whether to speak.

Three small parts, each replaceable alone: `pick`, `confidence`, `THRESHOLD`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kompetanse_qa.records import Passage, Span

THRESHOLD = 0.5
"""Below this confidence the product says that it found no answer."""

_COVERAGE = 0.02
"""What meeting all of the question's words is worth, in cosine: it decides between sentences that
are about equally near."""
_IS_A_QUESTION = 0.05
"""What a sentence that asks loses, in cosine: it is near the question, but answers nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """The sentence of a passage that best meets the question, and how well it does."""

    span: Span
    cosine: float
    """Of the sentence's vector with the question's; 0 where no vectors were given."""
    coverage: float
    """Share of the question's words, by weight, that stand in the sentence."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether the best hit answers."""

    cosine: float
    """Of the picked sentence's vector with the question's."""
    weakest: float | None
    """The question token that the passage meets worst: the cosine of its nearest token there. A
    near miss speaks of everything that was asked about but one thing. None where the encoder
    gives no token vectors."""
    coverage: float
    """Share of the question's words, by weight, that stand in the passage or its headings."""


class Question:
    """The question's terms with their weights: what an answer should speak of."""

    def __init__(
        self,
        text: str,
        analyze: Callable[[str], list[str]],
        weight: Callable[[str], float],
    ) -> None:
        self._analyze = analyze
        self._weights: Mapping[str, float] = {term: weight(term) for term in analyze(text)}
        self._total = sum(self._weights.values())

    def coverage(self, text: str) -> float:
        """The share, by weight, of the question's terms that stand in ``text``; 0 to 1."""
        if not self._total:
            return 0.0
        found = set(self._analyze(text))
        return sum(w for term, w in self._weights.items() if term in found) / self._total


def pick(
    question: Question, passage: Passage, cosines: Sequence[float] | None = None
) -> Picked | None:
    """The best sentence, by ``cosines`` (one for each sentence) and the words it shares.

    The first of those that are equally good; None for a passage without a sentence.
    """
    best: Picked | None = None
    best_score = -math.inf
    for number, span in enumerate(passage.sentences):
        text = passage.text[span.start : span.end]
        cosine = cosines[number] if cosines is not None else 0.0
        coverage = question.coverage(text)
        score = cosine + _COVERAGE * coverage - _IS_A_QUESTION * text.rstrip().endswith("?")
        if score > best_score:
            best, best_score = Picked(span=span, cosine=cosine, coverage=coverage), score
    return best


_BIAS = -17.95
_COSINE = 16.26
_WEAKEST = 10.67
_COVERAGE_ALONE = 8.0


def confidence(signs: Signs) -> float:
    """How sure we are that the best hit answers, from 0 to 1: a logistic of the signs.

    Fitted by `training/confidence.py` on the tuning half of the gold set and on questions about
    other things altogether. Without token vectors the encoder is not the one it was fitted on, so
    its cosines mean something else, and the share of the words that are met must do.
    """
    if signs.weakest is None:
        logit = _COVERAGE_ALONE * (signs.coverage - 0.5)
    else:
        logit = _BIAS + _COSINE * signs.cosine + _WEAKEST * signs.weakest
    return 1 / (1 + math.exp(-logit))
