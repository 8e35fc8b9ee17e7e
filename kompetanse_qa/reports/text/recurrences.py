"""Lines that come back, or count up, where the pages of a text break that has no form feeds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from statistics import median

from kompetanse_qa.norwegian.hyphens import HYPHENS
from kompetanse_qa.reports.outline import is_chapter
from kompetanse_qa.reports.page_numbers import is_number_only, number_tokens, numeral
from kompetanse_qa.reports.repetition import PAGES_OF_A_HEAD
from kompetanse_qa.reports.text.layout import is_closed, is_finished, measure, opens_low
from kompetanse_qa.reports.text.lines import Line
from kompetanse_qa.reports.text.lists import is_item

_SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_]")
# Characters. A page holds more text than this.
_SHORTEST_PAGE = 400
# Pages in a row that may lack their number.
_MOST_MISSING = 3
# Where a page breaks, no more lines than this belong to the pages.
_LINES_OF_A_BREAK = 4
# Of a page's lines: two pages of the same length differ by no more.
_UNEVEN = 0.1
# Of the lines that come back: fewer split a sentence by chance, as a floating table's head does.
_FEWEST_SPLITS = 0.05
_NEARLY_ALL = 0.8
# Of the pages from the first head to the last: a chapter's may stand on every other page.
_SHARE = 0.4


class Recurrences:
    """The lines that come back in a text whose pages may end anywhere.

    ``marks`` are the indices of lines that are known to belong to the pages.
    """

    def __init__(self, lines: Sequence[Line], marks: Collection[int]) -> None:
        self._lines, self._marks = lines, marks
        self._layout = measure(lines)
        self._starts = [line.position.start for line in lines]
        free = [i for i in range(len(lines)) if i not in marks]
        returning = [same for same in alike(lines, free) if len(same) >= PAGES_OF_A_HEAD]
        self._same = [same for same in returning if _may_be_head(lines[same[0]].text)]
        self._counted = _counted(lines, free)
        counted = (i for entries in self._counted for i, _ in entries)
        self._passed = {*marks, *(i for same in returning for i in same), *counted}

    def at_pages(self) -> list[int]:
        """Find the lines that stand where pages break."""
        every = (*map(self._returning, self._same), *map(self._rising, self._counted))
        return [i for series in every if self._divides_pages(series) for i in series]

    def _returning(self, same: list[int]) -> list[int]:
        return same[is_heading_first(self._lines, same, self._passed) :]

    def _rising(self, entries: list[tuple[int, int]]) -> list[int]:
        """Choose those of ``entries`` (index, number) that count up page by page."""
        ending: dict[int, list[int]] = {}
        for i, number in entries:
            before: list[int] = []
            for step in range(1, _MOST_MISSING + 2):
                chain = ending.get(number - step, [])
                far = chain and self._starts[i] - self._starts[chain[-1]] >= step * _SHORTEST_PAGE
                before = chain if far and len(chain) > len(before) else before
            if len(before) + 1 > len(ending.get(number, [])) - self._splits(i):
                ending[number] = [*before, i]
        return max(ending.values(), key=len)

    def _divides_pages(self, series: Sequence[int]) -> bool:
        """Tell whether these lines stand at the distance of pages, and where pages break.

        They do if two of them (of many: one in twenty) split a sentence, or one does and all keep
        the same distance, or nearly all stand beside what belongs to a page.
        """
        apart = [self._starts[b] - self._starts[a] for a, b in pairwise(series)]
        if len(series) < PAGES_OF_A_HEAD or median(apart) < _SHORTEST_PAGE:
            return False
        splits = sum(map(self._splits, series))
        return (
            splits >= max(2, _FEWEST_SPLITS * len(series))
            or (splits > 0 and self._is_even(series))
            or self._are_marked(series)
        )

    def _is_even(self, series: Sequence[int]) -> bool:
        numbers = [self._lines[i].number for i in series]
        apart = [b - a for a, b in pairwise(numbers)]
        return max(apart) - min(apart) <= _UNEVEN * median(apart)

    def _splits(self, i: int) -> bool:
        before, after = around(self._lines, i, self._passed)
        return (
            goes_on(self._lines, before, after)
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
                words = ("#" if word == token else word for word in text.split())
                groups[" ".join(words).casefold(), found.style].append((i, found.value))
    return [entries for entries in groups.values() if len(entries) >= PAGES_OF_A_HEAD]


def alike(lines: Sequence[Line], indices: Iterable[int]) -> list[list[int]]:
    """Group ``indices``, in order, by what the lines say."""
    same: dict[str, list[int]] = defaultdict(list)
    for i in sorted(indices):
        same[lines[i].text.casefold()].append(i)
    return list(same.values())


def is_heading_first(lines: Sequence[Line], same: Sequence[int], passed: Collection[int]) -> bool:
    """Tell whether the first of the lines ``same`` is the heading that the others repeat.

    So it may be if it is a chapter's, or begins the file and is set another way than the others.
    """
    first, *others = same
    text = lines[first].text
    if not others or goes_on(lines, *around(lines, first, passed)):
        return False
    if first == 0:
        below = Counter(lines[i + 1].gap for i in others if i + 1 < len(lines))
        return lines[1].gap not in (gap for gap, _ in below.most_common(1))
    return is_chapter(text) or bool(_SECTION_NUMBER.match(text))


def _may_be_head(text: str) -> bool:
    """Tell what may be a running head from the middle or the end of a sentence, and from a list."""
    return not (opens_low(text) or is_closed(text) or is_item(text) or text[-1] in HYPHENS)


def around(lines: Sequence[Line], i: int, passed: Collection[int]) -> tuple[int, int]:
    """Find the lines of text above and below ``i``; -1 and the number of lines if none is near."""
    before = after = i
    while before == i or before in passed:
        before -= 1
    while after == i or after in passed:
        after += 1
    return (before, after) if after - before <= _LINES_OF_A_BREAK + 1 else (-1, len(lines))


def goes_on(lines: Sequence[Line], before: int, after: int) -> bool:
    """Tell whether a sentence goes on from one line to the other."""
    inside = before >= 0 and after < len(lines)
    return inside and not is_finished(lines[before].text) and opens_low(lines[after].text)
