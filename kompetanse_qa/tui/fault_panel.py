"""A fault: what happened and what to do about it. Never a traceback."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from kompetanse_qa.texts import tui
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.keys import bound
from kompetanse_qa.tui.text_panel import TextPanel

WayOut = Literal["corpus", "retry"]


class FaultPanel(TextPanel[WayOut | None]):
    """Closes with the way out that was chosen, or with None."""

    DEFAULT_CSS = """
    FaultPanel {
        & .title { color: $error; }
        & .from-here { margin-top: 1; color: $quiet; }
    }
    """
    BINDINGS = [
        bound("enter,f4", "take('corpus')", tui.KEYS["index_here"]),
        bound("r", "take('retry')", tui.KEYS["retry"]),
        bound("escape,enter", "close", tui.KEYS["close"]),
    ]

    def __init__(self, words: str, *, mended_by_indexing: bool) -> None:
        super().__init__()
        self.words, self._mended_by_indexing = words, mended_by_indexing

    def compose(self) -> ComposeResult:
        """What happened, what to do."""
        with VerticalScroll():
            yield Static(tui.FAULT_TITLE, classes="title")
            yield Static(self.words, markup=False)
            if self._mended_by_indexing:
                yield Static(tui.FAULT_INDEX_FROM_HERE, classes="from-here")
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a fault of the index is mended by reading the reports, or by trying again."""
        return action != "take" or self._mended_by_indexing

    def action_take(self, way_out: WayOut) -> None:
        """Take a way out."""
        self.dismiss(way_out)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
