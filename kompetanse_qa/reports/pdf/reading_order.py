"""A PDF's lines in reading order, and the extracted text that positions count in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kompetanse_qa.reports.pdf.columns import Row, regions, rows
from kompetanse_qa.reports.pdf.document import Document, Page
from kompetanse_qa.reports.pdf.lines import Line, line_of
from kompetanse_qa.reports.pdf.rows import whole_rows
from kompetanse_qa.reports.pdf.typography import typography


def lines(document: Document) -> tuple[tuple[Line, ...], ...]:
    """Put the lines of each page in reading order; a row of a table is one line.

    The text that their ``start`` counts in is `extracted_text`.
    """
    printed = [list(_columns(page)) for page in document.pages]
    kind = typography(line for page in printed for column in page for line in column)
    pages: list[tuple[Line, ...]] = []
    start = 0
    for page in printed:
        found: list[Line] = []
        for line in (row for column in page for row in whole_rows(column, kind.size)):
            found.append(replace(line, start=start))
            start = found[-1].end + 1
        # The break after the last line is the form feed; an empty page has a form feed only.
        start += not found
        pages.append(tuple(found))
    return tuple(pages)


def extracted_text(pages: tuple[tuple[Line, ...], ...]) -> str:
    """Join lines by newlines and pages by form feeds: the text that positions count in."""
    return "\f".join("\n".join(line.text for line in page) for page in pages)


def _columns(page: Page) -> Iterator[list[Line]]:
    upright = regions(rows(page.words.upright))
    sideways = [rows(page.words.sideways)] if page.words.sideways else []
    for number, stretch in enumerate(upright + sideways):
        bounds = _bounds(stretch)
        column = [line_of(row, page.number, number, bounds) for row in stretch]
        yield [replace(line, sideways=number >= len(upright)) for line in column]


def _bounds(stretch: list[Row]) -> tuple[float, float]:
    return min(row[0].left for row in stretch), max(row[-1].right for row in stretch)
