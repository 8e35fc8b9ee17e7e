"""What belongs to the pages and not to the text: rows that come back at the pages' edges."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from statistics import median
from typing import Literal

from kompetanse_qa.reports.page_numbers import is_number_only, number_tokens, numeral

Edge = Literal["head", "foot"]

EDGE_DEPTH = 4
"""Rows from an edge that are looked at."""
PAGES_OF_A_HEAD = 3
"""A row that stands on fewer pages is text, unless the file has no more pages."""
_SAME_HEIGHT = 6.0  # points
_PAGES_OF_A_SLOT = 3
_SHARE = 0.5  # of the rows that differ in numbers only: fewer that return are so by chance
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeRow:
    """A row near the top or the foot of a page."""

    edge: Edge
    page: int
    """1-based."""
    text: str
    is_divided: bool
    """A wide gap divides it: a name at one side, a number at the other."""
    is_outermost: bool
    height: float = 0.0
    """Points; 0 where none is known. A head stands at about the same height on its pages."""
    slot: tuple[str, float, float] | None = None
    """Where and in which type a row stands that keeps its distance from the text."""

    @property
    def plain(self) -> str:
        """The text by which it is known again."""
        return self.text.casefold()

    def shows(self, label: str | None) -> bool:
        """Tell whether the page number ``label`` stands in it."""
        found = (numeral(token) for token in number_tokens(self.text))
        return label is not None and any(number and number.shown == label for number in found)


def find_repeated(
    rows: Sequence[EdgeRow], pages: int, printed: Mapping[int, str], *, within: float = inf
) -> list[int]:
    """Find the running heads, feet and page numbers among ``rows``: their indices.

    ``rows`` come from the edge inwards for each page and edge; ``printed`` are the proven numbers
    of the pages. A row is furniture if the same text, or the same but for the page's number, stands
    at about the same height on at least three pages (of a shorter file: on all of at least two;
    three of the pages no farther apart than ``within``), or if it is just the page's number; and
    only if no other text stands between it and the edge.
    """
    repeated = _repeated(rows, pages, printed, within)
    slots = _slots(rows[i] for i in repeated)
    found: list[int] = []
    blocked: set[tuple[int, Edge]] = set()
    for i, row in enumerate(rows):
        numbered = (is_number_only(row.text) or row.is_divided) and row.shows(printed.get(row.page))
        alike = row.slot in slots and row.is_outermost
        if (row.page, row.edge) in blocked or not (numbered or alike or i in repeated):
            blocked.add((row.page, row.edge))
        else:
            found.append(i)
    return found


def _repeated(
    rows: Sequence[EdgeRow], pages: int, printed: Mapping[int, str], within: float
) -> set[int]:
    """Find the rows that recur: on enough pages, or in turns with others in the same place."""
    groups: dict[tuple[Edge, str], list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        groups[row.edge, _but_for_numbers(row.text)].append(i)
    needed = min(PAGES_OF_A_HEAD, max(2, pages))
    found: set[int] = set()
    twice: set[int] = set()
    for group in groups.values():
        middle = median(rows[i].height for i in group)
        level = [i for i in group if abs(rows[i].height - middle) <= _SAME_HEIGHT]
        pages_of = Counter(text for text, _ in {(rows[i].plain, rows[i].page) for i in level})
        alike = [
            i
            for i in level
            if pages_of[rows[i].plain] > 1 or rows[i].shows(printed.get(rows[i].page))
        ]
        if len(alike) < _SHARE * len(level):
            continue
        on = sorted({rows[i].page for i in alike})
        stretches = (on[n : n + needed] for n in range(len(on) - needed + 1))
        near = {page for pages in stretches if pages[-1] - pages[0] < within for page in pages}
        found.update(i for i in alike if rows[i].page in near)
        if not near and len(on) > 1:
            twice.update(alike)
    slots = _slots(rows[i] for i in twice)
    return found | {i for i in twice if rows[i].slot in slots}


def _slots(rows: Iterable[EdgeRow]) -> set[tuple[str, float, float]]:
    """Find the places at the page's edge where at least three of ``rows`` stand apart."""
    pages = Counter(row.slot for row in rows if row.slot and row.is_outermost)
    return {slot for slot, count in pages.items() if slot and count >= _PAGES_OF_A_SLOT}


def _but_for_numbers(text: str) -> str:
    words = (_NUMBERS.sub("#", word) for word in text.casefold().split())
    return " ".join("#" if numeral(word) else word for word in words)
