"""Intervals and tests: their known values, and the same on every run."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from kompetanse_qa.errors import NothingToMeasure
from kompetanse_qa.evaluation.significance import DRAWS, draws, estimate, paired_test


def test_each_draw_draws_as_many_questions_as_there_are() -> None:
    drawn = draws(7)
    assert drawn.shape == (DRAWS, 7)
    assert set(drawn.sum(axis=1)) == {7.0}
    # A question is drawn Binomial(7, 1/7) times: 1 on average, with variance 6/7.
    assert drawn.mean(axis=0) == pytest.approx(np.ones(7), abs=0.05)
    assert drawn.var() == pytest.approx(6 / 7, abs=0.02)


def test_the_interval_is_that_of_the_normal_theory_for_many_questions() -> None:
    values = np.repeat([0.0, 1.0], 200)
    found = estimate(values)
    half = 1.96 * 0.5 / np.sqrt(400)
    assert (found.mean, found.n) == (0.5, 400)
    assert found.low == pytest.approx(0.5 - half, abs=0.005)
    assert found.high == pytest.approx(0.5 + half, abs=0.005)


def test_equal_values_have_an_interval_without_width() -> None:
    found = estimate(np.full(5, 0.25))
    assert (found.low, found.mean, found.high) == (0.25, 0.25, 0.25)


def test_the_mean_of_nothing_is_an_error() -> None:
    with pytest.raises(NothingToMeasure):
        estimate(np.array([]))


def test_the_p_value_is_the_share_of_sign_flips_as_extreme() -> None:
    ours, theirs = np.array([0.9, 0.8, 0.4, 0.7, 0.5]), np.array([0.5, 0.7, 0.6, 0.3, 0.5])
    difference = ours - theirs
    flips = [abs(np.dot(signs, difference)) for signs in product((-1, 1), repeat=5)]
    exact = np.mean([flip >= abs(difference.sum()) - 1e-9 for flip in flips])
    test = paired_test("ndcg@10", "a", "b", ours, theirs)
    assert test.p_value == pytest.approx(exact, abs=0.02)
    assert (test.wins, test.ties, test.losses) == (3, 1, 1)
    assert test.difference.mean == pytest.approx(0.7 / 5)


def test_a_system_does_not_differ_from_itself() -> None:
    values = np.array([0.1, 0.9, 0.4])
    test = paired_test("mrr@10", "a", "a", values, values.copy())
    assert (test.p_value, test.wins, test.ties, test.losses) == (1.0, 0, 3, 0)


def test_better_on_every_one_of_thirty_questions_is_not_chance() -> None:
    test = paired_test("mrr@10", "a", "b", np.ones(30), np.zeros(30))
    assert test.p_value == 1 / (DRAWS + 1)


def test_a_test_says_the_same_every_time() -> None:
    chance = np.random.default_rng(5)
    ours, theirs = chance.random(40), chance.random(40)
    first = paired_test("mrr@10", "a", "b", ours, theirs)
    draws.cache_clear()
    assert paired_test("mrr@10", "a", "b", ours, theirs) == first
