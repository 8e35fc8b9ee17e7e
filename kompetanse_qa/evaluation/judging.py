"""A run → the outcome of each question, judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kompetanse_qa.errors import RunsDiffer
from kompetanse_qa.evaluation.question_sets import Ask, Judge, PassageTexts, QuestionSet
from kompetanse_qa.evaluation.records import Outcome, Retrieved, Run, TopPassage
from kompetanse_qa.evaluation.systems import AsksWithout, System

DEPTH = 10
"""Passages that are asked for: no measure looks further down."""


def asked_of(system: System, questions: QuestionSet) -> list[Ask]:
    """The questions that this system can be asked: not all can pass over passages."""
    able = isinstance(system, AsksWithout)
    return [ask for ask in questions.asks if able or not ask.without]


def answer_all(system: System, asks: Sequence[Ask], passages: PassageTexts) -> Run:
    """Put every question to the system, one at a time; ``passages`` are the system's, not none."""
    results: dict[str, Retrieved] = {}
    for ask in asks:
        identity, text = ask.question.id, ask.question.question
        if ask.without and isinstance(system, AsksWithout):
            results[identity] = system.ask_without(identity, text, DEPTH, ask.without)
        else:
            results[identity] = system.ask(identity, text, DEPTH)
    return Run(
        system=system.name,
        identity=dict(system.identity),
        results=results,
        passage_words=sum(len(text.split()) for _, _, text in passages) / len(passages),
        passages=len(passages),
    )


def judge_run(
    run: Run, asks: Sequence[Ask], judge: Judge, passages: PassageTexts
) -> tuple[Outcome, ...]:
    """Judge what a run gave for each of ``asks``, in their order.

    Raises RunsDiffer if the run lacks any of them.
    """
    missing = [ask.question.id for ask in asks if ask.question.id not in run.results]
    if missing:
        raise RunsDiffer(run.system, "missing", tuple(missing))
    texts = {identity: (report_id, text) for identity, report_id, text in passages}
    points = any(retrieved.answer for retrieved in run.results.values())
    return tuple(_outcome(ask, run.results[ask.question.id], judge, texts, points) for ask in asks)


def _outcome(
    ask: Ask,
    retrieved: Retrieved,
    judge: Judge,
    texts: Mapping[str, tuple[str, str]],
    points: bool,
) -> Outcome:
    """Judge one question; a system that ``points`` at sentences is wrong where it doesn't."""
    identity, answer = ask.question.id, retrieved.answer
    scores, right = None, None
    if ask.answerable:
        scores = judge.scores(identity, [found for found, _ in retrieved.ranking])
        if points:
            right = False if answer is None else judge.sentence_right(identity, *answer)
    top = _top(ask, retrieved, judge, texts, right)
    return Outcome(
        question_id=identity,
        answerable=ask.answerable,
        slices=ask.question.slices,
        ndcg10=scores.ndcg10 if scores else None,
        mrr10=scores.mrr10 if scores else None,
        recall1=scores.recall1 if scores else None,
        recall5=scores.recall5 if scores else None,
        recall10=scores.recall10 if scores else None,
        sentence1=None if right is None else float(right),
        confidence=retrieved.confidence,
        found=retrieved.found,
        # Where sentences aren't judged, the passage is all there is to be right about.
        correct=top is not None and top.holds_evidence if right is None else right,
        seconds=retrieved.seconds,
        top=top,
    )


def _top(
    ask: Ask,
    retrieved: Retrieved,
    judge: Judge,
    texts: Mapping[str, tuple[str, str]],
    right: bool | None,
) -> TopPassage | None:
    if not retrieved.ranking:
        return None
    first = retrieved.ranking[0][0]
    report_id, text = texts[first]
    here = retrieved.answer is not None and retrieved.answer[0] == first
    return TopPassage(
        passage_id=first,
        report_id=report_id,
        text=text,
        holds_evidence=ask.answerable and judge.holds_evidence(ask.question.id, first),
        answer=retrieved.answer[1:] if retrieved.answer and here else None,
        sentence_right=right if here else None,
    )
