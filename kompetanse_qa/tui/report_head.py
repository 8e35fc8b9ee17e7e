"""Above the report: its title and year, who made it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from kompetanse_qa.records import ReportCard
from kompetanse_qa.texts import tui_reader as words


class ReportHead(Vertical):
    """Says that the report is being opened, until it is shown. A low window shows the title."""

    SCOPED_CSS = False  # the window's height is a class of the screen
    DEFAULT_CSS = """
    ReportHead {
        height: auto;
        padding: 1 2;
        & > Static { height: auto; }
        & > .title { text-style: bold; }
        & > .who { color: $quiet; }
        & > .-none { display: none; }
    }
    .-low ReportHead { & > .who { display: none; } }
    """

    def compose(self) -> ComposeResult:
        """Title and year; authors and publisher."""
        yield Static(words.OPENING, classes="title", markup=False)
        yield Static(classes="who", markup=False)

    def show(self, card: ReportCard) -> None:
        """Show whose report it is."""
        self.query_one(".title", Static).update(words.report_title(card))
        who = self.query_one(".who", Static)
        who.update(words.who(card))
        who.set_class(not words.who(card), "-none")
