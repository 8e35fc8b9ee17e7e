"""Where a text file's pages begin, what belongs to the page only, and which label is proven.

Converters leave one of three traces of a page break: a form feed, a line with exactly one leading
space, or the printed page number on a line of its own. Only the last says which page it is, so
labels are given between two printed numbers that agree with the count of breaks between them, and
nowhere else: a wrong page is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kompetanse_qa.records import Furniture
from kompetanse_qa.reports.text.lines import Line

_NUMBER = re.compile(r"\d{1,4}")
_PAGE_MARK = re.compile(r"(?:side|page|s\.)\s*\d+(?:\s*(?:av|of|/)\s*\d+)?", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+")
_FINISHED = re.compile(r"[.!?:…][»”“\"')\]]*$")
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


def take_page_marks(lines: Sequence[Line]) -> tuple[list[Line], list[Furniture]]:
    """Take page numbers, page marks and running URLs out; mark page starts, give labels."""
    spaced = _single_spaces_mark_pages(lines)
    kept: list[Line] = []
    furniture: list[Furniture] = []
    breaks: list[_Break] = []
    begun = ended = False
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        starts = line.after_form_feed or (spaced and line.indent == 1) or begun or ended
        number = _printed_number(line)
        if number is not None and _stands_at_foot(line, following):
            furniture.append(_furniture("page_number", line))
            _set_printed(breaks, number)
            begun, ended = False, True
            continue
        if number is not None:
            furniture.append(_furniture("page_number", line))
            breaks.append(_Break(len(kept), number if _stands_at_top(line) else None))
            begun, ended = True, False
            continue
        if _PAGE_MARK.fullmatch(line.text):
            furniture.append(_furniture("page_mark", line))
            continue
        if _splits_a_sentence(kept[-1] if kept else None, line, following):
            furniture.append(_furniture("running_foot", line))
            ended = True
            continue
        if starts and not begun:
            breaks.append(_Break(len(kept)))
        kept.append(replace(line, page_start=starts))
        begun = ended = False
    return _labelled(kept, breaks), furniture


def _single_spaces_mark_pages(lines: Sequence[Line]) -> bool:
    marked = sum(line.indent == 1 for line in lines)
    return 0 < marked <= max(_MOST_PAGE_STARTS * len(lines), 3)


def _printed_number(line: Line) -> int | None:
    apart = line.gap >= 2 or line.after_form_feed
    return int(line.text) if apart and _NUMBER.fullmatch(line.text) else None


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


def _splits_a_sentence(before: Line | None, line: Line, after: Line | None) -> bool:
    return (
        bool(_URL.fullmatch(line.text))
        and before is not None
        and after is not None
        and not _FINISHED.search(before.text)
        and after.text[:1].islower()
    )


def _furniture(kind: Literal["page_number", "page_mark", "running_foot"], line: Line) -> Furniture:
    return Furniture(kind=kind, text=line.text, position=line.position)


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
