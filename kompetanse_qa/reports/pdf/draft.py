"""A block while its lines are being joined: text, anchors, and hyphens at line ends resolved."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from kompetanse_qa.norwegian.hyphens import HYPHENS, join_line_end
from kompetanse_qa.records import Anchor, Block, BlockKind, Position, Span
from kompetanse_qa.reports.pdf.lines import Line

_CELL_LINE_END = re.compile(rf"(?<=[^\W\d_][{HYPHENS}]) (?=[^\W\d_])")


@dataclass(slots=True, kw_only=True)
class Draft:
    """Grows line by line. ``vocabulary`` is the document's own words, see `join_line_end`."""

    kind: BlockKind
    vocabulary: Collection[str]
    text: str = ""
    anchors: list[Anchor] = field(default_factory=list)
    last: Line | None = None
    """The line that was added last."""
    head: Span | None = None

    def add(self, line: Line, label: str | None, *, on_own_line: bool = False) -> None:
        """Add ``line``, after a newline or joined to the line before as running text.

        In a table row the cells' own line ends are joined too: each part has its own anchor.
        """
        parts = _CELL_LINE_END.split(line.row) if self.kind == "table" else [line.text]
        start = line.start
        for number, part in enumerate(parts):
            self.text, offset = self._joined(part, on_own_line and number == 0)
            end = start + len(part)
            position = Position(start=start, end=end, page=line.page, page_label=label)
            self.anchors.append(Anchor(offset=offset, position=position))
            start = end + 1
        self.last = line

    def put_before(self, lead_in: Draft) -> None:
        """Put a lead-in on a line of its own above what is here; it becomes the head."""
        moved = len(lead_in.text) + 1
        later = [Anchor(offset=a.offset + moved, position=a.position) for a in self.anchors]
        self.anchors = lead_in.anchors + later
        self.head = Span(start=0, end=len(lead_in.text))
        self.text = f"{lead_in.text}\n{self.text}"

    def split(self, at: int) -> Draft:
        """Cut the text at ``at`` (white space there is dropped) and hand over what follows."""
        rest = Draft(kind=self.kind, vocabulary=self.vocabulary, last=self.last)
        rest.text = self.text[at:]
        inside = max(i for i, a in enumerate(self.anchors) if a.offset <= at)
        cut = self.anchors[inside]
        into = at - cut.offset
        first = Position(
            start=cut.position.start + into,
            end=cut.position.end,
            page=cut.position.page,
            page_label=cut.position.page_label,
        )
        rest.anchors = [Anchor(offset=0, position=first)]
        rest.anchors += [
            Anchor(offset=a.offset - at, position=a.position) for a in self.anchors[inside + 1 :]
        ]
        self.text = self.text[:at].rstrip()
        self.anchors = [a for a in self.anchors if a.offset < len(self.text)]
        return rest

    def position(self) -> Position:
        """From the first line's beginning to the last line's end."""
        return self.anchors[0].position.joined(self.anchors[-1].position)

    def block(self) -> Block:
        """Make a block of what was joined."""
        return Block(
            kind=self.kind,
            text=self.text,
            position=self.position(),
            anchors=tuple(self.anchors),
            head=self.head,
        )

    def _joined(self, text: str, on_own_line: bool) -> tuple[str, int]:
        """Return the text with ``text`` added, and where that begins."""
        if not self.text:
            return text, 0
        if on_own_line:
            return f"{self.text}\n{text}", len(self.text) + 1
        left = self.text[self.text.rfind(" ") + 1 :]
        if left[-1] not in HYPHENS or len(left) == 1 or not left[-2].isalnum():
            return f"{self.text} {text}", len(self.text) + 1
        cut = max(left.rfind("\n"), left.rfind("\t")) + 1
        right = text.split(" ", 1)[0]
        word = join_line_end(left[cut:], right, self.vocabulary)
        opening = self.text[: len(self.text) - len(left) + cut] + word
        return opening + text[len(right) :], len(opening) - len(right)
