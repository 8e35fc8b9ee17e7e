"""The pieces of the packed model, found in the mapped file where they lie.

To make a dictionary of 250,000 strings takes longer than all else that a question needs. Their
hashes are computed together, and a piece is looked for among them, sorted.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FACTOR = 0x9E3779B97F4A7C15
"""Of multiplicative hashing (Knuth, The Art of Computer Programming 3, 6.4)."""
_WHOLE = 2**64 - 1


class Vocabulary:
    """The ids of pieces.

    ``text`` is all pieces in UTF-8, one after the other, and at least seven bytes more;
    ``offsets``, (pieces + 1,), say where each begins and the last ends.
    """

    def __init__(self, text: memoryview, offsets: NDArray[np.uint32]) -> None:
        import numpy as np

        hashes = _hashes(text, offsets)
        order = np.argsort(hashes)
        self._text, self._offsets = text, offsets.data
        self._hashes, self._ids = hashes[order].data, order.data

    def get(self, piece: bytes) -> int | None:
        """The id of ``piece``, or None."""
        wanted = _hash(piece)
        at = bisect_left(self._hashes, wanted)
        while at < len(self._hashes) and self._hashes[at] == wanted:
            found: int = self._ids[at]
            if self._text[self._offsets[found] : self._offsets[found + 1]] == piece:
                return found
            at += 1
        return None


def _hash(piece: bytes) -> int:
    """Eight bytes at a time, as numbers: each is added to what was before, times a factor."""
    found = len(piece)
    for at in range(0, len(piece), 8):
        found = (found * _FACTOR + int.from_bytes(piece[at : at + 8], "little")) & _WHOLE
    return found


def _hashes(text: memoryview, offsets: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """The `_hash` of every piece."""
    import numpy as np

    eight_from = np.ndarray(len(text) - 7, "<u8", text, strides=(1,))
    firsts = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
    starts = offsets[:-1].astype(np.int64)
    lengths = np.diff(offsets.astype(np.int64))
    found = lengths.astype(np.uint64)
    longer = np.arange(len(lengths))
    at = 0
    while len(longer := longer[lengths[longer] > at]):
        left = np.minimum(lengths[longer] - at, 8)
        eight = eight_from[starts[longer] + at] & firsts[left]
        found[longer] = found[longer] * np.uint64(_FACTOR) + eight
        at += 8
    return found
