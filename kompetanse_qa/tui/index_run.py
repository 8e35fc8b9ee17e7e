"""Reading the reports again from inside the app: how far it has come, and how to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kompetanse_qa.indexing import Stage, Summary

_BETWEEN = 0.05  # seconds from one message to the next: more often than that can't be seen


@dataclass(frozen=True, slots=True)
class Step:
    """How far a stage has come."""

    stage: Stage
    done: int
    total: int


class IndexingStopped(Exception):
    """The user stopped the run. The index is as it was; vectors that were made are kept."""


class IndexRun:
    """One run of `build_index`; to be carried out in a thread."""

    def __init__(self, corpus: Path, index: Path, told: Callable[[Step], None]) -> None:
        self._corpus, self._index, self._told = corpus, index, told
        self._stopped = False
        self._last = 0.0

    def stop(self) -> None:
        """Stop at the next step; may be called from another thread."""
        self._stopped = True

    def carry_out(self) -> Summary:
        """Bring the index up to date. Raises IndexingStopped, and what `build_index` raises."""
        from kompetanse_qa.indexing import build_index

        return build_index(self._corpus, self._index, progress=self._progress)

    def _progress(self, stage: Stage, done: int, total: int) -> None:
        if self._stopped:
            raise IndexingStopped
        now = time.monotonic()
        if done in (0, total) or now - self._last >= _BETWEEN:
            self._last = now
            self._told(Step(stage, done, total))
