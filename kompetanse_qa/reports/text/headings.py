"""Which lines are headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import takewhile

from kompetanse_qa.reports.text.layout import Layout, is_closed, is_finished, is_link, opens_low
from kompetanse_qa.reports.text.lines import Line
from kompetanse_qa.reports.text.lists import is_item

_CHAPTER = re.compile(
    r"(?:kapittel|kap\.|del|vedlegg|appendiks)\s+(?:\d+|[A-Z]|[IVX]+)(?:\s*[:.–-]\s*\S.*)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+[^\W\d_]")
_NUMBERED_ONCE = re.compile(r"\d{1,2}\.?\s+[A-ZÆØÅ]")
_DATE = re.compile(
    r"\d{1,2}\.\s*(?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des)\w*\.?,?\s+\d{4}",
    re.IGNORECASE,
)
_LONGEST = 90
# A heading ends before this part of a full line.
_SHORT = 0.85
# Where more of the lines than this have their words set apart by tabs, it is the text's own way.
_MOST_TABBED = 0.1


def find_headings(lines: Sequence[Line], taken: Collection[int], layout: Layout) -> list[list[int]]:
    """Find the headings among ``lines``: for each the indices of its lines.

    Lines at the indices ``taken`` belong to tables, figures and footnotes. A heading is

    - a line whose words are set apart by tabs, as some converters leave those in a font that
      stands in headings only;
    - "Kapittel 3: …", "Vedlegg 1", "2.4 …", "# …" on a line of its own;
    - a short line that begins with a capital, has no mark at its end, does not go on from the
      line before and has running text or another heading below it on its page.
    """
    if sum(line.tabbed for line in lines) > _MOST_TABBED * len(lines):
        lines = [replace(line, tabbed=False) for line in lines]
    free = [i for i in range(len(lines)) if i not in taken]
    found: list[list[int]] = []
    inside = -1
    for at, i in enumerate(free):
        if at <= inside:
            continue
        before = lines[free[at - 1]] if at else None
        below = [lines[j] for j in free[at + 1 : at + 5]]
        after_heading = bool(found) and at > 0 and found[-1][-1] == free[at - 1]
        length = _heading_length(lines[i], before, below, after_heading, layout)
        if length:
            found.append(free[at : at + length])
            inside = at + length - 1
    return found


def _heading_length(
    line: Line, before: Line | None, below: list[Line], after_heading: bool, layout: Layout
) -> int:
    """Tell over how many lines the heading goes that begins with ``line``; 0 if none does."""
    if line.tabbed:
        return 1 + _count(below, lambda other: other.tabbed and other.gap == 0)
    if is_item(line.text) or len(line.text) > _LONGEST:
        return 0
    stands_apart = line.gap > 0 or line.page_start or before is None
    if stands_apart and line.text.startswith("#"):
        return 1
    if stands_apart and _CHAPTER.fullmatch(line.text) and not line.text.endswith("."):
        return 1 + _count(below[:1], lambda other: other.gap <= 1 and opens_low(other.text))
    if stands_apart and _NUMBERED.match(line.text) and not is_closed(line.text):
        return 1
    if before is None:
        return _title_length(line, below, layout)
    if not stands_apart or not _is_plain(line, below, layout):
        return 0
    ended = is_finished(before.text) or is_link(before.text) or after_heading
    follows = ended or line.gap > int(layout.double_spaced) or line.page_start
    if line.text.endswith("?"):
        return int(follows and _asks_for_text(line, before, below, layout))
    return int(follows and not is_closed(line.text))


def _is_plain(line: Line, below: list[Line], layout: Layout) -> bool:
    """Tell whether ``line`` looks like a heading, and what stands below like its text."""
    text = line.text.lstrip("«”“\"'")
    if not (text[:1].isupper() or _NUMBERED_ONCE.match(text)) or not below:
        return False
    if len(line.text) > _SHORT * layout.width or _DATE.search(text) or is_link(line.text):
        return False
    following = below[0]
    if following.page_start or opens_low(following.text):
        return False
    if following.gap == 0 and layout.wrapped and not layout.is_long(following):
        return is_finished(following.text)
    return sum(_is_label(other, layout) for other in below[:3]) < 3


def _is_label(line: Line, layout: Layout) -> bool:
    return not (layout.is_long(line) or is_closed(line.text) or line.tabbed)


def _asks_for_text(line: Line, before: Line, below: list[Line], layout: Layout) -> bool:
    """Tell a heading from a question: it stands alone, and text follows, no other question."""
    following = below[0]
    return (
        line.gap > 0
        and following.gap > 0
        and layout.is_long(following)
        and not before.text.endswith("?")
        and not following.text.endswith("?")
    )


def _title_length(line: Line, below: list[Line], layout: Layout) -> int:
    """Count the lines of the title: a file may begin with several short ones, then a blank."""
    more = _count(below, lambda other: other.gap == 0)
    title = [line, *below[:more]]
    short = all(len(other.text) <= _SHORT * layout.width for other in title)
    if not short or more >= len(below) or is_closed(title[-1].text) or opens_low(line.text):
        return 0
    if more and is_finished(line.text):
        return 0
    return len(title)


def _count(lines: list[Line], test: Callable[[Line], bool]) -> int:
    """Count how many of ``lines``, from the first on, pass the test."""
    return len(list(takewhile(test, lines)))
