"""The order in which a page's fragments of lines are read: columns found by their gutters."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

from kompetanse_qa.reports.pdf.words import Word

_GUTTER = 0.8  # in sizes of the text: a wider gap may divide columns or cells
_SAME_BASELINE = 0.15  # in sizes
_SAME_EDGE = 3.0  # points: left edges this close are one column's
_LINES_OF_A_COLUMN = 3
_FILLED = 0.55  # prose fills this share of its column's width on average; table cells do not
_EVEN = 0.15  # justified gaps differ by less than this share
_JUSTIFIED = 2.5  # in sizes: a wider gap is never one of a justified line
_NEW_CELL = 1.5  # in sizes, from baseline to baseline
_LETTERS_OF_PROSE = 15.0  # in a line, on average


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words of one baseline without a wide gap between them."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Left edge, points."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Right edge, points."""
        return self.words[-1].right

    @property
    def baseline(self) -> float:
        """Points from the top of the page."""
        return self.words[0].baseline

    @property
    def size(self) -> float:
        """That of most of the letters, rounded to half a point."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
        return min(sizes, key=lambda size: (-sizes[size], size))

    @property
    def letters(self) -> int:
        """Characters, white space not counted."""
        return sum(len(word.text) for word in self.words)


Row = tuple[Fragment, ...]
"""Fragments on one baseline, from left to right."""


def rows(words: tuple[Word, ...]) -> list[Row]:
    """Gather the words of a page in rows from top to bottom, each divided at its wide gaps."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.baseline, w.left)):
        if found and word.baseline - found[-1][-1].baseline <= _SAME_BASELINE * word.size:
            found[-1].append(word)
        else:
            found.append([word])
    return [_divided(sorted(row, key=lambda w: w.left)) for row in found]


def _divided(words: list[Word]) -> Row:
    gaps = [word.left - before.right for before, word in zip(words, words[1:], strict=False)]
    groups = [[words[0]]]
    for index, gap in enumerate(gaps):
        before, word = words[index : index + 2]
        size = max(word.size, before.size)
        beside = gaps[max(index - 1, 0) : index] + gaps[index + 1 : index + 2]
        # Justified lines have wide gaps too, but all alike, and between words.
        is_even = any(abs(gap - other) < _EVEN * gap for other in beside)
        is_worded = before.text[-1:].isalpha() or word.text[:1].isalpha()
        if gap > _GUTTER * size and not (is_even and is_worded and gap < _JUSTIFIED * size):
            groups.append([word])
        else:
            groups[-1].append(word)
    return tuple(Fragment(tuple(group)) for group in groups)


def regions(page: list[Row]) -> list[list[Row]]:
    """Stretches of the page, each read from top to bottom, in reading order.

    What crosses the gutter (a heading over both columns, a wide table) divides the page into
    bands; in each band the left column is read before the right one, and so on within them.
    """
    gutter = _gutter(page)
    if gutter is None:
        return [page] if page else []
    out: list[list[Row]] = []
    plain: list[Row] = []
    for stretch, columns in _bands(page, gutter):
        if columns is None:
            plain += stretch
            continue
        left, right, below = columns
        if plain:
            out.append(plain)
        out += regions(left) + regions(right)
        plain = below
    return [*out, plain] if plain else out


_Columns = tuple[list[Row], list[Row], list[Row]]
"""A band's left column, its right column, and what follows both."""


def _bands(page: list[Row], gutter: float) -> Iterator[tuple[list[Row], _Columns | None]]:
    """Divide the page, top to bottom: bands of two columns, and what crosses or has no columns."""
    split = [_split(row, gutter) for row in page]
    crossing = [any(f.left < gutter - 1 and f.right > gutter for f in row) for row in split]
    numbered = zip(crossing, range(len(page)), strict=True)
    for crosses, band in groupby(numbered, key=lambda pair: pair[0]):
        indices = [index for _, index in band]
        columns = None if crosses else _columns([split[index] for index in indices], gutter)
        yield [page[index] for index in indices], columns


def _split(row: Row, gutter: float) -> Row:
    """Cut the row's fragments where a word begins the right column after a gap."""
    out: list[Fragment] = []
    for fragment in row:
        words = fragment.words
        starts = (
            index
            for index in range(1, len(words))
            if abs(words[index].left - gutter) < _SAME_EDGE
            and words[index].left - words[index - 1].right > _GUTTER * words[index].size
        )
        cut = next(starts, None)
        parts = (words,) if cut is None else (words[:cut], words[cut:])
        out += [Fragment(part) for part in parts]
    return tuple(out)


def _gutter(page: list[Row]) -> float | None:
    """Find the left edge of a right-hand column; None if the page has no columns of prose."""
    fragments = [fragment for row in page for fragment in row]
    if not fragments:
        return None
    start, end = min(f.left for f in fragments), max(f.right for f in fragments)
    inside = range(int(start + 0.2 * (end - start)), int(start + 0.85 * (end - start)))
    lefts = sorted(f.left for f in fragments if int(f.left) in inside)
    best: tuple[int, float] | None = None
    for index, edge in enumerate(lefts):
        aligned = bisect_right(lefts, edge + _SAME_EDGE) - index
        if aligned < _LINES_OF_A_COLUMN or (index and edge == lefts[index - 1]):
            continue
        score = sum(
            len(columns[0]) + len(columns[1])
            for _, columns in _bands(page, edge)
            if columns is not None
        )
        if score and (best is None or score > best[0]):
            best = (score, edge)
    return best[1] if best else None


def _columns(band: list[Row], gutter: float) -> _Columns | None:
    """Divide the band at the gutter; None if that does not give two columns of prose."""
    left = [cut for row in band if (cut := tuple(f for f in row if f.left < gutter - 1))]
    right = [cut for row in band if (cut := tuple(f for f in row if f.left >= gutter - 1))]
    below = _after(left, right)
    left = left[: len(left) - len(below)]
    if not (_is_prose(left) and _is_prose(right)) or _are_rows(left, right):
        return None
    edge = max(f.right for row in left for f in row)
    return (left, right, below) if gutter - edge > 0.5 * left[0][0].size else None


def _are_rows(left: list[Row], right: list[Row]) -> bool:
    """Cells of wide table rows: where one side begins anew after a gap, the other does too."""
    starts = [
        {
            round(row[0].baseline)
            for above, row in zip(side, side[1:], strict=False)
            if row[0].baseline - above[0].baseline > _NEW_CELL * row[0].size
        }
        for side in (left, right)
    ]
    fewer = min(starts, key=len)
    return len(fewer) >= 2 and len(starts[0] & starts[1]) > 0.7 * len(max(starts, key=len))


def _after(left: list[Row], right: list[Row]) -> list[Row]:
    """Rows at the left that stand below the right column and apart from the rows above them.

    A short heading or line that does not reach the gutter belongs to what comes after both.
    """
    if not right:
        return []
    end = right[-1][0].baseline
    for index in range(1, len(left)):
        gap = left[index][0].baseline - left[index - 1][0].baseline
        if left[index - 1][0].baseline >= end - 1 and gap > 1.8 * left[index - 1][0].size:
            return left[index:]
    return []


def _is_prose(column: list[Row]) -> bool:
    """Enough lines, most of them long for the column, few with gaps, and set close together."""
    if len(column) < _LINES_OF_A_COLUMN:
        return False
    start = min(row[0].left for row in column)
    end = max(row[-1].right for row in column)
    filled = fmean((row[-1].right - row[0].left) / max(end - start, 1.0) for row in column)
    letters = fmean(sum(f.letters for f in row) for row in column)
    return filled >= _FILLED and letters >= _LETTERS_OF_PROSE
