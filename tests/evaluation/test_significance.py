"""Intervals and tests: their known values, and the same on every run."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from kompetanse_qa.errors import NothingToMeasure
from kompetanse_qa.evaluation.significance import DRAWS, draws, estimate, interval, paired_test


def test_each_draw_draws_as_many_questions_as_there_are() -> None:
    drawn = draws(7)
    assert drawn.shape == (DRAWS, 7)
    assert set(drawn.sum(axis=1)) == {7.0}
    # A question is drawn Binomial(7, 1/7) times: 1 on average, with variance 6/7.
    assert drawn.mean(axis=0) == pytest.approx(np.ones(7), abs=0.05)
    assert drawn.var() == pytest.approx(6 / 7, abs=0.02)


def test_the_draws_are_those_of_the_seed_that_the_published_figures_were_made_with() -> None:
    assert DRAWS == 10_000
    for stream in (0, 1):
        drawn = np.random.default_rng((20130614, stream)).integers(0, 3, size=(1_000, 3))
        expected = [[list(row).count(question) for question in range(3)] for row in drawn]
        assert draws(3, stream)[:1_000].tolist() == expected
    assert draws(3).tolist() == draws(3, 0).tolist() != draws(3, 1).tolist()


def test_nobody_can_change_the_draws_that_others_use() -> None:
    with pytest.raises(ValueError, match="read-only"):
        draws(3)[0, 0] = 9


def test_the_interval_holds_the_middle_95_percent_of_the_draws() -> None:
    # Draws of 0, 1, …, 1000: 2.5 % lie below 25, and 2.5 % above 975.
    found = interval(480.0, np.arange(1_001.0), 7)
    assert (found.mean, found.n) == (480.0, 7)
    assert (found.low, found.high) == (pytest.approx(25), pytest.approx(975))


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
    with pytest.raises(NothingToMeasure) as caught:
        estimate(np.array([]))
    assert caught.value.measure == "mean"


def test_a_test_on_no_question_is_an_error() -> None:
    with pytest.raises(NothingToMeasure) as caught:
        paired_test("mrr@10", "a", "b", np.array([]), np.array([]))
    assert caught.value.measure == "mrr@10"


def test_the_p_value_is_the_share_of_sign_flips_as_extreme() -> None:
    ours, theirs = np.array([0.9, 0.8, 0.4, 0.7, 0.5]), np.array([0.5, 0.7, 0.6, 0.3, 0.5])
    difference = ours - theirs
    flips = [abs(np.dot(signs, difference)) for signs in product((-1, 1), repeat=5)]
    exact = np.mean([flip >= abs(difference.sum()) - 1e-9 for flip in flips])
    test = paired_test("ndcg@10", "a", "b", ours, theirs)
    assert test.p_value == pytest.approx(exact, abs=0.02)
    assert (test.wins, test.ties, test.losses) == (3, 1, 1)
    assert test.difference.mean == pytest.approx(0.7 / 5)
    assert (test.measure, test.first, test.second) == ("ndcg@10", "a", "b")


def test_the_flips_are_those_of_the_seed_that_the_published_figures_were_made_with() -> None:
    difference = np.array([0.3, 0.2, -0.1, 0.25])  # sum .65
    flips = np.random.default_rng((20130614, 1)).integers(0, 2, size=(10_000, 4)) * 2 - 1
    as_extreme = sum(abs(float(flip @ difference)) >= 0.65 - 1e-9 for flip in flips)
    test = paired_test("ndcg@10", "a", "b", difference, np.zeros(4))
    assert test.p_value == (as_extreme + 1) / (10_000 + 1)


def test_it_makes_no_difference_which_system_is_named_first() -> None:
    ours, theirs = np.array([0.9, 0.8, 0.4, 0.7]), np.array([0.5, 0.7, 0.6, 0.3])
    there = paired_test("ndcg@10", "a", "b", ours, theirs)
    back = paired_test("ndcg@10", "b", "a", theirs, ours)
    assert there.p_value == back.p_value < 1
    assert (back.wins, back.losses) == (there.losses, there.wins) == (1, 3)


def test_a_difference_of_rounding_is_a_tie_and_one_above_it_is_not() -> None:
    assert 0.1 + 0.2 != 0.3
    ours, theirs = np.array([0.1 + 0.2, 1e-9, 0.0]), np.array([0.3, 0.0, 1e-9])
    test = paired_test("ndcg@10", "a", "b", ours, theirs)
    assert (test.wins, test.ties, test.losses) == (1, 1, 1)


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
