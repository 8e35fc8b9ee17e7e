"""The help: how it works, and every key of the screen it was called from."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kompetanse_qa.texts import tui
from kompetanse_qa.tui.commands import Command
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.keys import key


class HelpScreen(ModalScreen[None]):
    """Text and keys; the arrows scroll."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 70%;
        & > VerticalScroll {
            width: 90%;
            max-width: 84;
            height: auto;
            max-height: 90%;
            padding: 1 0 1 3;
            background: $surface;
            scrollbar-background: $surface;
            scrollbar-background-hover: $surface;
            scrollbar-background-active: $surface;
            & > * { padding-right: 3; }
        }
        & .title { text-style: bold; color: $accent; margin-bottom: 1; }
        & .keys { margin-top: 1; }
    }
    """
    BINDINGS = [key("escape,f1,q", "close", "close")]

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
