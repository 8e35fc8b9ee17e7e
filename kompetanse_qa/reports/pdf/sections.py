"""The stretches of a PDF put together: paragraphs and lists in blocks, blocks under headings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from kompetanse_qa.records import BlockKind, Position, Section, Span
from kompetanse_qa.reports.pdf.document import Bookmark
from kompetanse_qa.reports.pdf.draft import Draft
from kompetanse_qa.reports.pdf.headings import levels
from kompetanse_qa.reports.pdf.lines import Line
from kompetanse_qa.reports.pdf.paragraphs import (
    begins_item,
    begins_paragraph,
    continues_item,
    goes_on,
)
from kompetanse_qa.reports.pdf.roles import Stretch
from kompetanse_qa.reports.pdf.typography import Typography

_SENTENCE_END = re.compile(r"[.?!][»”\"]?\s+(?=[A-ZÆØÅ«“\"])")


def sections(
    stretches: Sequence[Stretch],
    kind: Typography,
    outline: Sequence[Bookmark],
    labels: Mapping[int, str],
    vocabulary: Collection[str],
) -> tuple[Section, ...]:
    """Build the report's sections in reading order; every line of ``stretches`` is in one.

    A paragraph or list that a page end, a column end, a table, a figure or a footnote cuts is
    one block; what cut it follows it.
    """
    assembly = _Assembly(kind, labels, vocabulary)
    heads = [stretch.lines for stretch in stretches if stretch.role == "heading"]
    depths = iter(levels(heads, outline))
    for stretch in stretches:
        if stretch.role == "heading":
            assembly.add_heading(stretch.lines, next(depths))
        elif stretch.role == "prose":
            assembly.add_prose(stretch)
        else:
            assembly.add_rows(stretch)
    return assembly.finished()


class _Assembly:
    """The report so far."""

    def __init__(
        self, kind: Typography, labels: Mapping[int, str], vocabulary: Collection[str]
    ) -> None:
        self._kind, self._labels, self._vocabulary = kind, labels, vocabulary
        self._path: list[tuple[int, str]] = []
        self._heading: Position | None = None
        self._drafts: list[Draft] = []
        self._sections: list[Section] = []
        self._running: Draft | None = None
        self._before: Line | None = None
        self._item: Line | None = None

    def add_heading(self, lines: Sequence[Line], level: int) -> None:
        """Close the section and open the one below this heading."""
        self._close()
        heading = Draft(kind="paragraph", vocabulary=self._vocabulary)
        for line in lines:
            heading.add(line, self._labels.get(line.page))
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, heading.text))
        self._heading = heading.position()

    def add_rows(self, stretch: Stretch) -> None:
        """Add a table, a figure, a footnote or contents: a block of its own.

        The running paragraph may go on after it. Rows and entries stand on lines of their own.
        """
        kinds: dict[str, BlockKind] = {"contents": "list", "table": "table", "figure": "figure"}
        kind = kinds.get(stretch.role, "footnote")
        draft = Draft(kind=kind, vocabulary=self._vocabulary)
        first, end = stretch.caption
        for index, line in enumerate(stretch.lines):
            if index == stretch.head > 0:
                draft.head = Span(start=0, end=len(draft.text))
            is_running = kind == "footnote" or first < index < end
            draft.add(line, self._labels.get(line.page), on_own_line=not is_running)
        self._drafts.append(draft)

    def add_prose(self, stretch: Stretch) -> None:
        """Paragraphs and lists; the first line may go on with what ran before the stretch."""
        above: Line | None = None
        for line in stretch.lines:
            self._add_line(line, above, stretch.margins)
            above = line

    def finished(self) -> tuple[Section, ...]:
        """Everything that was added."""
        self._close()
        return tuple(self._sections)

    def _add_line(self, line: Line, above: Line | None, margins: tuple[float, float]) -> None:
        running = self._running
        in_list = running is not None and running.kind == "list"
        label = self._labels.get(line.page)
        before = running.last if running and above is None else above
        if begins_item(line, before, in_list):
            if running is None or running.kind != "list":
                running = self._begin("list")
            running.add(line, label, on_own_line=True)
            self._item = line
        elif running is not None and self._belongs(line, above, running, margins):
            self._before = running.last if running.last is above else None
            running.add(line, label)
        else:
            self._begin("paragraph").add(line, label)

    def _belongs(
        self, line: Line, above: Line | None, running: Draft, margins: tuple[float, float]
    ) -> bool:
        """``line`` is more of the running paragraph or list item."""
        last = running.last
        if last is None or last is not above:
            return last is not None and goes_on(line, last, running.text)
        if running.kind == "list" and self._item is not None:
            return continues_item(line, above, self._item, margins[1], self._kind)
        return not begins_paragraph(line, above, self._before, margins, self._kind)

    def _begin(self, kind: BlockKind) -> Draft:
        self._before = None
        self._running = Draft(kind=kind, vocabulary=self._vocabulary)
        self._drafts.append(self._running)
        return self._running

    def _close(self) -> None:
        """End the section, with the lead-ins moved into their lists."""
        drafts = _led_in(self._drafts)
        if self._path or drafts:
            self._sections.append(
                Section(
                    headings=tuple(text for _, text in self._path),
                    blocks=tuple(draft.block() for draft in drafts),
                    position=self._heading,
                )
            )
        self._drafts, self._running, self._before, self._item = [], None, None, None


def _led_in(drafts: Sequence[Draft]) -> list[Draft]:
    """Give lists the sentence before them, if it ends in a colon, as their head."""
    out: list[Draft] = []
    for draft in drafts:
        before = out[-1] if out else None
        is_led_in = before is not None and before.kind == "paragraph" and before.text[-1] == ":"
        if draft.kind == "list" and before is not None and is_led_in:
            ends = [m.end() for m in _SENTENCE_END.finditer(before.text)]
            draft.put_before(before.split(ends[-1]) if ends else before)
            if not ends:
                out.pop()
        out.append(draft)
    return out
