"""Two systems on the same questions: which is better, and on which questions."""

from __future__ import annotations

from kompetanse_qa.errors import RunsDiffer
from kompetanse_qa.evaluation.records import (
    PER_QUESTION,
    Comparison,
    Outcome,
    QuestionDiff,
    SystemResult,
)
from kompetanse_qa.evaluation.results import values_of
from kompetanse_qa.evaluation.significance import paired_test


def compare(first: SystemResult, second: SystemResult) -> Comparison:
    """Test ``first`` against ``second`` on every measure that both have.

    Raises RunsDiffer if they were not asked the same answerable questions.
    """
    ours, theirs = _answerable(first), _answerable(second)
    if ours.keys() != theirs.keys():
        odd = tuple(sorted(ours.keys() ^ theirs.keys()))
        raise RunsDiffer(second.system, "questions", odd)
    order = list(ours)
    return Comparison(
        first=first.system,
        second=second.system,
        tests=tuple(
            paired_test(
                measure,
                first.system,
                second.system,
                values_of(measure, [ours[identity] for identity in order]),
                values_of(measure, [theirs[identity] for identity in order]),
            )
            for measure in PER_QUESTION
            if measure in first.estimates and measure in second.estimates
        ),
        diffs=_diffs(ours, theirs),
    )


def _answerable(result: SystemResult) -> dict[str, Outcome]:
    return {outcome.question_id: outcome for outcome in result.outcomes if outcome.answerable}


def _diffs(ours: dict[str, Outcome], theirs: dict[str, Outcome]) -> tuple[QuestionDiff, ...]:
    diffs = []
    for identity, our in ours.items():
        their = theirs[identity]
        first, second = our.scores["ndcg@10"], their.scores["ndcg@10"]
        if first != second:
            diffs.append(
                QuestionDiff(
                    question_id=identity,
                    first_score=first,
                    second_score=second,
                    first_top=our.top,
                    second_top=their.top,
                )
            )
    return tuple(sorted(diffs, key=lambda d: (d.first_score - d.second_score, d.question_id)))
