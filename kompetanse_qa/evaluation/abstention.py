"""Measures of confidence: does a system know when it knows?

Each takes one value for each question. Confidences may be any numbers, higher is surer, but for
calibration, where they are taken for probabilities. Optional ``weights`` count a question several
times, one row a draw of the bootstrap: (draws, questions) gives (draws,).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kompetanse_qa.errors import NothingToMeasure
from kompetanse_qa.evaluation.records import CurvePoint, ReliabilityBin

BINS = 10

Floats = NDArray[np.float64]


def auroc(answerable: Floats, unanswerable: Floats) -> float:
    """The probability that an answerable question has more confidence than an unanswerable one.

    Ties count half: the area under the ROC curve, and Mann and Whitney's U, scaled.
    """
    ones = np.ones((1, len(answerable))), np.ones((1, len(unanswerable)))
    return float(auroc_draws(answerable, unanswerable, *ones)[0])


def auroc_draws(
    answerable: Floats, unanswerable: Floats, weights: Floats, other_weights: Floats
) -> Floats:
    """The same for each row of weights, (draws,)."""
    _refuse_empty("auroc", answerable, unanswerable)
    wins = (answerable[:, None] > unanswerable) + 0.5 * (answerable[:, None] == unanswerable)
    pairs = weights.sum(axis=1) * other_weights.sum(axis=1)
    area: Floats = ((weights @ wins) * other_weights).sum(axis=1) / pairs
    return area


def false_answers(answerable: Floats, unanswerable: Floats, coverage: float = 0.9) -> float:
    """The share of the unanswerable that is answered where ``coverage`` of the answerable is.

    The threshold is the highest that lets at least that share of the answerable be answered.
    """
    ones = np.ones((1, len(answerable))), np.ones((1, len(unanswerable)))
    return float(false_answers_draws(answerable, unanswerable, *ones, coverage)[0])


def false_answers_draws(
    answerable: Floats,
    unanswerable: Floats,
    weights: Floats,
    other_weights: Floats,
    coverage: float = 0.9,
) -> Floats:
    """The same for each row of weights, (draws,)."""
    _refuse_empty("false_answers", answerable, unanswerable)
    order = np.argsort(-answerable, kind="stable")
    answered = np.cumsum(weights[:, order], axis=1)
    # The smallest number of questions that is enough; rounding must not ask for one more.
    needed = np.ceil(coverage * answered[:, -1:] - 1e-9)
    thresholds = answerable[order][(answered >= needed).argmax(axis=1)]
    false = (unanswerable >= thresholds[:, None]) * other_weights
    share: Floats = false.sum(axis=1) / other_weights.sum(axis=1)
    return share


def risk_coverage(confidence: Floats, right: NDArray[np.bool_]) -> tuple[CurvePoint, ...]:
    """The curve of selective answering over all questions (El-Yaniv and Wiener 2010).

    One point for each confidence that occurs; ``right`` is false for whatever should not have
    been answered.
    """
    _refuse_empty("risk_coverage", confidence)
    points = []
    for threshold in np.unique(confidence)[::-1]:
        answered = confidence >= threshold
        points.append(
            CurvePoint(
                threshold=float(threshold),
                coverage=float(answered.mean()),
                risk=float(1 - right[answered].mean()),
            )
        )
    return tuple(points)


def reliability(confidence: Floats, right: NDArray[np.bool_]) -> tuple[ReliabilityBin, ...]:
    """Confidence against accuracy in ten bins of equal width; empty bins are left out."""
    _refuse_empty("reliability", confidence)
    _refuse_no_probability(confidence)
    bins = _bin(confidence)
    return tuple(
        ReliabilityBin(
            low=number / BINS,
            high=(number + 1) / BINS,
            n=int(np.count_nonzero(bins == number)),
            confidence=float(confidence[bins == number].mean()),
            accuracy=float(right[bins == number].mean()),
        )
        for number in np.unique(bins).tolist()
    )


def calibration_error(confidence: Floats, right: NDArray[np.bool_]) -> float:
    """Expected calibration error: mean distance of confidence and accuracy over the bins.

    Each bin weighs as many questions as it holds (Naeini, Cooper and Hauskrecht 2015).
    """
    ones = np.ones((1, len(confidence)))
    return float(calibration_error_draws(confidence, right, ones)[0])


def calibration_error_draws(
    confidence: Floats, right: NDArray[np.bool_], weights: Floats
) -> Floats:
    """The same for each row of weights, (draws,)."""
    _refuse_empty("calibration_error", confidence)
    _refuse_no_probability(confidence)
    member = np.eye(BINS)[_bin(confidence)]
    excess = weights @ (member * (confidence - right)[:, None])
    error: Floats = np.abs(excess).sum(axis=1) / weights.sum(axis=1)
    return error


def _bin(confidence: Floats) -> NDArray[np.int64]:
    return np.minimum(np.floor(confidence * BINS), BINS - 1).astype(np.int64)


def _refuse_empty(measure: str, *values: Floats) -> None:
    if not all(len(value) for value in values):
        raise NothingToMeasure(measure)


def _refuse_no_probability(confidence: Floats) -> None:
    if not (math.isfinite(confidence.sum()) and 0 <= confidence.min() <= confidence.max() <= 1):
        raise ValueError("calibration is defined for probabilities")
