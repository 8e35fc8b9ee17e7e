"""What is asked for: the question's terms with their weights, its names, its language, its kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from kompetanse_qa.norwegian.asked_for import kinds_wanted
from kompetanse_qa.norwegian.language import is_english
from kompetanse_qa.norwegian.names import names_in, numbers_in


class Terms:
    """The terms of a question, words or pieces of words, with their weights."""

    def __init__(
        self,
        text: str,
        analyze: Callable[[str], list[str]],
        weight: Callable[[str], float],
    ) -> None:
        self._text, self._analyze, self._weight = text, analyze, weight

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {term: self._weight(term) for term in self._analyze(self._text)}

    @property
    def ask_something(self) -> bool:
        """Whether one has a letter: stop words and figures alone ask for nothing."""
        return any(character.isalpha() for term in self._weights for character in term)

    @property
    def mean_weight(self) -> float:
        """How rare the terms are on the whole; 0 without terms."""
        return sum(self._weights.values()) / max(1, len(self._weights))

    def coverage(self, text: str) -> float:
        """The share, by weight, of the terms that stand in ``text``; 0 to 1."""
        total = sum(self._weights.values())
        if not total:
            return 0.0
        found = set(self._analyze(text))
        return sum(w for term, w in self._weights.items() if term in found) / total

    def heaviest_missing(self, text: str) -> float:
        """The greatest weight of a term that does not stand in ``text``; 0 if all do."""
        found = set(self._analyze(text))
        return max((w for term, w in self._weights.items() if term not in found), default=0.0)


class Question:
    """A question as an answer is held against it."""

    def __init__(self, text: str, words: Terms, pieces: Terms) -> None:
        self.words, self.pieces = words, pieces
        self.length = len(text.split())
        self.is_english = is_english(text)
        self.wants = kinds_wanted(text)
        self.names, self.numbers = names_in(text), numbers_in(text)
