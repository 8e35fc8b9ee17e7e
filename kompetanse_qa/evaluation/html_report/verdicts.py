"""How systems did on one question: a word for each, and the difference between two."""

from __future__ import annotations

from typing import Literal

from kompetanse_qa.evaluation.records import Outcome

Verdict = Literal[
    "right",
    "wrong",
    "silent",
    "false",
    "rightly_silent",
    "passage",
    "wrong_passage",
    "unjudged",
]
_WRONG: frozenset[Verdict] = frozenset({"wrong", "silent", "false", "wrong_passage"})


def verdict(outcome: Outcome | None) -> Verdict:
    """What became of a question; ``unjudged`` where the system was not asked it (None).

    A system that does not decide whether to speak is taken to speak, but is not blamed for it on
    an unanswerable question (``unjudged``). One that points at no sentence is judged by its first
    passage.
    """
    if outcome is None:
        return "unjudged"
    if not outcome.answerable:
        if outcome.found is None:
            return "unjudged"
        return "false" if outcome.found else "rightly_silent"
    if outcome.found is False:
        return "silent"
    if "sentence@1" not in outcome.scores:
        return "passage" if outcome.scores["recall@1"] else "wrong_passage"
    return "right" if outcome.correct else "wrong"


def is_wrong(outcome: Outcome | None) -> bool:
    """Whether the verdict is one to look into."""
    return verdict(outcome) in _WRONG


def difference(first: Outcome | None, second: Outcome | None) -> float | None:
    """How much higher the first nDCG@10 is, from −1 to 1; None where a system has none."""
    if first is None or second is None or not (first.answerable and second.answerable):
        return None
    return first.scores["ndcg@10"] - second.scores["ndcg@10"]
