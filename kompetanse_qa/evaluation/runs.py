"""A system asked every question → a run."""

from __future__ import annotations

from collections.abc import Sequence

from kompetanse_qa.evaluation.question_sets import PassageTexts
from kompetanse_qa.evaluation.records import Question, Retrieved, Run
from kompetanse_qa.evaluation.systems import AsksWithout, System

DEPTH = 10
"""Passages that are asked for: no measure looks further down."""


def askable(system: System, questions: Sequence[Question]) -> list[Question]:
    """The questions that this system can be asked: not all can pass over passages."""
    able = isinstance(system, AsksWithout)
    return [question for question in questions if able or not question.without]


def make_run(system: System, questions: Sequence[Question], passages: PassageTexts) -> Run:
    """Put every question to the system, one at a time; ``passages`` are the system's, not none."""
    results: dict[str, Retrieved] = {}
    for asked in questions:
        if asked.without and isinstance(system, AsksWithout):
            found = system.ask_without(asked.id, asked.question, DEPTH, asked.without)
        else:
            found = system.ask(asked.id, asked.question, DEPTH)
        results[asked.id] = found
    return Run(
        system=system.name,
        identity=dict(system.identity),
        results=results,
        passage_words=sum(len(text.split()) for _, _, text in passages) / len(passages),
        passages=len(passages),
    )
