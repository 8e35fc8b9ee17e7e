"""Boosted trees: which leaf each sign leads to, and that the learned ones are those of the file."""

from __future__ import annotations

import json

import pytest

from kompetanse_qa.answering import THRESHOLD, TOUCHES
from kompetanse_qa.answering.trees import FILE, Trees, learned_threshold, learned_trees

SPLIT = ((0, 0.5, 1, 2), -1.0, (1, 0.2, 3, 4), 2.0, 3.0)
"""Sign 0 up to .5: -1. Else sign 1 up to .2: 2, and above it 3."""


@pytest.mark.parametrize(
    ("near", "met", "leaf"),
    [(0.5, 9, -1), (0.51, 0.2, 2), (0.51, 0.21, 3), (0.4, 0, -1)],
)
def test_a_sign_at_the_limit_goes_the_low_way(near: float, met: float, leaf: float):
    trees = Trees(("near", "met"), 10.0, (SPLIT,))
    assert trees.logit({"met": met, "near": near, "more": 7}) == 10 + leaf


def test_the_leaves_of_all_trees_are_added_to_the_bias():
    trees = Trees(("near", "met"), 10.0, (SPLIT, (5.0,), (0.25,)))
    assert trees.logit({"near": 0.6, "met": 0.3}) == 10 + 3 + 5 + 0.25


def test_no_tree_leaves_the_bias():
    assert Trees((), -1.5, ()).logit({}) == -1.5


def test_the_learned_trees_are_those_of_the_file():
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    trees = learned_trees()
    assert FILE.name == "confidence.json"
    assert (list(trees.features), trees.bias, len(trees.trees)) == (
        kept["features"],
        kept["bias"],
        len(kept["trees"]),
    )

    def walk(tree: list, at: int, values: dict[str, float]) -> float:
        node = tree[at]
        if not isinstance(node, list):
            return node
        sign, limit, low, high = node
        return walk(tree, low if values[kept["features"][sign]] <= limit else high, values)

    for value in (-1.0, 0.0, 0.3, 1.0, 20.0):
        values = dict.fromkeys(kept["features"], value)
        by_hand = kept["bias"] + sum(walk(tree, 0, values) for tree in kept["trees"])
        assert trees.logit(values) == pytest.approx(by_hand)


def test_the_threshold_is_the_one_that_was_learned_with_the_trees():
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert learned_threshold() == kept["threshold"] == THRESHOLD
    assert 0 < TOUCHES == 0.1 < THRESHOLD
