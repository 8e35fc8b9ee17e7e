"""What each line of a PDF is part of: heading, prose, table, figure, footnote, contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from kompetanse_qa.reports.pdf.contents import contents
from kompetanse_qa.reports.pdf.document import Bookmark
from kompetanse_qa.reports.pdf.headings import headings
from kompetanse_qa.reports.pdf.lines import Line
from kompetanse_qa.reports.pdf.tables import caption_of, head_rows, tables
from kompetanse_qa.reports.pdf.typography import Typography

Role = Literal["heading", "prose", "table", "figure", "footnote", "contents"]

_SMALLER = 0.92  # in sizes of the text: footnotes, labels in figures
_NOTE_MARK = re.compile(r"(?:\d{1,3}|\*{1,3})(?:[.)]?\s|(?=[A-ZÆØÅ«“\"(]|http))")
_NOTE_SHARE = 0.6  # notes are less of a page's lines than this
_CAPTION_GAP = 1.7  # in sizes, between lines of a caption
_LABEL_WIDTH = 0.6  # of the column: words in a figure are shorter


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Lines that stand together and play one role."""

    role: Role
    lines: tuple[Line, ...]
    margins: tuple[float, float]
    """Left and right edge of the running text in this column, points."""
    head: int = 0
    """Tables: how many lines, caption and column heads, head the rows."""
    caption: tuple[int, int] = (0, 0)
    """Tables and figures: from which line up to which the caption goes."""


def stretches(
    pages: Sequence[Sequence[Line]], kind: Typography, outline: Sequence[Bookmark]
) -> Iterator[Stretch]:
    """All lines in reading order, in stretches."""
    for page in pages:
        first, end = contents(page)
        yield from _page(page[:first], page, kind, outline)
        if end > first:
            listed = tuple(page[first:end])
            yield Stretch(role="contents", lines=listed, margins=listed[0].bounds)
        yield from _page(page[end:], page, kind, outline)


def _page(
    part: Sequence[Line], page: Sequence[Line], kind: Typography, outline: Sequence[Bookmark]
) -> Iterator[Stretch]:
    for _, column in groupby(part, key=lambda line: line.column):
        lines = tuple(column)
        margins = _margins(lines)
        for found in _parts(lines, page, kind, outline):
            yield Stretch(
                role=found.role,
                lines=lines[found.start : found.end],
                margins=margins,
                head=found.head,
                caption=(found.caption[0] - found.start, found.caption[1] - found.start),
            )


def _margins(column: Sequence[Line]) -> tuple[float, float]:
    lefts = Counter(round(line.left) for line in column)
    left = min(lefts, key=lambda x: (-lefts[x], x))
    return float(left), max(line.right for line in column)


class _Part(NamedTuple):
    """A stretch by the numbers of its lines in the column."""

    start: int
    end: int
    role: Role
    head: int = 0
    caption: tuple[int, int] = (0, 0)


def _parts(
    column: Sequence[Line],
    page: Sequence[Line],
    kind: Typography,
    outline: Sequence[Bookmark],
) -> Iterator[_Part]:
    """Divide ``column``, without gaps; what is nothing else is prose.

    What is surer goes first: captions with what they name, tables, footnotes, headings.
    """
    taken: dict[int, _Part] = {}
    free = [True] * len(column)
    rows = dict(tables(column, kind.size))
    candidates = [
        *_captioned(column, rows, kind),
        *(_Part(a, b, "table", head_rows(column[a:b])) for a, b in rows.items()),
        *(_Part(start, end, "footnote") for start, end in _notes(column, page, kind)),
        *(_Part(start, end, "heading") for start, end in headings(column, kind, outline)),
    ]
    for part in candidates:
        if all(free[part.start : part.end]):
            taken[part.start] = part
            free[part.start : part.end] = [False] * (part.end - part.start)
    index = 0
    while index < len(column):
        end = next((i for i in range(index, len(column)) if not free[i]), len(column))
        part = taken[index] if index in taken else _Part(index, end, "prose")
        yield part
        index = part.end


def _captioned(
    column: Sequence[Line], rows: Mapping[int, int], kind: Typography
) -> Iterator[_Part]:
    """Tables below their captions, and figures: captions with the loose words around them."""
    above_end = {end: start for start, end in rows.items()}
    for start, line in enumerate(column):
        if (what := caption_of(line)) is None:
            continue
        end = _caption_end(column, start)
        last = rows.get(end, end)
        if what == "table":
            head = end - start + head_rows(column[end:last])
            yield _Part(start, last, "table", head, (start, end))
            continue
        first = above_end.get(start, start)
        while first and _is_label(column[first - 1], kind):
            first -= 1
        while last < len(column) and _is_label(column[last], kind):
            last += 1
        yield _Part(first, last, "figure", 0, (start, end))


def _caption_end(column: Sequence[Line], start: int) -> int:
    """Find where the caption ends: its lines are full, set alike and close together."""
    end = start + 1
    while end < len(column):
        above, line = column[end - 1], column[end]
        full = above.right + above.size + line.first_word_width > above.bounds[1]
        alike = (line.size, line.bold) == (above.size, above.bold) and len(line.cells) == 1
        close = line.baseline - above.foot <= _CAPTION_GAP * line.size
        if not (full and alike and close):
            break
        end += 1
    return end


def _is_label(line: Line, kind: Typography) -> bool:
    """Loose words in a figure: small and short, and no sentence."""
    width = line.bounds[1] - line.bounds[0]
    return (
        line.size <= _SMALLER * kind.size
        and line.right - line.left < _LABEL_WIDTH * width
        and not line.text.endswith(".")
        and not _NOTE_MARK.match(line.text)
    )


def _notes(column: Sequence[Line], page: Sequence[Line], kind: Typography) -> list[tuple[int, int]]:
    """Find the footnotes that end ``column``: small type with marks, nothing larger below them."""
    first = len(column)
    while first and column[first - 1].size <= _SMALLER * kind.size:
        first -= 1
    marks = [i for i in range(first, len(column)) if _NOTE_MARK.match(column[i].text)]
    if not marks or len(column) - marks[0] > _NOTE_SHARE * len(page):
        return []
    top = column[marks[0]]
    for line in page:
        overlaps = line.left < top.bounds[1] and line.right > top.bounds[0]
        if line.size > _SMALLER * kind.size and line.baseline > top.baseline and overlaps:
            return []
    return list(zip(marks, [*marks[1:], len(column)], strict=True))
