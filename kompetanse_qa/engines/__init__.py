"""What an engine is: the seam to the search libraries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kompetanse_qa.records import Passage, Ranking

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Engine(Protocol):
    """Finds rows for a question. Row i is passage i of the last `build`, also after `load`.

    A distributed store may upsert in `build`, keep its address in `save` and reconnect in `load`.
    """

    @property
    def name(self) -> str:
        """Names the ranking in results and the engine's file in the index folder."""
        ...

    def __len__(self) -> int:
        """Return the number of rows."""
        ...

    def build(self, passages: Sequence[Passage]) -> None:
        """Index ``passages`` by their `indexed_text`; what was held before is gone."""
        ...

    def search(
        self, question: str, depth: int, allowed: NDArray[np.bool_] | None = None
    ) -> Ranking:
        """Return the ``depth`` best rows, fewer if there are no more.

        ``allowed`` holds a truth value for each row; a row that is not allowed is left out
        before ranking, so it takes no place.
        """
        ...

    def save(self, folder: Path) -> None:
        """Write the engine's file into ``folder``. The same rows give the same bytes."""
        ...

    def load(self, folder: Path) -> None:
        """Read what `save` wrote. Raises `DamagedIndex`."""
        ...
