"""Questions that were read: with the features of every sentence that the product reads for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kompetanse_qa.answering import Candidate, Picked, WeighedQuery, best_first
from kompetanse_qa.answering.features import features
from kompetanse_qa.answering.picking import pick
from kompetanse_qa.records import Scope
from kompetanse_qa.search import READ, Index
from training.examples import Example


@dataclass(frozen=True)
class ReadQuestion:
    """A question, and all sentences of the passages that were read for it."""

    example: Example
    asked: WeighedQuery
    candidates: Sequence[Candidate]
    features: NDArray[np.float64]
    """(sentences, features): those of all candidates, one after another."""
    candidate: NDArray[np.int64]
    """(sentences,): the number of the candidate that the sentence stands in."""
    right: NDArray[np.bool_]
    """(sentences,): whether it answers."""

    def picked(self, weights: NDArray[np.float64]) -> list[Picked]:
        """What the product picks with these weights, best first."""
        return best_first(
            [
                pick(candidate, self.features[self.candidate == number], weights)
                for number, candidate in enumerate(self.candidates)
            ]
        )

    def is_right(self, weights: NDArray[np.float64]) -> bool:
        """Whether the sentence that is picked with these weights is one that answers."""
        return bool(self.right.any()) and bool(self.right[(self.features @ weights).argmax()])


def read_each(
    index: Index, examples: Iterable[Example], *, without_answer: bool = False
) -> list[ReadQuestion]:
    """Ask the index; ``without_answer``: as if it did not hold the passages that answer."""
    found = []
    for example in examples:
        asked = index.weighed(index.query(example.question))
        scope = Scope(without=example.passages if without_answer else frozenset())
        candidates = index.candidates(asked, READ, scope)
        parts = [features(asked.query, candidate) for candidate in candidates]
        right = [
            (candidate.passage.id, number) in example.sentences
            for candidate, part in zip(candidates, parts, strict=True)
            for number in range(len(part))
        ]
        found.append(
            ReadQuestion(
                example=example,
                asked=asked,
                candidates=candidates,
                features=np.vstack(parts),
                candidate=np.repeat(np.arange(len(parts)), [len(part) for part in parts]),
                right=np.array(right, bool),
            )
        )
    return found
