"""An encoder without weights: hashed character trigrams. For tests and for trying the path."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class ToyEncoder:
    """Counts the trigrams of a text in 64 places; texts that share spelling are near each other.

    The hashing trick (Weinberger et al. 2009, arXiv:0902.2206) with CRC-32 for the hash.
    """

    name = "toy"
    dimension = 64
    fingerprint = hashlib.sha256(b"toy: CRC-32 of lower-case trigrams, 64 places").hexdigest()

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None]
    ) -> NDArray[np.float32]:
        """Vectors of ``texts``, (number, 64)."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.encode_query(text)
            progress(1)
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector, (64,). Padding gives every text a trigram, the empty one too."""
        import numpy as np

        padded = f"  {text.lower()} "
        vector = np.zeros(self.dimension, np.float32)
        for at in range(len(padded) - 2):
            trigram = padded[at : at + 3].encode("utf-8", "replace")
            vector[zlib.crc32(trigram) % self.dimension] += 1
        unit: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return unit
