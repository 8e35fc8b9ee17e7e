"""What is known of one report, fact by fact."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kompetanse_qa.records import ReportCard
from kompetanse_qa.texts import tui_reader as words


class ReportFacts(VerticalScroll):
    """The name of each fact stands above it."""

    DEFAULT_CSS = """
    ReportFacts {
        padding: 1 3;
        background: $surface;
        scrollbar-background: $surface;
        & > Static { max-width: 90; }
    }
    """

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(markup=False)

    def show(self, card: ReportCard) -> None:
        """Show what is known of this report."""
        lines = [Content.styled(card.title, "bold"), Content("")]
        for name, value in words.facts(card):
            lines += [Content.styled(name, "$quiet"), Content(value), Content("")]
        if card.descriptive_title:
            lines.append(Content.styled(words.DESCRIPTIVE, "$quiet"))
        if not card.listed:
            lines.append(Content.styled(words.UNLISTED, "$quiet"))
        self.query_one(Static).update(Content("\n").join(lines))
        self.scroll_home(animate=False)
