"""What came of a question: verdict and hits on one side, the passage under the cursor beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from kompetanse_qa.records import Answer
from kompetanse_qa.texts import answers
from kompetanse_qa.tui.answer_panel import AnswerPanel
from kompetanse_qa.tui.hit_list import HitList, ShownHit
from kompetanse_qa.tui.passage_view import PassageView

COLUMNS_FROM = 98


class ResultView(Widget):
    """Two columns where there is room, otherwise the passage below the hits."""

    DEFAULT_CSS = """
    ResultView {
        layout: vertical;
        height: 1fr;
        & > Vertical { height: 1fr; }
        & > PassageView { height: 1fr; padding: 0 0 0 2; margin-top: 1; }
    }
    ResultView.-columns {
        layout: horizontal;
        & > Vertical { width: 2fr; margin-right: 2; }
        & > PassageView { width: 3fr; padding: 1 0 1 3; margin-top: 0; }
    }
    """

    _found = False

    def compose(self) -> ComposeResult:
        """Verdict and hits, then the passage."""
        with Vertical():
            yield AnswerPanel()
            yield HitList()
        yield PassageView()

    def on_resize(self, event: events.Resize) -> None:
        """Columns as soon as both are wide enough to read in."""
        self.set_class(event.size.width >= COLUMNS_FROM, "-columns")

    @property
    def current(self) -> ShownHit | None:
        """The hit that has the cursor."""
        return self.query_one(HitList).current

    def show(self, answer: Answer, hits: Sequence[ShownHit], marked: Callable[[str], bool]) -> None:
        """Show an answer and its hits."""
        self._found = answer.found
        self.query_one(AnswerPanel).show(answer)
        self.query_one(HitList).show(
            hits, nearest=None if answer.found else answers.nearest_title(answer), marked=marked
        )
        self.query_one(PassageView).display = bool(hits)

    def show_marks(self, marked: Callable[[str], bool]) -> None:
        """Show which hits are marked now."""
        self.query_one(HitList).show_marks(marked)

    def focus_hits(self) -> None:
        """Put the keyboard in the list of hits."""
        self.query_one(HitList).focus()

    def on_hit_list_moved(self, event: HitList.Moved) -> None:
        """Show the passage of the hit under the cursor."""
        event.stop()
        self.query_one(PassageView).show(event.shown, answers=self._found)
