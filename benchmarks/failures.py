"""What went wrong with each question of the gold set: `python -m benchmarks.failures`.

A question counts once, for the first thing that went wrong on its way. Prints a table of causes
and the ten questions whose answer was found last.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.warm import INDEX
from kompetanse_qa import open_index
from kompetanse_qa.evaluation.evaluate import DEFAULT_GOLD
from kompetanse_qa.evaluation.question_sets import GoldSet, Judgements
from kompetanse_qa.ranking import RERANKED
from kompetanse_qa.records import DEFAULT_K, Hit
from kompetanse_qa.search import READ

NOWHERE = RERANKED + 1
"""Stands for the rank of what is not among the candidates that are ranked last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a question that the reports answer."""

    rank: int
    """Of the first passage that answers."""
    question_id: str
    question: str
    cause: str


def main() -> None:
    """Print how often each cause was met, and the worst questions."""
    fates = list(fates_of(INDEX, DEFAULT_GOLD))
    for cause, number in Counter(fate.cause for fate in fates).most_common():
        sys.stdout.write(f"{number:4} {cause}\n")
    worst = sorted(fates, key=lambda fate: (fate.rank, fate.question_id), reverse=True)[:10]
    for fate in worst:
        rank = "–" if fate.rank == NOWHERE else str(fate.rank)
        sys.stdout.write(f"{rank:>4} {fate.question_id} {fate.question}\n")


def fates_of(folder: Path, gold: Path) -> Iterator[Fate]:
    """Ask every question that the reports answer, and look where its answer went."""
    questions = GoldSet(gold)
    with open_index(folder) as index:
        passages = [(p.id, p.report_id, p.text) for p in index.all_passages()]
        judgements = questions.judgements(passages)
        for asked in questions.questions:
            if not asked.answerable:
                continue
            hits = index.ask(asked.question, k=RERANKED).hits
            right = (h.rank for h in hits if judgements.is_relevant(asked.id, h.passage.id))
            rank = next(right, NOWHERE)
            shown = bool(hits) and _is_right(hits[0], asked.id, judgements)
            cause = _cause(rank, shown)
            yield Fate(rank=rank, question_id=asked.id, question=asked.question, cause=cause)


def _is_right(hit: Hit, question_id: str, judgements: Judgements) -> bool:
    span = hit.answer_span
    return span is not None and bool(
        judgements.sentence_right(question_id, hit.passage.id, span.start, span.end)
    )


def _cause(rank: int, shown: bool) -> str:
    if shown:
        return "none: the right sentence is shown first"
    if rank == 1:
        return "picking: the right passage is first, another sentence is shown"
    if rank <= DEFAULT_K:
        return "picking: in the first five, a sentence of another passage won"
    if rank <= READ:
        return "picking: among those that are read, below the first five"
    if rank <= RERANKED:
        return "ranking: not among those that are read"
    return "ranking: not among the candidates"


if __name__ == "__main__":
    main()
