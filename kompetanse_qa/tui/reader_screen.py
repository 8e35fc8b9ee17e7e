"""The source reader: the whole report at a passage, with contents, search, back and forward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.worker import get_current_worker

from kompetanse_qa.records import Citation, Passage, Span
from kompetanse_qa.sitting.report_text import Match, ReportText
from kompetanse_qa.sitting.session import Session
from kompetanse_qa.sitting.trail import Place
from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.contents_tree import ContentsTree
from kompetanse_qa.tui.find_bar import FindBar
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.keys import bound
from kompetanse_qa.tui.passage_screen import PassageScreen
from kompetanse_qa.tui.place_line import PlaceLine
from kompetanse_qa.tui.report_head import ReportHead
from kompetanse_qa.tui.report_view import ReportView

if TYPE_CHECKING:
    from kompetanse_qa.search import Index

_ROOM_FOR_CONTENTS = 100


class ReaderScreen(PassageScreen):
    """One report at a time; back and forward may lead to another one."""

    DEFAULT_CSS = """
    ReaderScreen {
        background: $background;
        & > #text { height: 1fr; }
        & ContentsTree {
            display: none;
            width: 28%;
            min-width: 38;
            max-width: 52;
            height: 1fr;
            margin-right: 1;
        }
        & ReportView { width: 1fr; height: 1fr; }
        &.-contents ContentsTree { display: block; }
        &.-stacked.-contents ReportView { display: none; }
        &.-stacked ContentsTree { width: 1fr; max-width: 100%; margin: 0; }
    }
    """
    BINDINGS = [
        bound("escape", "leave", KEYS["leave"]),
        bound("f3,n", "step(1)", KEYS["next_match"]),
        bound("f2", "contents", KEYS["contents"]),
        bound("t", "back", KEYS["back"]),
        bound("f", "forward", KEYS["forward"]),
        bound("ctrl+f,slash", "find", KEYS["find"], show=False),
        bound("N", "step(-1)", KEYS["previous_match"], show=False),
    ]

    @dataclass
    class Opened(Message):
        """A report was read from the index."""

        index: Index
        text: ReportText
        place: Place
        span: Span | None
        fresh: bool
        """A new place, not one of the trail."""

    @dataclass
    class Found(Message):
        """A search in the report came to its end."""

        matches: tuple[Match, ...]

    def __init__(self, session: Session, passage_id: str, span: Span | None = None) -> None:
        super().__init__()
        self._session = session
        self._start = (Place(passage_id), span)
        self._text: ReportText | None = None
        self._index: Index | None = None  # the one the text is from; the session's may be newer
        self._matches: tuple[Match, ...] = ()
        self._match: int | None = None
        self._from: Place | None = None  # where the search began
        self._stacked: bool | None = None

    def compose(self) -> ComposeResult:
        """Title; contents beside the text; the line to find with; where the mark stands."""
        yield ReportHead()
        with Horizontal(id="text"):
            yield ContentsTree()
            yield ReportView(words.margin_note)
        yield FindBar()
        yield PlaceLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Open the report."""
        self.query_one(ReportView).focus()
        self._open(*self._start, fresh=True)

    def on_resize(self) -> None:
        """Contents and text stand side by side where there is room for both."""
        stacked = self.size.width < _ROOM_FOR_CONTENTS
        if stacked != self._stacked:
            self._stacked = stacked
            self.set_class(stacked, "-stacked")
            self.set_class(not stacked, "-contents")

    # ------------------------------------------------------------------ opening

    @work(thread=True, exclusive=True, group="open")
    def _open(self, place: Place, span: Span | None, *, fresh: bool) -> None:
        worker, index = get_current_worker(), self._session.index
        if index is None:
            return
        text = ReportText.around(index, place.passage_id)
        if not worker.is_cancelled:
            self.post_message(self.Opened(index, text, place, span, fresh))

    def on_reader_screen_opened(self, event: Opened) -> None:
        """Show the report."""
        self._text, self._index = event.text, event.index
        self._matches, self._match, self._from = (), None, None
        self.query_one(ReportHead).show(event.text.card)
        self.query_one(ContentsTree).show(event.text)
        number = event.text.number_of(event.place.passage_id)
        self.query_one(ReportView).show(event.text, number, event.span)
        if event.fresh:
            self._session.trail.visit(event.place)
        else:
            self.query_one(ReportView).mark(number, event.place.offset)

    # ------------------------------------------------------------------ moving

    def on_report_view_marked(self, event: ReportView.Marked) -> None:
        """Another passage is marked: say where it stands, and follow it in the contents."""
        if self._text is None:
            return
        number = self._text.number_of(event.passage.id)
        self.query_one(ContentsTree).follow(number)
        self._show_place(event.passage, number)

    def _show_place(self, passage: Passage, number: int) -> None:
        assert self._text is not None
        self.query_one(PlaceLine).show(
            passage,
            self._cite(passage),
            number + 1,
            len(self._text.passages),
            taken=self._session.marks.holds(passage.id),
        )

    def marks_changed(self) -> None:
        """Say whether the passage is marked now."""
        passage = self.query_one(ReportView).marked
        if passage and self._text:
            self._show_place(passage, self._text.number_of(passage.id))

    def on_contents_tree_chosen(self, event: ContentsTree.Chosen) -> None:
        """Go to a heading."""
        if self.has_class("-stacked"):
            self.remove_class("-contents")
        self.query_one(ReportView).focus()
        self._go(event.passage)

    def _go(self, passage: int) -> None:
        """A step that can be taken back."""
        assert self._text is not None
        view = self.query_one(ReportView)
        self._leave_place()
        self._session.trail.visit(Place(self._text.passages[passage].id))
        view.mark(passage)

    def _leave_place(self) -> None:
        if place := self._place():
            self._session.trail.leave(place)

    def _place(self) -> Place | None:
        view = self.query_one(ReportView)
        return Place(view.marked.id, view.offset_of_marked) if view.marked else None

    def action_back(self) -> None:
        """Go back to where the reader was before."""
        self._leave_place()
        self._return_to(self._session.trail.back(), words.NO_PLACE_BACK)

    def action_forward(self) -> None:
        """Take a step back the other way."""
        self._leave_place()
        self._return_to(self._session.trail.forward(), words.NO_PLACE_FORWARD)

    def _return_to(self, place: Place | None, otherwise: str) -> None:
        if place is None:
            self.notify(otherwise)
        elif self._text and self._text.holds(place.passage_id):
            number = self._text.number_of(place.passage_id)
            self.query_one(ReportView).mark(number, place.offset)
        else:
            self._open(place, None, fresh=False)

    def action_contents(self) -> None:
        """Show the contents and go there, or hide them."""
        self.toggle_class("-contents")
        if self.has_class("-contents"):
            tree = self.query_one(ContentsTree)
            tree.focus()
            self.call_after_refresh(tree.scroll_to_highlight)
        else:
            self.query_one(ReportView).focus()

    def action_leave(self) -> None:
        """From the contents to the text; from the text, out."""
        if self.query_one(ContentsTree).has_focus:
            if self.has_class("-stacked"):
                self.remove_class("-contents")
            self.query_one(ReportView).focus()
        else:
            self._leave_place()
            self.dismiss()

    # ------------------------------------------------------------------ finding

    def action_find(self) -> None:
        """Find words in the report, from here on."""
        self._leave_place()
        self._from = self._place()
        self.query_one(FindBar).open()

    def on_find_bar_changed(self, event: FindBar.Changed) -> None:
        """Look for other words."""
        self._look_for(event.words)

    @work(thread=True, exclusive=True, group="find")
    def _look_for(self, wanted: str) -> None:
        worker, text = get_current_worker(), self._text
        matches = text.find(wanted) if text else ()
        if not worker.is_cancelled:
            self.post_message(self.Found(matches))

    def on_reader_screen_found(self, event: Found) -> None:
        """Show what was found, and go to the first after where the search began."""
        view = self.query_one(ReportView)
        self._matches = event.matches
        view.show_matches(event.matches)
        if self._from and self._text:
            view.mark(self._text.number_of(self._from.passage_id), self._from.offset)
        self._show_match(view.nearest_match())

    def on_find_bar_stepped(self, event: FindBar.Stepped) -> None:
        """Another match was asked for in the line to find with."""
        self.action_step(event.step)

    def on_find_bar_closed(self) -> None:
        """Back to the text; what was found stays marked, and there is a way back from it."""
        self.query_one(ReportView).focus()
        if place := self._place():
            self._session.trail.visit(place)

    def action_step(self, step: int) -> None:
        """Go to the next or the previous match, round and round."""
        if not self._matches:
            self.action_find()
        elif self._match is not None:
            self._show_match((self._match + step) % len(self._matches))

    def _show_match(self, number: int | None) -> None:
        self._match = number
        self.query_one(FindBar).show_count(number, len(self._matches))
        if number is not None:
            self.query_one(ReportView).go_to_match(number)

    # ------------------------------------------------------------------ taking along

    def citation(self) -> Citation | None:
        """The citation of what is selected, of the sentence that answers, or of the passage."""
        quoted = self.query_one(ReportView).quoted
        return self._cite(*quoted) if quoted else None

    def _cite(self, passage: Passage, span: Span | None = None) -> Citation:
        assert self._index is not None
        return self._index.cite(passage, span)
