"""Lines, in order → sections of paragraphs and lists, sentences whole again."""

from __future__ import annotations

from kompetanse_qa.reports.text.blocks import Draft, Row
from kompetanse_qa.reports.text.layout import Layout, is_finished, opens_low
from kompetanse_qa.reports.text.lines import Line
from kompetanse_qa.reports.text.lists import (
    has_bullet,
    is_item,
    leads_in,
    opens_count,
    split_lead_in,
)


class Writer:
    """Collects the lines of running text; each belongs to the open paragraph, list, or a new one.

    Drafts that are set aside (tables, figures, footnotes) follow the paragraph they stood in.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._sections: list[tuple[Row, list[Draft]]] = []
        self._lead: Row = []
        self._paragraph: Row = []
        self._items: list[Row] = []
        self._aside: list[Draft] = []

    def open_section(self, heading: Row) -> None:
        """Begin a section with these heading lines."""
        self.end_block()
        self._sections.append((heading, []))

    def set_aside(self, draft: Draft) -> None:
        """Keep a block that may stand in the middle of a sentence."""
        self._aside.append(draft)
        if not self._paragraph and not self._items:
            self.end_block()

    def add(self, line: Line) -> None:
        """Add a line of running text."""
        if self._begins_item(line):
            if not self._items:
                self._begin_list()
            self._items.append([line])
        elif self._items:
            if not self._continues_item(self._items[-1][-1], line):
                self.end_block()
                self._paragraph = [line]
            else:
                self._items[-1].append(line)
        else:
            if self._paragraph and not self._continues_paragraph(line):
                self.end_block()
            self._paragraph.append(line)

    def end_block(self) -> None:
        """End the open paragraph or list; what was set aside in it follows."""
        if not (self._items or self._paragraph or self._aside):
            return
        if not self._sections:
            self._sections.append(([], []))
        drafts = self._sections[-1][1]
        if self._items:
            lead = [self._lead] if self._lead else []
            drafts.append(Draft("list", [*lead, *self._items], head_rows=len(lead)))
        elif self._paragraph:
            drafts.append(Draft("paragraph", [self._paragraph]))
        drafts.extend(self._aside)
        self._lead, self._paragraph, self._items, self._aside = [], [], [], []

    def finish(self) -> list[tuple[Row, list[Draft]]]:
        """Return heading lines (none for text before the first heading) and blocks."""
        self.end_block()
        return self._sections

    def _begins_item(self, line: Line) -> bool:
        if has_bullet(line.text):
            return True
        if not is_item(line.text):
            return False
        if self._items:
            return True
        if not opens_count(line.text):
            return False
        apart = line.gap > int(self._layout.double_spaced)
        return not self._paragraph or apart or is_finished(self._paragraph[-1].text)

    def _begin_list(self) -> None:
        lead: Row = []
        if self._paragraph and leads_in(self._paragraph[-1].text):
            self._paragraph, lead = split_lead_in(self._paragraph)
        aside, self._aside = self._aside, []
        self.end_block()
        self._lead, self._aside = lead, aside

    def _continues_item(self, before: Line, line: Line) -> bool:
        unfinished = not is_finished(before.text)
        if line.gap == 0 and not line.page_start:
            return True
        if opens_low(line.text) and (line.gap <= 1 or unfinished):
            return True
        if unfinished and line.text.startswith("("):
            return True
        near = line.gap <= int(self._layout.double_spaced)
        return unfinished and near and not self._layout.breaks_off(before, line)

    def _continues_paragraph(self, line: Line) -> bool:
        before = self._paragraph[-1]
        interrupted = any(draft.kind != "footnote" for draft in self._aside)
        if interrupted and is_finished(before.text):
            return False
        return self._layout.goes_on(before, line)
