"""The empty state: what this is, and some questions to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList, Static

from kompetanse_qa.texts import tui
from kompetanse_qa.tui.keys import bound


class StarterList(OptionList):
    """Starter questions; Enter asks the one under the cursor."""

    DEFAULT_CSS = """
    StarterList {
        border: none;
        padding: 0;
        background: $background;
        &:focus { border: none; background-tint: 0%; }
        & > .option-list--option { padding: 0 2; color: $accent; }
    }
    """
    BINDINGS = [
        bound("enter", "select", tui.KEYS["ask"]),
        Binding("up", "cursor_up", show=False),
    ]

    @dataclass
    class LeftUpwards(Message):
        """Arrow up was pressed on the first question."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def on_focus(self) -> None:
        """The cursor is shown while the keyboard is here."""
        if self.highlighted is None:
            self.action_first()

    def action_cursor_up(self) -> None:
        """One question up; from the first, up to the question box."""
        if self.highlighted in (None, 0):
            self.post_message(self.LeftUpwards())
        else:
            super().action_cursor_up()


class StartPanel(Vertical):
    """What stands below the question box before anything was asked."""

    DEFAULT_CSS = """
    StartPanel {
        padding: 1 0;
        & > Static { padding: 0 2; max-width: 80; height: auto; }
        & > .start-title { text-style: bold; color: $accent; margin-bottom: 1; }
        & > .start-starters { margin-top: 1; color: $quiet; display: none; }
        &.-starters > .start-starters { display: block; }
        & > StarterList { display: none; }
        &.-starters > StarterList { display: block; }
    }
    """

    @dataclass
    class Chosen(Message):
        """The user wants an answer to this starter question."""

        question: str

    def compose(self) -> ComposeResult:
        """Title, what the product does, and the questions when they are known."""
        yield Static(tui.START_TITLE, classes="start-title")
        yield Static(tui.START)
        yield Static(tui.STARTERS_TITLE, classes="start-starters")
        yield StarterList()

    def show(self, starters: Sequence[str]) -> None:
        """Show starter questions."""
        questions = self.query_one(StarterList)
        questions.set_options(starters)
        self.set_class(bool(starters), "-starters")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which question was chosen."""
        event.stop()
        self.post_message(self.Chosen(str(event.option.prompt)))
