"""What the built-in engines have in common: rows, and files in the folder of a generation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from kompetanse_qa.engines import Batch, Place, Statistics
from kompetanse_qa.engines.rows import Draft, Rows
from kompetanse_qa.errors import EngineFailed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class LocalEngine:
    """Row i is passage i, in the order in which they were added; a commit seals it.

    A generation never changes, so neither does an engine that was committed into one.
    """

    name: str

    def __init__(self, place: Place, address: str | None = None) -> None:
        """A new engine, or the one that was committed to ``address``. Raises DamagedIndex."""
        self._place, self._folder = place, place.folder
        self._rows = Rows()
        self._draft = Draft() if address is None else None
        if address is None:
            self._begin()
        else:
            self._load(address)

    def add(self, batch: Batch) -> None:
        """Take passages in."""
        self._drafted().add(batch.passages)
        self._take(batch)

    def remove(self, keys: Collection[str]) -> None:
        """Let go of passages."""
        self._drafted().remove(keys)

    def commit(self) -> str:
        """Write the files; returns the name of the first."""
        self._rows, left = self._drafted().left()
        self._draft = None
        return self._write(left)

    def discard(self) -> None:
        """Begin anew, unless it is sealed."""
        if self._draft is not None:
            self._draft = Draft()
            self._begin()

    def statistics(self, terms: Collection[str]) -> Statistics:
        """The number of passages; it knows no terms."""
        return Statistics(passages=len(self._rows))

    def close(self) -> None:
        """Let go of what is open: nothing, unless an engine says otherwise."""

    def _drafted(self) -> Draft:
        if self._draft is None:
            raise EngineFailed(self.name, "sealed")
        return self._draft

    def _of(self, keys: Sequence[str]) -> NDArray[np.int64]:
        """The rows of these passages, (keys,)."""
        return self._rows.of(keys, self.name)

    def _begin(self) -> None:
        """Hold nothing."""
        raise NotImplementedError

    def _take(self, batch: Batch) -> None:
        """Hold a row more for each passage."""
        raise NotImplementedError

    def _write(self, left: NDArray[np.int64]) -> str:
        """Keep these of all rows that were taken in, rising, and write them; returns a file."""
        raise NotImplementedError

    def _load(self, address: str) -> None:
        """Read what was written, and set the rows. Raises DamagedIndex."""
        raise NotImplementedError
