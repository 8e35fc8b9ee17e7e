"""The line to find words in the report with: what is looked for, and which match of how many."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from kompetanse_qa.texts.tui_reader import FIND, KEYS, match_count
from kompetanse_qa.tui.keys import bound


class FindBar(Horizontal):
    """Hidden until something is looked for."""

    DEFAULT_CSS = """
    FindBar {
        height: 1;
        display: none;
        background: $panel;
        padding: 0 2;
        &.-open { display: block; }
        & > Input {
            width: 1fr;
            border: none;
            padding: 0;
            background: $panel;
            &:focus { border: none; background-tint: 0%; }
            & > .input--placeholder { color: $quiet; }
        }
        & > Static { width: auto; margin-left: 2; color: $quiet; }
    }
    """
    BINDINGS = [
        bound("enter,down", "step(1)", KEYS["next"]),
        bound("up", "step(-1)", KEYS["previous_match"]),
        bound("escape", "close", KEYS["end_find"]),
    ]

    @dataclass
    class Changed(Message):
        """These words are looked for now."""

        words: str

    @dataclass
    class Stepped(Message):
        """The reader wants another match: the next (1) or the previous (-1)."""

        step: int

    @dataclass
    class Closed(Message):
        """The reader is done with looking."""

    def compose(self) -> ComposeResult:
        """The words, and how often they stand in the report."""
        yield Input(placeholder=FIND, compact=True)
        yield Static()

    def open(self) -> None:
        """Show the line, ready to type in; the words of last time can be typed over."""
        self.add_class("-open")
        self.query_one(Input).focus()

    def show_count(self, number: int | None, count: int) -> None:
        """Show which match is the current one, of how many."""
        words = self.query_one(Input).value
        self.query_one(Static).update(match_count(number, count) if words.strip() else "")

    def action_step(self, step: int) -> None:
        """Ask for another match."""
        self.post_message(self.Stepped(step))

    def action_close(self) -> None:
        """Hide the line."""
        self.remove_class("-open")
        self.post_message(self.Closed())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed, letter by letter."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line: on to the next match."""
        event.stop()
        self.action_step(1)
