"""Token vectors in eight bits a number: a quarter of the room, cosines within .006."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STEPS = 200
"""To the unit. A number of a unit vector with 128 of them is hardly ever beyond .635."""


def packed(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """``vectors`` of unit length, (number, dimension), in eight bits."""
    import numpy as np

    rounded: NDArray[np.int8] = np.rint(vectors * _STEPS).clip(-127, 127).astype(np.int8)
    return rounded


def cosines(asked: NDArray[np.float32], held: NDArray[np.int8]) -> NDArray[np.float32]:
    """The cosine of each asked vector (unit length) with each packed one: (asked, held)."""
    import numpy as np

    found: NDArray[np.float32] = asked @ held.astype(np.float32).T
    found /= _STEPS
    return found
