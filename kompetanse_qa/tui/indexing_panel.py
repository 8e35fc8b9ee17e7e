"""How far the reading of the reports has come: stage, bar, count."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.tui.index_run import Step
from kompetanse_qa.tui.progress_line import ProgressLine


class IndexingPanel(Vertical):
    """Only there while the reports are read."""

    DEFAULT_CSS = """
    IndexingPanel {
        display: none;
        height: auto;
        padding: 1 2;
        margin-bottom: 1;
        background: $surface;
        &.-running { display: block; }
        & > Horizontal { height: 1; margin-bottom: 1; }
        & .stage { width: 1fr; }
        & .count { width: auto; color: $quiet; }
    }
    """

    def compose(self) -> ComposeResult:
        """Stage and count above the bar."""
        with Horizontal():
            yield Static(classes="stage")
            yield Static(classes="count")
        yield ProgressLine()

    def begin(self) -> None:
        """Show an empty bar."""
        self.add_class("-running")
        self.query_one(".count", Static).update("")
        self.query_one(ProgressLine).share = 0.0
        self.say(words.STARTING)

    def show(self, step: Step) -> None:
        """Move the bar. A stage that is through is followed by work that can't be counted."""
        through = step.done == step.total
        self.say(words.FOLLOWING[step.stage] if through else words.STAGES[step.stage])
        self.query_one(".count", Static).update(words.done_of(step.done, step.total))
        self.query_one(ProgressLine).share = step.done / step.total if step.total else 1.0

    def say(self, stage: str) -> None:
        """Say what is being done."""
        self.query_one(".stage", Static).update(stage)

    def end(self) -> None:
        """Go away."""
        self.remove_class("-running")
