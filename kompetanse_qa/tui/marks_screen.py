"""What was marked: to read on from, to copy, to take the mark away, to save."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from kompetanse_qa.records import Citation
from kompetanse_qa.sitting.marks import Mark
from kompetanse_qa.sitting.session import Session
from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.texts.sitting import MARKS_TITLE
from kompetanse_qa.texts.tui import key_name
from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.keys import bound
from kompetanse_qa.tui.mark_list import MarkList
from kompetanse_qa.tui.passage_screen import PassageScreen
from kompetanse_qa.tui.requests import ExportSession, OpenReader


class MarksScreen(PassageScreen):
    """One list; the keys are those of the reader."""

    DEFAULT_CSS = """
    MarksScreen {
        background: $background;
        & #marks-head { height: auto; padding: 1 2; }
        & #marks-title { text-style: bold; color: $accent; }
        & #marks-count { color: $quiet; }
        & MarkList { margin-bottom: 1; }
    }
    """
    BINDINGS = [
        bound("escape", "leave", KEYS["close"]),
        bound("f6", "mark", KEYS["unmark"]),
        bound("f7", "export", KEYS["export"]),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """How much there is, and the marks."""
        with Vertical(id="marks-head"):
            yield Static(MARKS_TITLE, id="marks-title")
            yield Static(id="marks-count", markup=False)
        yield MarkList()
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Marks may have been taken away in the reader."""
        self.marks_changed()

    def marks_changed(self) -> None:
        """Show what is marked now."""
        marks, asked = self._session.marks, len(self._session.answers)
        lines = [words.taken(asked, len(marks))]
        if not marks:
            lines.append(words.NOTHING_MARKED.format(key=key_name("f6")))
        self.query_one("#marks-count", Static).update("\n".join(lines))
        self.query_one(MarkList).show(marks)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing is marked, there is nothing to copy."""
        return action not in ("copy", "mark", "source") or bool(self._session.marks)

    def on_mark_list_chosen(self, event: MarkList.Chosen) -> None:
        """Read on from a mark."""
        self._read(event.mark)

    @work(thread=True, exclusive=True)
    def _read(self, mark: Mark) -> None:
        assert self._session.index is not None
        text = self._session.index.passage(mark.passage_id).text
        self.post_message(OpenReader(mark.passage_id, mark.span_in(text)))

    def citation(self) -> Citation | None:
        """The citation of the mark under the cursor."""
        mark = self.query_one(MarkList).current
        return mark.citation if mark else None

    def action_export(self) -> None:
        """Save what was asked and marked."""
        self.post_message(ExportSession())

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()
