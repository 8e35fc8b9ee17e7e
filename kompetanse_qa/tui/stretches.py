"""Which text of the report is selected, as stretches of its pieces."""

from __future__ import annotations

from typing import NamedTuple

from textual.selection import Selection

from kompetanse_qa.tui.columns import Columns
from kompetanse_qa.tui.report_layout import Layout


class Stretch(NamedTuple):
    """Characters of a piece, half open."""

    piece: int
    start: int
    end: int


def selected_stretches(
    selection: Selection, layout: Layout, columns: Columns
) -> tuple[Stretch, ...]:
    """The selected text, piece by piece; the screen lines of a piece are one stretch again."""
    found: list[Stretch] = []
    for y, line in enumerate(layout.lines):
        cells = selection.get_span(y)
        if line is None or cells is None:
            continue
        start, end = columns.characters(line, cells)
        if found and found[-1].piece == line.piece:
            found[-1] = found[-1]._replace(end=end)
        elif start < end:
            found.append(Stretch(line.piece, start, end))
    return tuple(found)
