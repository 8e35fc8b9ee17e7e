"""The outcomes of one system → what is reported of it: estimates, slices, curves."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from kompetanse_qa.errors import NothingToMeasure
from kompetanse_qa.evaluation.abstention import (
    auroc,
    auroc_draws,
    calibration_error,
    calibration_error_draws,
    false_answers,
    false_answers_draws,
    reliability,
    risk_coverage,
)
from kompetanse_qa.evaluation.records import (
    PER_QUESTION,
    Estimate,
    Outcome,
    Run,
    Slice,
    SystemResult,
)
from kompetanse_qa.evaluation.significance import draws, estimate, interval

Floats = NDArray[np.float64]


def values_of(measure: str, outcomes: Sequence[Outcome]) -> Floats:
    """The measure's values of the answerable questions, in order; empty if it has none."""
    held = [outcome.scores[measure] for outcome in outcomes if measure in outcome.scores]
    return np.array(held, np.float64)


def result_of(run: Run, outcomes: Sequence[Outcome]) -> SystemResult:
    """Summarise the outcomes of a run. Raises NothingToMeasure if no question is answerable."""
    if not any(outcome.answerable for outcome in outcomes):
        raise NothingToMeasure("ndcg@10")
    sure = [outcome for outcome in outcomes if outcome.confidence is not None]
    confidence = np.array([outcome.confidence for outcome in sure], np.float64)
    right = np.array([bool(outcome.correct) for outcome in sure], np.bool_)
    # Only a system that decides to speak claims that its confidence is a probability.
    decides = bool(sure) and all(outcome.found is not None for outcome in sure)
    return SystemResult(
        system=run.system,
        identity=run.identity,
        passages=run.passages,
        passage_words=run.passage_words,
        estimates={
            **_means(outcomes),
            **_abstention(sure),
            **(_calibration(confidence, right) if decides else {}),
        },
        slices=_slices(outcomes),
        risk_coverage=risk_coverage(confidence, right) if sure else (),
        reliability=reliability(confidence, right) if decides else (),
        outcomes=tuple(outcomes),
        seconds_p50=median(outcome.seconds for outcome in outcomes),
    )


def _means(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    held = {measure: values_of(measure, outcomes) for measure in PER_QUESTION}
    return {measure: estimate(values) for measure, values in held.items() if len(values)}


def _abstention(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """AUROC and false answers; the bootstrap draws from the two kinds of question apart."""
    answerable = _confidences(outcomes, answerable=True)
    unanswerable = _confidences(outcomes, answerable=False)
    if not (len(answerable) and len(unanswerable)):
        return {}
    n = len(answerable) + len(unanswerable)
    drawn = draws(len(answerable)), draws(len(unanswerable), 1)
    return {
        "auroc": interval(
            auroc(answerable, unanswerable), auroc_draws(answerable, unanswerable, *drawn), n
        ),
        "false_answers@90": interval(
            false_answers(answerable, unanswerable),
            false_answers_draws(answerable, unanswerable, *drawn),
            len(unanswerable),
        ),
    }


def _confidences(outcomes: Sequence[Outcome], *, answerable: bool) -> Floats:
    kept = [outcome.confidence for outcome in outcomes if outcome.answerable is answerable]
    return np.array(kept, np.float64)


def _calibration(confidence: Floats, right: NDArray[np.bool_]) -> dict[str, Estimate]:
    n = len(confidence)
    drawn = calibration_error_draws(confidence, right, draws(n))
    return {"ece": interval(calibration_error(confidence, right), drawn, n)}


def _slices(outcomes: Sequence[Outcome]) -> tuple[Slice, ...]:
    """Estimates for every value of every property; values without an answerable are left out."""
    kept = [outcome for outcome in outcomes if outcome.answerable]
    pairs = sorted({pair for outcome in kept for pair in outcome.slices.items()})
    return tuple(
        Slice(
            name=name,
            value=value,
            estimates=_means([o for o in kept if o.slices.get(name) == value]),
        )
        for name, value in pairs
    )
