"""A run held against the relevance judgements → the outcome of each question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kompetanse_qa.errors import RunsDiffer
from kompetanse_qa.evaluation.question_sets import Judgements, PassageTexts
from kompetanse_qa.evaluation.records import Outcome, Question, Retrieved, Run, TopPassage


def outcomes_of(
    run: Run, questions: Sequence[Question], judgements: Judgements, passages: PassageTexts
) -> tuple[Outcome, ...]:
    """What came of each of ``questions``, in their order.

    Raises RunsDiffer if the run lacks any of them.
    """
    missing = [question.id for question in questions if question.id not in run.results]
    if missing:
        raise RunsDiffer(run.system, "missing", tuple(missing))
    texts = {identity: (report_id, text) for identity, report_id, text in passages}
    points = any(retrieved.answer for retrieved in run.results.values())
    return tuple(
        _outcome(question, run.results[question.id], judgements, texts, points)
        for question in questions
    )


def _outcome(
    question: Question,
    retrieved: Retrieved,
    judgements: Judgements,
    texts: Mapping[str, tuple[str, str]],
    points: bool,
) -> Outcome:
    """One question; a system that ``points`` at sentences is wrong where it doesn't."""
    scores: dict[str, float] = {}
    right: bool | None = None
    if question.answerable:
        scores.update(judgements.scores(question.id, [found for found, _ in retrieved.ranking]))
        if points:
            answer = retrieved.answer
            right = answer is not None and judgements.sentence_right(question.id, *answer)
    if right is not None:
        scores["sentence@1"] = float(right)
    top = _top(question, retrieved, judgements, texts, right)
    return Outcome(
        question_id=question.id,
        answerable=question.answerable,
        slices=question.slices,
        scores=scores,
        confidence=retrieved.confidence,
        found=retrieved.found,
        # Where sentences aren't judged, the passage is all there is to be right about.
        correct=top is not None and top.relevant if right is None else right,
        seconds=retrieved.seconds,
        top=top,
    )


def _top(
    question: Question,
    retrieved: Retrieved,
    judgements: Judgements,
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
        relevant=question.answerable and judgements.is_relevant(question.id, first),
        answer=retrieved.answer[1:] if retrieved.answer and here else None,
        sentence_right=right if here else None,
    )
