"""Boosted trees: the sum of what many small decisions say; and the threshold that goes with them.

Friedman 2001, doi:10.1214/aos/1013203451; fitted with scikit-learn in `training/confidence.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("confidence.json")

Node = float | tuple[int, float, int, int]
"""A leaf's value; or a feature's number, a limit, and the nodes to go to: up to it and above it."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees over named features."""

    features: tuple[str, ...]
    bias: float
    trees: tuple[tuple[Node, ...], ...]
    """Each with its root first."""

    def logit(self, found: Mapping[str, float]) -> float:
        """What the features ``found`` add up to."""
        values = [found[name] for name in self.features]
        total = self.bias
        for tree in self.trees:
            node = tree[0]
            while isinstance(node, tuple):
                feature, limit, low, high = node
                node = tree[low if values[feature] <= limit else high]
            total += node
        return total


@lru_cache(maxsize=1)
def learned_trees() -> Trees:
    """Those of the confidence."""
    kept = _kept()
    trees = tuple(
        tuple(tuple(node) if isinstance(node, list) else node for node in tree)
        for tree in kept["trees"]
    )
    return Trees(tuple(kept["features"]), kept["bias"], trees)


def learned_threshold() -> float:
    """The confidence from which an answer is given."""
    return float(_kept()["threshold"])


@lru_cache(maxsize=1)
def _kept() -> dict[str, Any]:
    """The file beside this one; reading it takes a millisecond."""
    kept: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return kept
