"""What each step of training reads: some passages, and questions that are asked of all of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from training.examples import Example, Text

ROOM = 5200
"""Tokens of passages in a step."""
MOST_QUESTIONS, OF_A_DOCUMENT = 36, 8
"""In a step of the reports; to one document of NorQuAD."""
_CHARACTERS_A_TOKEN = 3.2

Step = tuple[list[str], list[Example]]
"""Ids of passages, and questions."""


def epoch(
    documents: tuple[Mapping[str, Text], Sequence[Example]],
    reports: tuple[Mapping[str, Text], Sequence[Example]],
    ranked: Mapping[str, Sequence[str]],
    rng: random.Random,
) -> list[Step]:
    """All questions to the reports once, and some to each document of NorQuAD, in steps.

    ``ranked`` has for each question to the reports the ids of passages that are near, right or not.
    """
    steps = [*_of_documents(*documents, rng), *_of_reports(*reports, ranked, rng)]
    rng.shuffle(steps)
    return steps


def _of_documents(
    texts: Mapping[str, Text], examples: Sequence[Example], rng: random.Random
) -> Iterator[Step]:
    """Whole documents, each with some of its questions, until the room is full."""
    own: dict[str, list[str]] = {}
    asked: dict[str, list[Example]] = {}
    for name in texts:
        own.setdefault(name.split("#")[0], []).append(name)
    for example in examples:
        asked.setdefault(min(example.passages).split("#")[0], []).append(example)
    order = sorted(asked)
    rng.shuffle(order)
    names: list[str] = []
    chosen: list[Example] = []
    for document in order:
        names += own[document]
        chosen += rng.sample(asked[document], min(OF_A_DOCUMENT, len(asked[document])))
        if sum(_size(texts[name]) for name in names) >= ROOM:
            yield names, chosen
            names, chosen = [], []


def _of_reports(
    texts: Mapping[str, Text],
    examples: Sequence[Example],
    ranked: Mapping[str, Sequence[str]],
    rng: random.Random,
) -> Iterator[Step]:
    """Questions whose answers and whose wrong candidates are much the same passages."""
    needs = {e.question: {*sorted(e.passages)[:2], *ranked[e.question]} for e in examples}
    left = list(examples)
    rng.shuffle(left)
    while left:
        chosen = [left.pop(0)]
        names = set(needs[chosen[0].question])
        while left and len(chosen) < MOST_QUESTIONS:
            if sum(_size(texts[name]) for name in names) >= ROOM:
                free = [e for e in left if needs[e.question] <= names]
                taken = free[: MOST_QUESTIONS - len(chosen)]
                chosen += taken
                left = [e for e in left if not needs[e.question] <= names] + free[len(taken) :]
                break
            shared = [len(needs[e.question] & names) / len(needs[e.question]) for e in left]
            chosen.append(left.pop(shared.index(max(shared))))
            names |= needs[chosen[-1].question]
        yield sorted(names), chosen


def _size(text: Text) -> float:
    return len(text.text) / _CHARACTERS_A_TOKEN
