"""The best of some scored rows, ties by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_BLOCK = 64


def top_rows(
    rows: NDArray[np.int64], scores: NDArray[np.float64], depth: int
) -> list[tuple[int, float]]:
    """Row and score of the ``depth`` best; of rows with equal scores the lowest come first.

    ``rows`` and ``scores`` have the same length; time is linear in it.
    """
    import numpy as np

    if depth < 1:
        return []
    if len(rows) > depth * _BLOCK:
        # That many blocks reach the depth-th best of the blocks' maxima, so what lies below it
        # can't be among the best. Comparing is twenty times as fast as selecting.
        maxima = np.maximum.reduceat(scores, np.arange(0, len(scores), _BLOCK))
        rows, scores = _at_least(_nth_best(maxima, depth), rows, scores)
    if len(rows) > depth:
        # All that tie for the last place are kept, so that the row decides.
        rows, scores = _at_least(_nth_best(scores, depth), rows, scores)
    order = np.lexsort((rows, -scores))[:depth]
    return list(zip(rows[order].tolist(), scores[order].tolist(), strict=True))


def _nth_best(scores: NDArray[np.float64], n: int) -> np.float64:
    import numpy as np

    best: np.float64 = np.partition(scores, len(scores) - n)[len(scores) - n]
    return best


def _at_least(
    bound: np.float64, rows: NDArray[np.int64], scores: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    kept = scores >= bound
    return rows[kept], scores[kept]
