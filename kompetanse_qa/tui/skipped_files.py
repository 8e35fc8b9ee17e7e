"""The files that were left out, and why."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from kompetanse_qa.records import Skipped
from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.texts.errors import explain_skipped


class SkippedFiles(VerticalScroll):
    """Not there where no file was left out."""

    DEFAULT_CSS = """
    SkippedFiles {
        display: none;
        height: auto;
        max-height: 8;
        padding: 0 2;
        margin-top: 1;
        &.-some { display: block; }
        & > .title { color: $warning; text-style: bold; }
    }
    """

    def compose(self) -> ComposeResult:
        """How many, then one line for each."""
        yield Static(classes="title", markup=False)
        yield Static(classes="files", markup=False)

    def show(self, skipped: Sequence[Skipped]) -> None:
        """Name the files with the way to mend each."""
        self.set_class(bool(skipped), "-some")
        self.query_one(".title", Static).update(words.skipped(len(skipped)))
        self.query_one(".files", Static).update("\n".join(map(explain_skipped, skipped)))
