"""Running heads, feet and page numbers of a text file, told from its text by their repetition.

Form feeds show where pages end; the edges of the pages are then looked at as a PDF's are. Without
them a line is furniture if it comes back at the distance of pages, or counts up at it, where no
line of the text can stand: in the middle of a sentence, or beside a page mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kompetanse_qa.reports.page_numbers import is_number_only, number_tokens, proven
from kompetanse_qa.reports.repetition import (
    EDGE_DEPTH,
    PAGES_OF_A_HEAD,
    Edge,
    EdgeRow,
    find_repeated,
)
from kompetanse_qa.reports.text.layout import measure
from kompetanse_qa.reports.text.lines import Line
from kompetanse_qa.reports.text.recurrences import (
    Recurrences,
    alike,
    around,
    goes_on,
    is_heading_first,
)

_NUMBER = re.compile(r"\d{1,4}")
_PAGE_MARK = re.compile(r"(?:side|page|s\.)\s*\d+(?:\s*(?:av|of|/)\s*\d+)?", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+")
# Three of the pages with a head are among so many: a chapter's head may be on every other page.
_NEAR = 6
_NEARLY_ALL = 0.8

Kind = Literal["page_number", "page_mark", "running_head", "running_foot"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a line of furniture is."""

    kind: Kind
    number: int | None = None
    """The page number that it shows, if it is sure to be one."""
    edge: Edge | None = None
    """At which edge of its page it stands, if that is sure."""


def find_furniture(lines: Sequence[Line]) -> dict[int, Found]:
    """Find the lines that belong to the pages, not to the text: index → what it is."""
    found = {i: Found("page_mark") for i, n in enumerate(lines) if _PAGE_MARK.fullmatch(n.text)}
    found |= _numbers_apart(lines)
    pages = _pages(lines)
    if len(pages) >= PAGES_OF_A_HEAD:
        found |= _at_edges(lines, pages)
    else:
        # What is found shows where pages break, and so more of what belongs to them.
        while more := Recurrences(lines, found).at_pages():
            found |= {i: Found(_kind(lines[i].text, "running_head")) for i in more}
    return found | _addresses(lines, found)


def _addresses(lines: Sequence[Line], found: Collection[int]) -> dict[int, Found]:
    """Find addresses that split a sentence, as where a web page was printed.

    One that belongs to the sentence is spaced as the sentence's lines are.
    """
    spacing = int(measure(lines).double_spaced)
    addresses = {}
    for i in range(1, len(lines) - 1):
        if _URL.fullmatch(lines[i].text) and max(lines[i].gap, lines[i + 1].gap) > spacing:
            if goes_on(lines, *around(lines, i, {*found, i})):
                addresses[i] = Found("running_foot")
    return addresses


def _numbers_apart(lines: Sequence[Line]) -> dict[int, Found]:
    """Find numbers that stand alone, beside a form feed or rising through the text."""
    apart: dict[int, int] = {}
    fed: set[int] = set()
    for i, line in enumerate(lines):
        if _NUMBER.fullmatch(line.text) and (line.gap >= 2 or line.after_form_feed):
            apart[i] = int(line.text)
            if line.after_form_feed or (i + 1 < len(lines) and lines[i + 1].after_form_feed):
                fed.add(i)
    rising = _longest_rise(list(apart.items()))
    if len(rising) > 1:
        fed.update(rising)
    return {i: Found("page_number", apart[i]) for i in fed}


def _longest_rise(values: Sequence[tuple[int, int]]) -> list[int]:
    """Return the indices of a longest subsequence of ``values`` (index, value) that only rises."""
    least: list[int] = []
    ends: list[int | None] = []
    before: dict[int, int | None] = {}
    for i, value in values:
        at = bisect_left(least, value)
        before[i] = ends[at - 1] if at else None
        least[at : at + 1], ends[at : at + 1] = [value], [i]
    rise: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        rise.insert(0, last)
        last = before[last]
    return rise


def _pages(lines: Sequence[Line]) -> list[range]:
    """Divide the lines' indices at the form feeds."""
    starts = [0, *(i for i, line in enumerate(lines) if i and line.after_form_feed), len(lines)]
    return [range(start, end) for start, end in pairwise(starts)]


def _at_edges(lines: Sequence[Line], pages: Sequence[range]) -> dict[int, Found]:
    """Find what comes back at the edges of ``pages``."""
    edges = [
        edge for number, page in enumerate(pages, 1) for edge in _edge_rows(lines, page, number)
    ]
    rows = [row for _, row in edges]
    alone = [row for row in rows if is_number_only(row.text)]
    printed = _printed(alone, len(pages)) or _printed(rows, len(pages))
    times = Counter(line.text.casefold() for line in lines)
    at_edge = Counter(rows[n].plain for n in {i: n for n, (i, _) in enumerate(edges)}.values())
    found: dict[int, Found] = {}
    for n in find_repeated(rows, len(pages), printed, within=_NEAR):
        i, row = edges[n]
        label = printed.get(row.page, "")
        number = int(label) if label.isdecimal() and row.shows(label) else None
        if number is None and at_edge[row.plain] < _NEARLY_ALL * times[row.plain]:
            continue
        kind = _kind(row.text, "running_head" if row.edge == "head" else "running_foot")
        found.setdefault(i, Found(kind, number, row.edge))
    for same in alike(lines, found):
        if is_heading_first(lines, same, found):
            del found[same[0]]
    return found


def _printed(rows: Sequence[EdgeRow], pages: int) -> dict[int, str]:
    tokens: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        tokens[row.page] += number_tokens(row.text)
    return proven(tokens, pages)


def _edge_rows(lines: Sequence[Line], page: range, number: int) -> Iterator[tuple[int, EdgeRow]]:
    """List the outermost lines at the top, then at the foot, each from the edge inwards."""
    sides: tuple[tuple[Edge, range], ...] = (("head", page), ("foot", page[::-1]))
    for edge, ordered in sides:
        for depth, i in enumerate(ordered[:EDGE_DEPTH]):
            row = EdgeRow(
                edge=edge,
                page=number,
                text=lines[i].text,
                is_divided=len(lines[i].pieces) > 1,
                is_outermost=depth == 0,
            )
            yield i, row


def _kind(text: str, worded: Kind) -> Kind:
    return "page_number" if is_number_only(text) else worded
