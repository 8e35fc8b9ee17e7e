"""The help: how it works, and every key of the screen it was called from."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kompetanse_qa.texts import tui
from kompetanse_qa.tui.commands import Command
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.keys import bound
from kompetanse_qa.tui.text_panel import TextPanel


class HelpScreen(TextPanel[None]):
    """Text and keys; the arrows scroll."""

    DEFAULT_CSS = """
    HelpScreen {
        & .title { color: $accent; }
        & .keys { margin-top: 1; }
    }
    """
    BINDINGS = [bound("escape,f1,q", "close", tui.KEYS["close"])]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """How it works, then the keys."""
        with VerticalScroll():
            yield Static(tui.HELP_TITLE, classes="title")
            yield Static(tui.HELP, markup=False)
            yield Static(tui.HELP_KEYS, classes="title keys")
            yield Static(_keys(self._commands))
        yield KeyBar()

    def action_close(self) -> None:
        """Close."""
        self.dismiss()


def _keys(commands: Sequence[Command]) -> Content:
    widest = max((len(command.key) for command in commands), default=0)
    return Content("\n").join(
        Content.assemble((f"{command.key:<{widest}}  ", "$accent"), command.sentence)
        for command in commands
    )
