"""Rows of a table told from lines of prose: cells whose edges stand below each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kompetanse_qa.reports.pdf.lines import Cell, Line

_SAME_EDGE = 4.0  # points
_ROW_GAP = 3.5  # in sizes: rows farther apart are not one table
_CELL_LINE_GAP = 1.6  # in sizes: a line below a row and this close may be the rest of a cell
_WIDE = 0.7  # of the column: a lone line this wide is no cell
_JUSTIFIED_LINES = 3
_MARKER = re.compile(r"(?:[•●▪■◦○‣–—*o-]|\(?(?:\d{1,2}|[a-zæøå])[.)]|\d{1,2}(?:\.\d{1,2})+\.?)$")
_CAPTION = re.compile(
    r"(?P<what>(?i:tabell|table|figur|figure|diagram|boks|bilde|kart))\s+"
    r"(?:\d+(?:[.\-–]\d+)*|[A-ZÆØÅ]\d*(?:[.\-–]\d+)*)[a-z]?"
    r"(?:\s*[.:–—|](?:\s|$)|\s+(?=[A-ZÆØÅ«“\"0-9])|$)"
)
_TABLES = ("tabell", "table")


def caption_of(line: Line) -> str | None:
    """Whose caption the line begins: "table" or "figure" ("Tabell 3.1 Svar"); else None.

    "Tabell 3 viser at …" is prose.
    """
    found = _CAPTION.match(line.text)
    if not found or not line.text[:1].isupper():
        return None
    return "table" if found["what"].lower() in _TABLES else "figure"


def tables(column: Sequence[Line], body_size: float) -> list[tuple[int, int]]:
    """Where in ``column`` tables begin and end (half open), captions not included.

    A table has at least two rows of several cells, and most of those rows share a left, right
    or middle edge of a cell, the first apart, with another of them. Lone lines between rows are
    taken for the rest of a cell.
    """
    found: list[tuple[int, int]] = []
    prose = _prose_edges(column)
    index = 0
    while index < len(column):
        end = _run(column, index, body_size)
        rows = [line for line in column[index:end] if _cells(line)]
        if _is_aligned([row for row in rows if not _is_justified(row, prose)]):
            found.append((index, end))
            index = end
        else:
            index += 1
    return found


def head_rows(rows: Sequence[Line]) -> int:
    """How many rows at the top name the columns: those before the first with a number in it."""
    for index, line in enumerate(rows):
        if any(cell.text[:1].isdigit() or cell.text[:1] in ",.-−" for cell in line.cells[1:]):
            return index
    return 1 if len(rows) > 1 else 0


def _run(column: Sequence[Line], start: int, body_size: float) -> int:
    """Find the end of the stretch of rows from ``start`` on; ``start`` itself if there is none."""
    if not _is_row(column[start], body_size):
        return start
    end = start + 1
    for index in range(start + 1, len(column)):
        line, above = column[index], column[index - 1]
        gap = line.baseline - above.foot
        if gap > _ROW_GAP * line.size or caption_of(line):
            break
        if _is_row(line, body_size):
            end = index + 1
        elif index - end >= 3 or not _may_be_cell(line, column[start:end], gap):
            break
        elif index == end and _is_rest_of_cell(line, column[start:end]):
            end = index + 1
    return end


def _is_row(line: Line, body_size: float) -> bool:
    return len(_cells(line)) > 1 and line.size < 1.15 * body_size


def _may_be_cell(line: Line, rows: Sequence[Line], gap: float) -> bool:
    width = line.bounds[1] - line.bounds[0]
    if gap > _CELL_LINE_GAP * line.size or line.right - line.left > _WIDE * width:
        return False
    return any(abs(cell.left - line.left) < _SAME_EDGE for row in rows for cell in row.cells)


def _is_rest_of_cell(line: Line, rows: Sequence[Line]) -> bool:
    """No text of the column below the table: it stands under a cell that is not the first."""
    left = min(row.left for row in rows) + line.size
    return line.left > left or line.text[0].islower()


def _cells(line: Line) -> tuple[Cell, ...]:
    """Give the cells beyond a list marker or section number; none if there is just one."""
    cells = line.cells[1:] if _MARKER.match(line.cells[0].text) else line.cells
    return cells if len(cells) > 1 else ()


def _is_aligned(rows: Sequence[Line]) -> bool:
    if len(rows) < 2:
        return False
    edges = [[_edges(cell) for cell in _cells(row)[1:]] for row in rows]
    sharing = sum(
        any(
            any(abs(a - b) < _SAME_EDGE for a, b in zip(mine, theirs, strict=True))
            for mine in own
            for other, others in enumerate(edges)
            if other != here
            for theirs in others
        )
        for here, own in enumerate(edges)
    )
    return sharing > len(rows) / 2


def _prose_edges(column: Sequence[Line]) -> tuple[float, float] | None:
    """Left and right edge that lines without gaps mostly share; None if they share no right."""
    whole = [line for line in column if len(line.cells) == 1]
    lefts = Counter(round(line.left) for line in whole)
    rights = Counter(round(line.right) for line in whole)
    if not whole or max(rights.values()) < _JUSTIFIED_LINES:
        return None
    return float(lefts.most_common(1)[0][0]), float(rights.most_common(1)[0][0])


def _is_justified(row: Line, prose: tuple[float, float] | None) -> bool:
    """Tell if the line is as long as the prose around it and ends in a word: it was stretched."""
    return (
        prose is not None
        and abs(row.left - prose[0]) <= 1
        and abs(row.right - prose[1]) <= 1
        and row.cells[-1].text[0].isalpha()
    )


def _edges(cell: Cell) -> tuple[float, float, float]:
    return cell.left, cell.right, (cell.left + cell.right) / 2
