"""Rows of a table whose cells run over several lines, put together cell by cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kompetanse_qa.reports.pdf.lines import Cell, Line
from kompetanse_qa.reports.pdf.tables import tables

_TIGHT = 1.15  # times the smallest gap of the table: lines of one row
_WIDE = 1.25  # times the smallest gap: a new row
_SHARE_WIDE = 0.25  # of the gaps, if gaps tell rows apart
_NUMBER = re.compile(r"[\d\s.,:;%()±<>=*–−-]+$")


def whole_rows(column: Sequence[Line], body_size: float) -> list[Line]:
    """Join, in each table of ``column``, the lines that are one row; other lines stay."""
    out: list[Line] = []
    index = 0
    for start, end in tables(column, body_size):
        out += column[index:start]
        out += _rows(column[start:end])
        index = end
    return [*out, *column[index:]]


def _rows(table: Sequence[Line]) -> list[Line]:
    gaps = [line.baseline - above.baseline for above, line in zip(table, table[1:], strict=False)]
    least = min(gaps)
    wide = sum(gap >= _WIDE * least for gap in gaps)
    are_spaced = wide >= _SHARE_WIDE * len(gaps)
    widest = max(len(line.cells) for line in table)
    first_edge = min(line.left for line in table)
    rows = [table[0]]
    for line, gap in zip(table[1:], gaps, strict=True):
        goes_on = any(cell.text[0].islower() for cell in line.cells)
        is_below_first = line.left > first_edge + line.size
        tells = (goes_on or len(line.cells) < widest) if are_spaced else is_below_first and goes_on
        if gap <= _TIGHT * least and tells and not _repeats_number(rows[-1], line):
            rows[-1] = _joined(rows[-1], line)
        else:
            rows.append(line)
    return rows


def _repeats_number(row: Line, line: Line) -> bool:
    """Tell if a number stands below a number of the row: that is a row of its own."""
    return any(
        _overlap(cell, above) > 0 and _NUMBER.match(cell.text) and _NUMBER.match(above.text)
        for cell in line.cells
        for above in row.cells
    )


def _joined(row: Line, line: Line) -> Line:
    cells = list(row.cells)
    for cell in line.cells:
        above = max(cells, key=lambda other: _overlap(cell, other))
        if _overlap(cell, above) > 0:
            cells[cells.index(above)] = Cell(
                text=f"{above.text} {cell.text}",
                left=min(above.left, cell.left),
                right=max(above.right, cell.right),
            )
        else:
            cells.append(cell)
    cells.sort(key=lambda cell: cell.left)
    return replace(row, cells=tuple(cells), foot=line.foot, bold=row.bold and line.bold)


def _overlap(cell: Cell, other: Cell) -> float:
    return min(cell.right, other.right) - max(cell.left, other.left)
