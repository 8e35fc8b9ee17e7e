"""Run every measurement and print one table; medians, with the spread and the goal beside."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain

from benchmarks import at_scale, processes, tui, warm
from benchmarks.figure import Figure


def main() -> None:
    """Print the figures as they come."""
    sys.stdout.write(f"{'what':<52} {'median':>12} {'min – max':>23}  goal\n")
    for figure in _figures():
        sys.stdout.write(f"{figure}\n")
        sys.stdout.flush()


def _figures() -> Iterator[Figure]:
    return chain(processes.figures(), warm.figures(), at_scale.figures(), tui.figures())


if __name__ == "__main__":
    main()
