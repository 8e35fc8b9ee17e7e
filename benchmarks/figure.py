"""One measured figure."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """Samples of one quantity, with its unit and the goal it is held against."""

    what: str
    samples: Sequence[float]
    unit: str
    goal: str = ""

    def __str__(self) -> str:
        low, middle, high = min(self.samples), median(self.samples), max(self.samples)
        spread = f"{low:.2f} – {high:.2f}"
        return f"{self.what:<52} {middle:>9.2f} {self.unit:<2} {spread:>23}  {self.goal}"


def milliseconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000
