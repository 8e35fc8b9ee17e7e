"""Questions with the signs of every sentence that the product reads for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from kompetanse_qa.answering.signs import signs
from numpy.typing import NDArray

from kompetanse_qa.answering import Candidate, Picked, Question
from kompetanse_qa.answering.picking import best_first, pick
from kompetanse_qa.search import Index
from training.examples import Example


@dataclass(frozen=True)
class Read:
    """A question, and the signs of every sentence that was read."""

    example: Example
    signs: NDArray[np.float64]
    right: NDArray[np.bool_]
    candidate: NDArray[np.int64]
    asked: Question
    candidates: Sequence[Candidate]

    def picked(self, weights: NDArray[np.float64]) -> list[Picked]:
        """What `answering.order` gives with these weights."""
        return best_first(
            [
                pick(candidate, self.signs[self.candidate == number], weights)
                for number, candidate in enumerate(self.candidates)
            ]
        )

    def is_right(self, weights: NDArray[np.float64]) -> bool:
        """Whether the picked sentence is one that answers."""
        return bool(len(self.right)) and bool(self.right[(self.signs @ weights).argmax()])


def read(index: Index, examples: Iterable[Example], *, hard: bool = False) -> list[Read]:
    """Ask the index; ``hard``: as if it did not hold the passages that answer."""
    found = []
    for example in examples:
        asked = index.asked(example.question)
        without = example.passages if hard else ()
        candidates = index.candidates(example.question, without=without)
        parts = [signs(asked, candidate) for candidate in candidates]
        right = [
            (candidate.passage.id, number) in example.sentences
            for candidate, part in zip(candidates, parts, strict=True)
            for number in range(len(part))
        ]
        owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        found.append(
            Read(example, np.vstack(parts), np.array(right, bool), owner, asked, candidates)
        )
    return found
