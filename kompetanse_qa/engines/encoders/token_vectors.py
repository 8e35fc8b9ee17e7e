"""Hidden states to token vectors for late interaction: centred, 128 numbers, eight bits each.

Hidden states of a language model lie in a narrow cone, so that any two tokens look alike; taking
the mean away opens it (Mu and Viswanath 2018, arXiv:1702.01417). The 128 main directions say as
much as all 384 and take a third of the room. `training/token_basis.py` made them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = Path(__file__).with_name("token_basis.npz")
DIMENSION = 128


def token_vectors(states: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors of unit length, (tokens, 128), of hidden states, (tokens, 384)."""
    import numpy as np

    mean, basis = _basis()
    projected = ((_unit(states) - mean) @ basis).astype(np.float32)
    return _unit(projected)


def packed(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Eight bits a number, each vector stretched to use them all; only directions are kept."""
    import numpy as np

    widest = np.abs(vectors).max(axis=1, keepdims=True).clip(min=1e-9)
    stretched: NDArray[np.int8] = np.rint(vectors * (127 / widest)).astype(np.int8)
    return stretched


def cosines(asked: NDArray[np.float32], held: NDArray[np.int8]) -> NDArray[np.float32]:
    """The cosine of each asked vector (unit length) with each packed one: (asked, held)."""
    import numpy as np

    plain = held.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", plain, plain)).clip(min=1e-9)
    found: NDArray[np.float32] = (asked @ plain.T) / lengths
    return found


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(
        min=1e-9
    )
    return unit


@lru_cache(maxsize=1)
def _basis() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    import numpy as np

    with np.load(FILE, allow_pickle=False) as file:
        return file["mean"].astype(np.float32), file["basis"].astype(np.float32)
