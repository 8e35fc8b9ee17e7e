"""The report itself: only the lines on the screen are drawn, so its length does not matter."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from kompetanse_qa.records import Passage, Span
from kompetanse_qa.sitting.report_text import Match, ReportText
from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.columns import BAR, PAD, Columns
from kompetanse_qa.tui.keys import bound
from kompetanse_qa.tui.report_layout import Layout, Line, lay_out
from kompetanse_qa.tui.stretches import selected_stretches


class ReportView(ScrollView, can_focus=True):
    """A report with one passage marked, margin notes, and what was found in it."""

    DEFAULT_CSS = """
    ReportView {
        background: $background;
        color: $foreground;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        overflow-y: scroll;
        & > .report-view--chapter { color: $accent; text-style: bold; }
        & > .report-view--heading { text-style: bold; }
        & > .report-view--note { color: $quiet; }
        & > .report-view--bar { background: $accent; }
        & > .report-view--marked { background: $surface; }
        & > .report-view--answer { background: $answer-background; color: $answer-foreground; }
        & > .report-view--match { background: $panel; text-style: underline; }
        & > .report-view--match-current { background: $warning; color: $background; }
    }
    """
    COMPONENT_CLASSES = {
        "report-view--chapter",
        "report-view--heading",
        "report-view--note",
        "report-view--bar",
        "report-view--marked",
        "report-view--answer",
        "report-view--match",
        "report-view--match-current",
    }
    BINDINGS = [
        bound("left", "mark(-1)", KEYS["previous_passage"], show=False),
        bound("right", "mark(1)", KEYS["next_passage"], show=False),
        bound("space", "page_down", KEYS["page_down"], show=False),
    ]

    @dataclass
    class Marked(Message):
        """Another passage is the marked one."""

        passage: Passage

    def __init__(self, margin_note: Callable[[Passage], str]) -> None:
        super().__init__()
        self._margin_note = margin_note
        self._text: ReportText | None = None
        self._layout = Layout(lines=(), tops=())
        self._columns = Columns.within(0)
        self._marked = 0
        self._answer: tuple[int, Span] | None = None
        self._matches: tuple[Match, ...] = ()
        self._matches_in: dict[int, list[int]] = {}
        self._current: int | None = None
        self._styles: dict[str, Style] = {}

    @property
    def allow_select(self) -> bool:
        """The text can be selected with the mouse."""
        return True

    @property
    def marked(self) -> Passage | None:
        """The marked passage."""
        return self._text.passages[self._marked] if self._text else None

    @property
    def quoted(self) -> tuple[Passage, Span | None] | None:
        """What is to be quoted: text selected within one passage, else the marked passage.

        Of the passage that answers it is the sentence that answers.
        """
        if self._text is None:
            return None
        if selection := self.text_selection:
            stretches = selected_stretches(selection, self._layout, self._columns)
            if len(stretches) == 1 and self._text.pieces[stretches[0].piece].level is None:
                piece, start, end = stretches[0]
                return self._passage_of(piece), Span(start=start, end=end)
        if self._answer and self._answer[0] == self._text.piece_of(self._marked):
            return self._passage_of(self._answer[0]), self._answer[1]
        return self._text.passages[self._marked], None

    @property
    def offset_of_marked(self) -> int:
        """Rows between the top of the window and the marked passage."""
        return self._top_of(self._marked) - self.scroll_offset.y

    def show(self, text: ReportText, passage: int, answer: Span | None = None) -> None:
        """Show a report at one of its passages, with the sentence that answers."""
        self._text = text
        self._answer = (text.piece_of(passage), answer) if answer else None
        self._matches, self._matches_in, self._current = (), {}, None
        self._lay_out()
        self.mark(passage)

    def mark(self, passage: int, offset: int | None = None) -> None:
        """Mark a passage and bring it into view, or to ``offset`` rows below the top."""
        if self._text is None:
            return
        self._marked = passage
        top = self._top_of(passage)
        if offset is not None:
            self.scroll_to(y=top - offset, animate=False)
        else:
            heading = self._layout.tops[self._text.beginning_of(passage)]
            # The headings above the passage are shown with it, if that leaves room for it.
            start = heading if top - heading < self.size.height // 2 else top
            if self._answer and self._answer[0] == self._text.piece_of(passage):
                first, last = self._layout.lines_of(*self._answer)
                start = start if last < start - 1 + self.size.height else first
            self.scroll_to(y=max(0, start - 1), animate=False)
        self.refresh()
        self.post_message(self.Marked(self._text.passages[passage]))

    def show_matches(self, matches: tuple[Match, ...]) -> None:
        """Show what was found; none of it is the current one yet."""
        in_piece: defaultdict[int, list[int]] = defaultdict(list)
        for number, match in enumerate(matches):
            in_piece[match.piece].append(number)
        self._matches, self._matches_in, self._current = matches, dict(in_piece), None
        self.refresh()

    def nearest_match(self) -> int | None:
        """The first match in view or below; the first of all if there is none."""
        top = self._first_in_view()
        if not self._matches or top is None:
            return None
        at = bisect_left(self._matches, (top.piece, top.start), key=lambda m: (m.piece, m.start))
        return at % len(self._matches)

    def go_to_match(self, number: int) -> None:
        """Make a match the current one, mark its passage, and bring it into view."""
        if self._text is None:
            return
        self._current = number
        match = self._matches[number]
        line = self._layout.line_of(match.piece, match.start)
        self._marked = self._text.pieces[match.piece].passage
        top = self.scroll_offset.y
        if not top <= line < top + self.size.height:
            self.scroll_to(y=max(0, line - self.size.height // 3), animate=False)
        self.refresh()
        self.post_message(self.Marked(self._text.passages[self._marked]))

    def action_mark(self, step: int) -> None:
        """Mark the passage before or after."""
        if self._text and 0 <= self._marked + step < len(self._text.passages):
            self.mark(self._marked + step)

    def on_click(self, event: events.Click) -> None:
        """Mark the passage that was clicked, where it stands."""
        at = self.scroll_offset.y + event.y
        line = self._layout.lines[at] if at < len(self._layout.lines) else None
        if self._text and line is not None and not self.text_selection:
            passage = self._text.pieces[line.piece].passage
            self.mark(passage, self._top_of(passage) - self.scroll_offset.y)

    def on_resize(self) -> None:
        """Lay the report out again at the new width; what was at the top stays there."""
        columns = Columns.within(self.scrollable_content_region.width)
        if self._text is None or columns == self._columns:
            return
        top = self._first_in_view()
        self._lay_out()
        if top is not None:
            self.scroll_to(y=self._layout.line_of(top.piece, top.start), animate=False)

    def notify_style_update(self) -> None:
        """Take the colours from the theme anew."""
        super().notify_style_update()
        self._styles.clear()

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, paragraph by paragraph."""
        stretches = selected_stretches(selection, self._layout, self._columns)
        pieces = self._text.pieces if self._text else ()
        return "\n\n".join(pieces[s.piece].text[s.start : s.end] for s in stretches), "\n"

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        at, width = self.scroll_offset.y + y, self.size.width
        line = self._layout.lines[at] if at < len(self._layout.lines) else None
        if self._text is None or line is None:
            return Strip.blank(width, self.rich_style)
        segments = self._margin(line) + self._text_of(line, at)
        return Strip(segments).adjust_cell_length(width, self.rich_style).apply_offsets(0, at)

    def _margin(self, line: Line) -> list[Segment]:
        assert self._text is not None
        piece = self._text.pieces[line.piece]
        marked = piece.level is None and piece.passage == self._marked
        note = ""
        if self._columns.notes and piece.level is None and line.first:
            note = self._margin_note(self._text.passages[piece.passage])
        return [
            Segment(
                f"{note:>{self._columns.notes}} " if self._columns.notes else "",
                self._style("note"),
            ),
            Segment(" " * BAR, self._style("bar") if marked else self.rich_style),
            Segment(" " * (PAD + line.indent), self._ground(line)),
        ]

    def _text_of(self, line: Line, at: int) -> list[Segment]:
        """The text with its stretches: the answer, what was found, what is selected."""
        assert self._text is not None
        piece = self._text.pieces[line.piece]
        styles: list[tuple[int, int, Style]] = []
        if self._answer and self._answer[0] == line.piece:
            span = self._answer[1]
            styles.append((span.start, span.end, self._style("answer")))
        for number in self._matches_in.get(line.piece, ()):
            match = self._matches[number]
            name = "match-current" if number == self._current else "match"
            styles.append((match.start, match.end, self._style(name)))
        selection = self.text_selection
        if selection and (span_x := selection.get_span(at)) is not None:
            chosen = self.screen.get_component_rich_style("screen--selection")
            styles.append((*self._columns.characters(line, span_x), chosen))
        ground = self._ground(line)
        edges = {line.start, line.end}
        for start, end, _ in styles:
            edges.update(edge for edge in (start, end) if line.start < edge < line.end)
        segments = []
        cuts = sorted(edges)
        for start, end in zip(cuts, cuts[1:], strict=False):
            style = ground
            for first, last, over in styles:
                if first <= start and end <= last:
                    style += over
            segments.append(Segment(piece.text[start:end], style))
        room = self._columns.measure - line.indent
        rest = room - cell_len(piece.text[line.start : line.end]) + PAD
        return [*segments, Segment(" " * rest, ground)]

    def _ground(self, line: Line) -> Style:
        assert self._text is not None
        piece = self._text.pieces[line.piece]
        if piece.level is not None:
            return self._style("chapter" if piece.level == 0 else "heading")
        return self._style("marked") if piece.passage == self._marked else self.rich_style

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            partial = name in ("answer", "match", "match-current")
            self._styles[name] = self.get_component_rich_style(
                f"report-view--{name}", partial=partial
            )
        return self._styles[name]

    def _passage_of(self, piece: int) -> Passage:
        assert self._text is not None
        return self._text.passages[self._text.pieces[piece].passage]

    def _top_of(self, passage: int) -> int:
        return self._layout.tops[self._text.piece_of(passage)] if self._text else 0

    def _first_in_view(self) -> Line | None:
        rest = self._layout.lines[self.scroll_offset.y :]
        return next((line for line in rest if line is not None), None)

    def _lay_out(self) -> None:
        assert self._text is not None
        width = self.scrollable_content_region.width
        self._columns = Columns.within(width)
        self._layout = lay_out(self._text, self._columns.measure)
        self.virtual_size = Size(width, len(self._layout.lines))
