"""The layout of a report: which stretch of which piece stands on which line of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kompetanse_qa.records import Span
from kompetanse_qa.sitting.report_text import ReportText
from kompetanse_qa.tui.line_breaks import break_lines


class Line(NamedTuple):
    """One line on the screen: a stretch of a piece."""

    piece: int
    start: int
    end: int
    first: bool
    """The piece's first line."""
    indent: int
    """How far it is set in."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a report at some width; None is an empty line."""

    lines: tuple[Line | None, ...]
    tops: tuple[int, ...]
    """The first line of each piece."""

    def line_of(self, piece: int, offset: int) -> int:
        """The line that holds this character of a piece."""
        at = self.tops[piece]
        while (
            at + 1 < len(self.lines)
            and (below := self.lines[at + 1]) is not None
            and below.piece == piece
            and below.start <= offset
        ):
            at += 1
        return at

    def lines_of(self, piece: int, span: Span) -> tuple[int, int]:
        """The first and the last line of a stretch of a piece."""
        return self.line_of(piece, span.start), self.line_of(piece, span.end - 1)


def lay_out(text: ReportText, width: int) -> Layout:
    """The report's lines at this width, with an empty line between its pieces."""
    lines: list[Line | None] = []
    tops: list[int] = []
    for number, piece in enumerate(text.pieces):
        if number and piece.level == 0:
            lines.append(None)
        tops.append(len(lines))
        for start, end in break_lines(piece.text, width, piece.indent):
            begins = start == 0 or piece.text[start - 1] == "\n"
            lines.append(Line(number, start, end, start == 0, 0 if begins else piece.indent))
        lines.append(None)
    return Layout(lines=tuple(lines), tops=tuple(tops))
