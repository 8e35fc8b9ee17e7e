"""How sure are we: bootstrap intervals and the paired randomisation test. Seeds are fixed."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kompetanse_qa.errors import NothingToMeasure
from kompetanse_qa.evaluation.records import Estimate, PairedTest

DRAWS = 10_000
SEED = 20130614
LEVEL = 0.95

_AT_ONCE = 1_000
"""Draws made at once, so that memory stays small."""
_SAME = 1e-9
"""Differences below this are rounding, not a win."""

Floats = NDArray[np.float64]


@lru_cache(maxsize=8)
def draws(n: int, stream: int = 0) -> Floats:
    """How often each of ``n`` questions is drawn in each draw: (DRAWS, n).

    Sampling with replacement, the same each time; another ``stream`` is independent of it.
    """
    random = np.random.default_rng((SEED, stream))
    counts = np.empty((DRAWS, n), np.float64)
    for start in range(0, DRAWS, _AT_ONCE):
        drawn = random.integers(0, n, size=(_AT_ONCE, n)) + n * np.arange(_AT_ONCE)[:, None]
        held = np.bincount(drawn.ravel(), minlength=_AT_ONCE * n)
        counts[start : start + _AT_ONCE] = held.reshape(_AT_ONCE, n)
    counts.flags.writeable = False
    return counts


def interval(value: float, drawn: Floats, n: int) -> Estimate:
    """The percentile interval (Efron 1979) of a value over its draws, (draws,)."""
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(mean=value, low=float(low), high=float(high), n=n)


def estimate(values: Floats) -> Estimate:
    """The mean of one value a question, with its interval. Raises NothingToMeasure."""
    if not len(values):
        raise NothingToMeasure("mean")
    n = len(values)
    return interval(float(values.mean()), draws(n) @ values / n, n)


def paired_test(
    measure: str, first: str, second: str, values: Floats, other_values: Floats
) -> PairedTest:
    """Test whether two systems differ; the two hold one value a question, in the same order.

    Under the null hypothesis it is chance which system got which of the two values, so the sign of
    each difference is flipped at random; p is the share of flips, the observed one counted in,
    with a mean at least as far from 0 (Smucker, Allan and Carterette 2007). Two-sided.
    """
    if not len(values):
        raise NothingToMeasure(measure)
    difference = values - other_values
    difference[np.abs(difference) < _SAME] = 0.0
    random = np.random.default_rng((SEED, 1))
    observed = abs(float(difference.sum()))
    extreme = 0
    for _ in range(DRAWS // _AT_ONCE):
        signs = random.integers(0, 2, size=(_AT_ONCE, len(difference))) * 2.0 - 1.0
        extreme += int(np.count_nonzero(np.abs(signs @ difference) >= observed - _SAME))
    return PairedTest(
        measure=measure,
        first=first,
        second=second,
        difference=estimate(difference),
        p_value=(extreme + 1) / (DRAWS + 1),
        wins=int(np.count_nonzero(difference > 0)),
        ties=int(np.count_nonzero(difference == 0)),
        losses=int(np.count_nonzero(difference < 0)),
    )
