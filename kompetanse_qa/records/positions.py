"""Where a piece of text stands in its source.

Offsets are counted in characters (Unicode code points), half open: ``text[start:end]``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of characters in some text, half open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a piece of text stands in its source.

    ``start`` and ``end`` count characters in the decoded source (text formats) or in the text
    that was extracted from it, pages joined by a form feed (PDF).
    """

    start: int
    end: int
    lines: tuple[int, int] | None = None
    """First and last line, 1-based, both included; text formats only."""
    page: int | None = None
    """Page of the file, 1-based; PDF only. The page where the piece begins."""
    page_label: str | None = None
    """The page number that is printed on the page; None where it is not proven."""

    def joined(self, other: Position) -> Position:
        """The position from where this one begins to where ``other`` ends."""
        lines = None
        if self.lines and other.lines:
            lines = (min(self.lines[0], other.lines[0]), max(self.lines[1], other.lines[1]))
        return Position(
            start=min(self.start, other.start),
            end=max(self.end, other.end),
            lines=lines,
            page=self.page,
            page_label=self.page_label,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Text from ``offset`` on, up to the next anchor, was read from ``position``.

    One anchor for each source line (or PDF line) that a block was joined from, so that every
    sentence of a re-joined paragraph still knows its own lines and page.
    """

    offset: int
    position: Position


def locate(anchors: tuple[Anchor, ...], span: Span) -> Position:
    """The source position of ``span`` in a text with these anchors (sorted, at least one)."""
    first = max((i for i, a in enumerate(anchors) if a.offset <= span.start), default=0)
    last = max((i for i, a in enumerate(anchors) if a.offset < span.end), default=first)
    last = max(first, last)
    a, b = anchors[first], anchors[last]
    start = min(a.position.start + span.start - a.offset, a.position.end)
    end = min(b.position.start + span.end - b.offset, b.position.end)
    inside = Position(
        start=start,
        end=max(start, end),
        lines=a.position.lines,
        page=a.position.page,
        page_label=a.position.page_label,
    )
    if a.position.lines and b.position.lines:
        lines = (a.position.lines[0], b.position.lines[1])
        return Position(
            start=inside.start,
            end=inside.end,
            lines=lines,
            page=inside.page,
            page_label=inside.page_label,
        )
    return inside
