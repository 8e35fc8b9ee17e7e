"""What is asked for: the question's terms with their weights, its language, its kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from kompetanse_qa.norwegian.asked_for import kinds_wanted
from kompetanse_qa.norwegian.language import is_english


class Question:
    """A question as an answer is held against it."""

    def __init__(
        self,
        text: str,
        analyze: Callable[[str], list[str]],
        weight: Callable[[str], float],
    ) -> None:
        self._text, self._analyze, self._weight = text, analyze, weight
        self.is_english = is_english(text)
        self.wants = kinds_wanted(text)

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {term: self._weight(term) for term in self._analyze(self._text)}

    def coverage(self, text: str) -> float:
        """The share, by weight, of the question's terms that stand in ``text``; 0 to 1."""
        total = sum(self._weights.values())
        if not total:
            return 0.0
        found = set(self._analyze(text))
        return sum(w for term, w in self._weights.items() if term in found) / total
