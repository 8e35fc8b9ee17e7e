"""Running heads, feet and page numbers of a text file, told from its text by their repetition.

Form feeds show where pages end; the edges of the pages are then looked at as a PDF's are. Without
them a line is furniture if it comes back at the distance of pages, or counts up at it, where no
line of the text can stand: in the middle of a sentence, or beside a page mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from kompetanse_qa.norwegian.hyphens import HYPHENS
from kompetanse_qa.reports.outline import is_chapter
from kompetanse_qa.reports.page_numbers import is_number_only, number_tokens, numeral, proven
from kompetanse_qa.reports.repetition import (
    EDGE_DEPTH,
    PAGES_OF_A_HEAD,
    Edge,
    EdgeRow,
    find_repeated,
)
from kompetanse_qa.reports.text.layout import is_closed, is_finished, measure, opens_low
from kompetanse_qa.reports.text.lines import Line
from kompetanse_qa.reports.text.lists import is_item

_NUMBER = re.compile(r"\d{1,4}")
_PAGE_MARK = re.compile(r"(?:side|page|s\.)\s*\d+(?:\s*(?:av|of|/)\s*\d+)?", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+")
_SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_]")
# Three of the pages with a head are among so many: a chapter's head may be on every other page.
_NEAR = 6
# Characters. A page holds more text than this.
_SHORTEST_PAGE = 400
# Pages in a row that may lack their number.
_MOST_MISSING = 3
# Where a page breaks, no more lines than this belong to the pages.
_LINES_OF_A_BREAK = 4
# Of a page's lines: two pages of the same length differ by no more.
_UNEVEN = 0.1
_FEWEST_SPLITS = 0.05
_NEARLY_ALL = 0.8
# Of the pages from the first head to the last: a chapter's may stand on every other page.
_SHARE = 0.4
# Points, of any kind: heads stand on the same row from the edge.
_ROW = 10.0

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
        while more := _Running(lines, found).furniture():
            found |= more
    return found | _addresses(lines, found)


def _addresses(lines: Sequence[Line], found: Collection[int]) -> dict[int, Found]:
    """Find addresses that split a sentence, as where a web page was printed.

    One that belongs to the sentence is spaced as the sentence's lines are.
    """
    spacing = int(measure(lines).double_spaced)
    addresses = {}
    for i in range(1, len(lines) - 1):
        if _URL.fullmatch(lines[i].text) and max(lines[i].gap, lines[i + 1].gap) > spacing:
            if _goes_on(lines, *_around(lines, i, {*found, i})):
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
    ends: list[int] = []
    chains: list[list[int]] = []
    for i, value in values:
        at = bisect_left(ends, value)
        ends[at : at + 1] = [value]
        chains[at : at + 1] = [[*(chains[at - 1] if at else []), i]]
    return chains[-1] if chains else []


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
    tokens: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        tokens[row.page] += number_tokens(row.text)
    printed = proven(tokens, len(pages))
    times = Counter(line.text.casefold() for line in lines)
    at_edge = Counter(rows[n].plain for n in {i: n for n, (i, _) in enumerate(edges)}.values())
    found: dict[int, Found] = {}
    for n in find_repeated(rows, len(pages), printed, within=_NEAR):
        i, row = edges[n]
        label = printed.get(row.page, "")
        number = int(label) if label.isdecimal() and row.shows(label) else None
        if number is None and at_edge[row.plain] < _NEARLY_ALL * times[row.plain]:
            continue
        kind: Kind = "running_head" if row.edge == "head" else "running_foot"
        kind = "page_number" if is_number_only(row.text) else kind
        found.setdefault(i, Found(kind, number, row.edge))
    for same in _same(lines, found):
        if _is_heading_first(lines, same, found):
            del found[same[0]]
    return found


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
                height=depth * _ROW,
            )
            yield i, row


class _Running:
    """A text whose pages may end anywhere."""

    def __init__(self, lines: Sequence[Line], found: Collection[int]) -> None:
        self._lines, self._marks = lines, found
        self._layout = measure(lines)
        free = [i for i in range(len(lines)) if i not in found]
        returning = [same for same in _same(lines, free) if len(same) >= PAGES_OF_A_HEAD]
        self._same = [same for same in returning if _may_be_head(lines[same[0]].text)]
        self._counted = _counted(lines, free)
        counted = (i for entries in self._counted for i, _ in entries)
        self._passed = {*found, *(i for same in returning for i in same), *counted}

    def furniture(self) -> dict[int, Found]:
        """Find the series of lines that divide pages."""
        found: dict[int, Found] = {}
        for series in (*map(self._returning, self._same), *map(self._rising, self._counted)):
            if self._divides_pages(series):
                for i in series:
                    number_only = is_number_only(self._lines[i].text)
                    found[i] = Found("page_number" if number_only else "running_head")
        return found

    def _returning(self, same: list[int]) -> list[int]:
        return same[_is_heading_first(self._lines, same, self._passed) :]

    def _rising(self, entries: list[tuple[int, int]]) -> list[int]:
        """Choose those of ``entries`` (index, number) that count up page by page."""
        starts = [line.position.start for line in self._lines]
        ending: dict[int, list[int]] = {}
        for i, number in entries:
            before: list[int] = []
            for step in range(1, _MOST_MISSING + 2):
                chain = ending.get(number - step, [])
                far = chain and starts[i] - starts[chain[-1]] >= step * _SHORTEST_PAGE
                before = chain if far and len(chain) > len(before) else before
            if len(before) >= len(ending.get(number, [])) - self._splits(i):
                ending[number] = [*before, i]
        return max(ending.values(), key=len)

    def _divides_pages(self, series: Sequence[int]) -> bool:
        """Tell whether these lines stand at the distance of pages, and where pages break.

        They do if two of them (of many: one in twenty) split a sentence, or one does and all keep
        the same distance, or nearly all stand beside what belongs to a page.
        """
        at = [self._lines[i] for i in series]
        apart = [b.position.start - a.position.start for a, b in pairwise(at)]
        if len(series) < PAGES_OF_A_HEAD or median(apart) < _SHORTEST_PAGE:
            return False
        splits = sum(map(self._splits, series))
        return (
            splits >= max(2, _FEWEST_SPLITS * len(series))
            or (splits > 0 and _is_even([b.number - a.number for a, b in pairwise(at)]))
            or self._are_marked(series)
        )

    def _splits(self, i: int) -> bool:
        before, after = _around(self._lines, i, self._passed)
        return (
            _goes_on(self._lines, before, after)
            and self._layout.is_long(self._lines[before])
            and not is_item(self._lines[after].text)
        )

    def _are_marked(self, series: Sequence[int]) -> bool:
        """Tell whether what belongs to a page stands beside nearly all, and seldom without them."""
        marked = sum(i - 1 in self._marks or i + 1 in self._marks for i in series)
        breaks = [i for i in self._marks if i - 1 not in self._marks]
        passed = sum(series[0] - 1 <= i <= series[-1] + 1 for i in breaks)
        return marked >= _NEARLY_ALL * len(series) and len(series) >= _SHARE * passed


def _counted(lines: Sequence[Line], indices: Iterable[int]) -> list[list[tuple[int, int]]]:
    """Group lines that are the same but for the number at one end: (index, number) for each."""
    groups: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for i in indices:
        text = lines[i].text
        if not is_number_only(text) and not _may_be_head(text):
            continue
        for token in number_tokens(text):
            if found := numeral(token):
                words = ("#" if word == token else word for word in text.casefold().split())
                groups[" ".join(words), found.style].append((i, found.value))
    return [entries for entries in groups.values() if len(entries) >= PAGES_OF_A_HEAD]


def _same(lines: Sequence[Line], indices: Iterable[int]) -> list[list[int]]:
    """Group ``indices``, in order, by what the lines say."""
    same: dict[str, list[int]] = defaultdict(list)
    for i in sorted(indices):
        same[lines[i].text.casefold()].append(i)
    return list(same.values())


def _is_heading_first(lines: Sequence[Line], same: Sequence[int], passed: Collection[int]) -> bool:
    """Tell whether the first of the lines ``same`` is the heading that the others repeat.

    So it may be if it is a chapter's, or begins the file and is set another way than the others.
    """
    first, *others = same
    text = lines[first].text
    if not others or _goes_on(lines, *_around(lines, first, passed)):
        return False
    if first == 0:
        below = Counter(lines[i + 1].gap for i in others if i + 1 < len(lines))
        return lines[1].gap not in (gap for gap, _ in below.most_common(1))
    return is_chapter(text) or bool(_SECTION_NUMBER.match(text))


def _may_be_head(text: str) -> bool:
    """Tell what may be a running head from the middle or the end of a sentence, and from a list."""
    return not (opens_low(text) or is_closed(text) or is_item(text) or text[-1] in HYPHENS)


def _around(lines: Sequence[Line], i: int, passed: Collection[int]) -> tuple[int, int]:
    """Find the lines of text above and below ``i``; -1 and the number of lines if none is near."""
    before = after = i
    while before == i or before in passed:
        before -= 1
    while after == i or after in passed:
        after += 1
    return (before, after) if after - before <= _LINES_OF_A_BREAK + 1 else (-1, len(lines))


def _goes_on(lines: Sequence[Line], before: int, after: int) -> bool:
    """Tell whether a sentence goes on from one line to the other."""
    inside = before >= 0 and after < len(lines)
    return inside and not is_finished(lines[before].text) and opens_low(lines[after].text)


def _is_even(distances: Sequence[int]) -> bool:
    return max(distances) - min(distances) <= _UNEVEN * median(distances)
