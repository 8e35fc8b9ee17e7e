"""How much each term of a query tells passages apart, and what share of that a text holds."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from kompetanse_qa.query import Query


class TermWeights:
    """The distinct terms of a query, words or pieces of words, with their weights.

    A term weighs ln(1 + passages / passages that hold it); one that no passage holds weighs as if
    one did.
    """

    def __init__(
        self,
        terms: Sequence[str],
        passages: int,
        holders: Mapping[str, int],
        analyze: Callable[[str], list[str]],
    ) -> None:
        """``holders`` has the number of passages that hold a term; ``analyze`` gives a text's."""
        self._weights = {
            term: math.log1p(passages / max(1, holders.get(term, 0))) for term in terms
        }
        self._analyze = analyze

    @property
    def terms(self) -> tuple[str, ...]:
        """Each once, in their order."""
        return tuple(self._weights)

    @property
    def ask_something(self) -> bool:
        """Whether one has a letter: stop words and figures alone ask for nothing."""
        return any(character.isalpha() for term in self._weights for character in term)

    @property
    def mean_weight(self) -> float:
        """How rare the terms are on the whole; 0 without terms."""
        return sum(self._weights.values()) / max(1, len(self._weights))

    def share(self, held: Collection[str]) -> float:
        """The share, by weight, of the terms that are among ``held``; 0 to 1."""
        total = sum(self._weights.values())
        if not total:
            return 0.0
        return sum(weight for term, weight in self._weights.items() if term in held) / total

    def coverage(self, text: str) -> float:
        """The share, by weight, of the terms that stand in ``text``; 0 to 1."""
        return self.share(set(self._analyze(text)))

    def heaviest_missing(self, text: str) -> float:
        """The greatest weight of a term that does not stand in ``text``; 0 if all do."""
        found = set(self._analyze(text))
        return max((w for term, w in self._weights.items() if term not in found), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedQuery:
    """A query as answers are held against it: with what its terms weigh in this index."""

    query: Query
    words: TermWeights
    ngrams: TermWeights
