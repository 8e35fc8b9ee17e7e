"""Average two adapters into one: `python -m training.average FIRST SECOND --out FILE`.

Two runs from the same model end in the same valley, and between them lies one that is better on
texts that neither knows (Wortsman et al. 2022, arXiv:2203.05482 and 2109.01903). The mean of two
low-rank changes has the sum of their ranks. Heads that differ by a rotation give the same cosines,
so the first run's are turned to the second's before they are averaged (orthogonal Procrustes).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[np.floating[Any]]]
_COMPARED = (("token",), ("asked", "said"))
"""Heads whose vectors are held against each other, so that they must turn together."""


def main() -> None:
    """Read two, write one."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("first", type=Path)
    arguments.add_argument("second", type=Path)
    arguments.add_argument("--out", type=Path, required=True)
    chosen = arguments.parse_args()
    first, second = _read(chosen.first), _read(chosen.second)
    for heads in _COMPARED:
        _turn(first, second, heads)
    averaged = average(first, second)
    halved = {name: array.astype(np.float16) for name, array in averaged.items()}
    with chosen.out.open("wb") as file:
        np.savez(file, **halved)  # type: ignore[arg-type]


def _read(path: Path) -> Arrays:
    with np.load(path) as file:
        return {name: file[name].astype(np.float32) for name in file.files}


def _turn(first: Arrays, second: Arrays, heads: Sequence[str]) -> None:
    """Turn the heads of the first to those of the second."""
    shared = sum(second[f"{head}.w"] @ first[f"{head}.w"].T for head in heads)
    left, _, right = np.linalg.svd(shared)
    turn = (left @ right).astype(np.float32)
    for head in heads:
        for part in ("w", "b"):
            first[f"{head}.{part}"] = turn @ first[f"{head}.{part}"]


def average(first: Arrays, second: Arrays) -> Arrays:
    """The mean of both."""
    mean: Arrays = {}
    for name, array in second.items():
        if name.endswith(".down"):
            mean[name] = np.concatenate([first[name], array])
        elif name.endswith(".up"):
            mean[name] = np.concatenate([first[name], array], axis=1) / 2
        else:
            mean[name] = (first[name] + array) / 2
    return mean


if __name__ == "__main__":
    main()
