"""Vectors of unit length, so that a dot product is a cosine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row of ``vectors`` brought to unit length; a row of zeros stays."""
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True).clip(min=1e-9)
    scaled: NDArray[np.float32] = (vectors / lengths).astype(np.float32)
    return scaled
