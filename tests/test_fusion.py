"""Fusion: the expected scores are worked out in sight."""

from __future__ import annotations

import pytest

from kompetanse_qa.fusion import WEIGHTS as SHIPPED
from kompetanse_qa.fusion import WEIGHTS_WITHOUT_LATE as WITHOUT_LATE
from kompetanse_qa.fusion import Weights, fuse
from kompetanse_qa.records import Scored


def ranking(*scored: tuple[int, float]) -> tuple[Scored, ...]:
    return tuple(Scored(key=str(key), score=score) for key, score in scored)


def test_each_ranking_is_standardised_before_the_weighted_sum():
    # mean 4, standard deviation 2: z = +1, -1; the dense ranking likewise.
    fused = fuse(
        {"bm25": ranking((7, 6.0), (3, 2.0)), "dense": ranking((3, 0.9), (7, 0.5))},
        {"bm25": 1.0, "dense": 0.5},
    )
    assert [(int(f.key), f.score) for f in fused] == [
        (7, pytest.approx(1 * 1 + 0.5 * -1)),
        (3, pytest.approx(1 * -1 + 0.5 * 1)),
    ]
    assert fused[0].ranks == (("bm25", 1), ("dense", 2))


def test_a_passage_that_an_engine_did_not_return_gets_its_lowest_score():
    fused = fuse(
        {"bm25": ranking((1, 6.0), (2, 2.0)), "dense": ranking((9, 0.9), (1, 0.5))},
        {"bm25": 1.0, "dense": 1.0},
    )
    scores = {int(f.key): f.score for f in fused}
    assert scores == pytest.approx({1: 1 - 1, 2: -1 - 1, 9: -1 + 1})
    assert [int(f.key) for f in fused] == [1, 9, 2]  # 1 and 9 tie: the lower key first


def test_equal_scores_say_nothing_and_the_other_ranking_decides():
    fused = fuse(
        {"bm25": ranking((1, 2.0), (2, 2.0)), "dense": ranking((2, 0.9), (1, 0.5))},
        {"bm25": 1.0, "dense": 1.0},
    )
    assert [int(f.key) for f in fused] == [2, 1]


def test_an_empty_ranking_takes_no_part():
    fused = fuse({"bm25": (), "dense": ranking((2, 0.9), (1, 0.5))}, {"bm25": 1.0, "dense": 1.0})
    assert [(int(f.key), f.score) for f in fused] == [(2, pytest.approx(1)), (1, pytest.approx(-1))]
    assert fuse({"bm25": (), "dense": ()}, {"bm25": 1.0, "dense": 1.0}) == []


def test_of_many_equal_passages_the_lower_keys_come_first():
    # Scores 2, 1, 0 in turn: three groups of a hundred, each in the order of its keys.
    found = [Scored(key=f"k{n:03}", score=2.0 - n % 3) for n in range(300)]
    fused = fuse({"bm25": tuple(reversed(found))}, {"bm25": 1.0})
    numbers = [*range(0, 300, 3), *range(1, 300, 3), *range(2, 300, 3)]
    assert [f.key for f in fused] == [f"k{n:03}" for n in numbers]


WEIGHTS = Weights(
    quick={"x": 0.75}, late={"x": 0.25}, silent_in_english=frozenset("xy"), others=(0.6, 0.4)
)


def test_an_engine_counts_what_its_name_says_and_another_what_the_others_do():
    assert (WEIGHTS.of_quick("x"), WEIGHTS.of_late("x")) == (0.75, 0.25)
    assert (WEIGHTS.of_quick("y"), WEIGHTS.of_late("y")) == (0.6, 0.4)


def test_an_engine_of_norwegian_words_counts_nothing_in_english():
    for name, quick, late in (("x", 0, 0), ("y", 0, 0), ("z", 0.6, 0.4)):
        counted = WEIGHTS.of_quick(name, english=True), WEIGHTS.of_late(name, english=True)
        assert counted == (quick, late)


def test_what_ships_counts_late_interaction_one_and_the_quick_rankings_three_tenths():
    quick = {name: SHIPPED.of_quick(name) for name in ("bm25", "grams", "sentences", "dense")}
    assert quick == {"bm25": 0.5, "grams": 0.5, "sentences": 0.5, "dense": 0}
    late = {name: SHIPPED.of_late(name) for name in (*quick, "tokens")}
    assert late == {"bm25": 0.3, "grams": 0.3, "sentences": 0.3, "dense": 0, "tokens": 1}
    assert SHIPPED.silent_in_english == {"bm25", "grams"}
    assert WITHOUT_LATE.of_quick("dense") == 0.5  # where the quick sum is the ranking
    assert WITHOUT_LATE.of_quick("bm25") == 0.5
    assert (SHIPPED.of_quick("another"), SHIPPED.of_late("another")) == (0.5, 0.3)
