"""Where a text file's pages begin, what belongs to the page only, and which label is proven.

Converters leave one of three traces of a page break: a form feed, a line with exactly one leading
space, or what belongs to the page: its number, a running head or foot. Only the number says which
page it is, so labels are given between two printed numbers that agree with the count of breaks
between them, and nowhere else: a wrong page is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kompetanse_qa.records import Furniture
from kompetanse_qa.reports.text.furniture import find_furniture
from kompetanse_qa.reports.text.lines import Line

# A mark that stands before more of the lines than this is the text's indent, not a page break.
_MOST_PAGE_STARTS = 0.1
# Converters set pages apart by wholly empty lines; where these stand before a printed number, the
# number was read first on its page, where they stand after it, last.
_PAGE_JOINT = 3


@dataclass(slots=True)
class _Break:
    line: int
    """Index of the first line of the page, among the lines that stay."""
    printed: int | None = None


def take_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Furniture]]:
    """Take out what belongs to the pages; mark page starts, give labels."""
    spaced = _single_spaces_mark_pages(lines)
    found = find_furniture(lines)
    kept: list[Line] = []
    furniture: list[Furniture] = []
    breaks: list[_Break] = []
    begun = ended = False
    for i, line in enumerate(lines):
        part = found.get(i)
        if part is None:
            starts = line.after_form_feed or (spaced and line.indent == 1) or begun or ended
            if starts and not begun:
                breaks.append(_Break(len(kept)))
            kept.append(replace(line, page_start=starts))
            begun = ended = False
            continue
        furniture.append(Furniture(kind=part.kind, text=line.text, position=line.position))
        following = lines[i + 1] if i + 1 < len(lines) else None
        if part.kind == "page_mark":
            continue
        if part.number is None:
            ended = not begun
        elif part.edge == "foot" or (part.edge is None and _stands_at_foot(line, following)):
            _set_printed(breaks, part.number)
            begun, ended = False, True
        else:
            sure = part.edge == "head" or _stands_at_top(line)
            breaks.append(_Break(len(kept), part.number if sure else None))
            begun, ended = True, False
    return _labelled(kept, breaks), furniture


def _single_spaces_mark_pages(lines: Sequence[Line]) -> bool:
    marked = sum(line.indent == 1 for line in lines)
    return 0 < marked <= max(_MOST_PAGE_STARTS * len(lines), 3)


def _stands_at_top(line: Line) -> bool:
    return line.after_form_feed or line.empties >= _PAGE_JOINT


def _stands_at_foot(line: Line, following: Line | None) -> bool:
    return (
        not _stands_at_top(line)
        and following is not None
        and (following.after_form_feed or following.empties >= _PAGE_JOINT)
    )


def _set_printed(breaks: list[_Break], number: int) -> None:
    """Give a number at the foot to the page that began last (the first, if none did)."""
    if not breaks:
        breaks.append(_Break(0))
    breaks[-1].printed = number


def _labelled(lines: list[Line], breaks: list[_Break]) -> list[Line]:
    """Give labels from one printed number up to the next, where the breaks between them add up.

    The page of the later number is left out: nothing proves where it ends.
    """
    printed = [(i, b.printed) for i, b in enumerate(breaks) if b.printed is not None]
    labelled = list(lines)
    for (first, low), (last, high) in zip(printed, printed[1:], strict=False):
        if high - low != last - first:
            continue
        for page in range(first, last):
            for i in range(breaks[page].line, breaks[page + 1].line):
                labelled[i] = replace(lines[i], page_label=str(low + page - first))
    return labelled
