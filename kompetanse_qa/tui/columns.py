"""The columns of the report on the screen: margin note, bar, text."""

from __future__ import annotations

from dataclasses import dataclass

from kompetanse_qa.tui.report_layout import Line

_MEASURE = 92
"""The longest line that is comfortable to read."""
_LEAST = 20  # a window that is not shown has no width, and a report no lines of no width
_NOTE = 8
_ROOM_FOR_NOTES = 72
BAR = 1
PAD = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """How a width is shared out, in cells."""

    notes: int
    """For the margin note; 0 where there is no room for one."""
    left: int
    """Everything to the left of the text."""
    measure: int
    """The text."""

    @classmethod
    def within(cls, width: int) -> Columns:
        """The columns of a window of this width."""
        notes = _NOTE if width >= _ROOM_FOR_NOTES else 0
        left = notes + (1 if notes else 0) + BAR + PAD
        return cls(notes=notes, left=left, measure=max(_LEAST, min(_MEASURE, width - left - PAD)))

    def characters(self, line: Line, cells: tuple[int, int]) -> tuple[int, int]:
        """Cells of a screen line, from and to (-1: its end), as characters of its piece."""
        left = self.left + line.indent
        start = line.start + max(0, cells[0] - left)
        end = line.end if cells[1] == -1 else line.start + max(0, cells[1] - left)
        return min(start, line.end), min(end, line.end)
