"""A line of a PDF: its cells, its type, and its place on the page and in the extracted text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kompetanse_qa.records import Position
from kompetanse_qa.reports.pdf.columns import Row
from kompetanse_qa.reports.pdf.words import Word

_WORD_GAP = 0.15  # in sizes: closer letters are one word unless the file has a space there


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Part of a line between wide gaps."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a column (or of a page without columns). Measures are points."""

    page: int
    """File page, 1-based."""
    column: int
    """Which stretch of the page it stands in, in reading order."""
    bounds: tuple[float, float]
    """Left and right edge of that stretch."""
    cells: tuple[Cell, ...]
    baseline: float
    foot: float
    """The last baseline: lower than the first in a table row whose cells have several lines."""
    size: float
    """That of most letters, rounded to half a point."""
    bold: bool
    first_word_width: float
    start: int
    """Where the line begins in the extracted text."""
    sideways: bool = False
    """It runs in another direction than the page; its measures are those of that direction."""

    @property
    def text(self) -> str:
        """The line's words with one space between them."""
        return " ".join(cell.text for cell in self.cells)

    @property
    def row(self) -> str:
        """The same letters with a tab between cells."""
        return "\t".join(cell.text for cell in self.cells)

    @property
    def left(self) -> float:
        """Left edge of the first word."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """Right edge of the last word."""
        return self.cells[-1].right

    @property
    def end(self) -> int:
        """Where the line ends in the extracted text."""
        return self.start + len(self.text)

    def position(self, label: str | None) -> Position:
        """Give the line's source position, with the page's printed label."""
        return Position(start=self.start, end=self.end, page=self.page, page_label=label)


def line_of(row: Row, page: int, column: int, bounds: tuple[float, float]) -> Line:
    """Make the line that ``row`` is; its ``start`` is not known yet and is 0."""
    words = [word for fragment in row for word in fragment.words]
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
    worded = [word for word in words if any(map(str.isalpha, word.text))]
    return Line(
        page=page,
        column=column,
        bounds=bounds,
        cells=tuple(
            Cell(text=_spaced(fragment.words), left=fragment.left, right=fragment.right)
            for fragment in row
        ),
        baseline=row[0].baseline,
        foot=row[0].baseline,
        size=min(sizes, key=lambda size: (-sizes[size], size)),
        bold=bool(worded) and all(word.bold for word in worded),
        first_word_width=words[0].right - words[0].left,
        start=0,
    )


def _spaced(words: tuple[Word, ...]) -> str:
    text = words[0].text
    for before, word in zip(words, words[1:], strict=False):
        apart = word.spaced or word.left - before.right > _WORD_GAP * word.size
        text += " " * apart + word.text
    return text
