"""Measures of confidence, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

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

NONE = np.array([])


def test_auroc_counts_the_pairs_in_the_right_order_and_ties_half() -> None:
    # Pairs: .9>.5, .9>.1, .5=.5 (half), .5>.1: 3.5 of 4.
    assert auroc(np.array([0.9, 0.5]), np.array([0.5, 0.1])) == 3.5 / 4


def test_auroc_of_equal_confidences_is_a_half() -> None:
    assert auroc(np.full(3, 0.7), np.full(2, 0.7)) == 0.5


def test_false_answers_at_90_percent_of_the_answerable() -> None:
    # Ten answerable: nine must be answered, so the threshold is the second lowest, .2.
    answerable = np.arange(1, 11) / 10
    assert false_answers(answerable, np.array([0.1, 0.15, 0.2, 0.9])) == 2 / 4


def test_false_answers_at_full_coverage_uses_the_lowest_answerable() -> None:
    assert false_answers(np.array([0.3, 0.8]), np.array([0.2, 0.3]), coverage=1.0) == 1 / 2


def test_false_answers_when_coverage_is_no_whole_number_of_questions() -> None:
    # 90 % of three is 2.7, so all three are needed.
    assert false_answers(np.array([0.3, 0.6, 0.9]), np.array([0.4, 0.2])) == 1 / 2


def test_false_answers_are_counted_at_90_percent_unless_asked_otherwise() -> None:
    answerable, unanswerable = np.arange(1, 11) / 10, np.array([0.15, 0.25])
    ones = np.ones((1, 10)), np.ones((1, 2))
    # The threshold is .2: of the two, .25 is answered.
    assert false_answers_draws(answerable, unanswerable, *ones).tolist() == [1 / 2]


def test_rounding_does_not_ask_for_one_answer_more() -> None:
    answerable = np.arange(100, 0, -1) / 100
    assert 0.07 * 100 > 7  # 7.000000000000001, and 7 answers are enough: the threshold is .94
    assert false_answers(answerable, np.array([0.94, 0.935]), coverage=0.07) == 1 / 2


def test_risk_and_coverage_at_every_threshold() -> None:
    confidence, right = np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, False, True, False])
    points = [(p.threshold, p.coverage, p.risk) for p in risk_coverage(confidence, right)]
    assert points == [(0.9, 1 / 4, 0.0), (0.5, 3 / 4, pytest.approx(1 / 3)), (0.1, 1.0, 1 / 2)]


def test_calibration_error_weighs_each_bin_by_its_questions() -> None:
    confidence = np.array([0.95, 1.0, 0.31, 0.35])
    right = np.array([True, False, False, False])
    # Bin .9–1: confidence .975, accuracy .5, two of four. Bin .3–.4: .33 and 0, two of four.
    assert calibration_error(confidence, right) == pytest.approx(0.475 / 2 + 0.33 / 2)
    low, high = reliability(confidence, right)
    assert (low.low, low.high, low.n, low.accuracy) == (0.3, 0.4, 2, 0.0)
    assert (high.low, high.high, high.n, high.accuracy) == (0.9, 1.0, 2, 0.5)
    assert (low.confidence, high.confidence) == (pytest.approx(0.33), pytest.approx(0.975))


def test_a_bin_counts_its_own_questions() -> None:
    confidence = np.array([0.05, 0.1, 0.15, 0.12])
    found = reliability(confidence, np.array([False, True, False, True]))
    # The lower border belongs to a bin, the upper one does not: .1 is in .1–.2.
    assert [(b.low, b.high, b.n) for b in found] == [(0.0, 0.1, 1), (0.1, 0.2, 3)]
    assert found[1].accuracy == 2 / 3
    assert found[1].confidence == pytest.approx((0.1 + 0.15 + 0.12) / 3)


def test_a_weight_counts_a_question_that_often() -> None:
    answerable, unanswerable = np.array([0.9, 0.5, 0.3]), np.array([0.6, 0.4])
    weights, other = np.array([[2.0, 0.0, 1.0]]), np.array([[1.0, 3.0]])
    as_often = np.array([0.9, 0.9, 0.3]), np.array([0.6, 0.4, 0.4, 0.4])
    assert auroc_draws(answerable, unanswerable, weights, other) == pytest.approx(auroc(*as_often))
    drawn = false_answers_draws(answerable, unanswerable, weights, other, coverage=0.6)
    assert drawn == pytest.approx(false_answers(*as_often, coverage=0.6))
    right = np.array([True, False, True])
    drawn = calibration_error_draws(answerable, right, weights)
    repeated = calibration_error(np.array([0.9, 0.9, 0.3]), np.array([True, True, True]))
    assert drawn == pytest.approx(repeated)


def test_each_draw_has_its_own_weights_and_its_own_value() -> None:
    answerable, unanswerable = np.array([0.9, 0.5, 0.3]), np.array([0.6, 0.4])
    weights, other = (
        np.array([[1.0, 1.0, 1.0], [0.0, 1.0, 4.0]]),
        np.array([[1.0, 1.0], [2.0, 1.0]]),
    )
    # First draw: .9 beats both, .5 one, .3 none: 3 of 3 · 2. Second: .5 beats one of 5 · 3.
    assert auroc_draws(answerable, unanswerable, weights, other).tolist() == [3 / 6, 1 / 15]
    # Half of three is two, so the threshold is .5; half of five is three: .3.
    drawn = false_answers_draws(answerable, unanswerable, weights, other, coverage=0.5)
    assert drawn.tolist() == [1 / 2, 3 / 3]
    right = np.array([True, True, False])
    drawn = calibration_error_draws(answerable, right, weights)
    assert drawn == pytest.approx([(0.1 + 0.5 + 0.3) / 3, (0.5 + 4 * 0.3) / 5])


@pytest.mark.parametrize("answerable, unanswerable", [(NONE, np.ones(1)), (np.ones(1), NONE)])
def test_nothing_to_tell_apart_is_an_error(answerable, unanswerable) -> None:
    for measure in (auroc, false_answers):
        with pytest.raises(NothingToMeasure) as caught:
            measure(answerable, unanswerable)
        assert caught.value.measure == measure.__name__


def test_no_question_has_neither_curve_nor_calibration() -> None:
    for measure in (risk_coverage, reliability, calibration_error):
        with pytest.raises(NothingToMeasure) as caught:
            measure(NONE, NONE.astype(bool))
        assert caught.value.measure == measure.__name__


@pytest.mark.parametrize("measure", [calibration_error, reliability])
@pytest.mark.parametrize("no_probability", [1.01, -0.01, np.inf, np.nan])
def test_calibration_takes_probabilities_only(measure, no_probability: float) -> None:
    with pytest.raises(ValueError, match=r"^calibration is defined for probabilities$"):
        measure(np.array([0.5, no_probability]), np.array([True, True]))


def test_certainty_and_its_opposite_are_probabilities() -> None:
    # Sure and right, sure and wrong: the distances are 0 and 0.
    assert calibration_error(np.array([1.0, 0.0]), np.array([True, False])) == (0 + 0) / 2
    assert calibration_error(np.full(2, 0.5), np.array([True, False])) == abs(0.5 - 1 / 2)
