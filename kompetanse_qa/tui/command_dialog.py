"""The command palette: type what you want to do, Enter does it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kompetanse_qa.texts import tui
from kompetanse_qa.tui.commands import Command
from kompetanse_qa.tui.keys import bound

KEY_WIDTH = 8


class CommandDialog(ModalScreen[Command | None]):
    """Closes with the command that was chosen, or with None."""

    DEFAULT_CSS = """
    CommandDialog {
        align: center top;
        background: $background 70%;
        & > Vertical {
            width: 90%;
            max-width: 76;
            height: auto;
            margin-top: 2;
            padding: 1 2;
            background: $surface;
        }
        & Input {
            border: none;
            height: 1;
            padding: 0 1;
            margin-bottom: 1;
            background: $panel;
            &:focus { border: none; background-tint: 0%; }
            &>.input--placeholder { color: $quiet; }
        }
        & OptionList {
            border: none;
            padding: 0;
            height: auto;
            max-height: 70vh;
            background: $surface;
            & > .option-list--option { padding: 0 1; }
            & > .option-list--option-highlighted {
                background: $block-cursor-background;
                color: $block-cursor-foreground;
            }
        }
        & .nothing { padding: 0 1; color: $quiet; }
    }
    """
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        bound("escape", "close", tui.KEYS["close"]),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """What was typed, and the commands it fits."""
        with Vertical():
            yield Input(placeholder=tui.PALETTE)
            commands = OptionList(markup=False)
            commands.can_focus = False
            yield commands
            yield Static(tui.PALETTE_EMPTY, classes="nothing")

    def on_mount(self) -> None:
        """Show all."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits."""
        self._show(event.value)

    def _show(self, typed: str) -> None:
        words = typed.casefold().split()
        fitting = [
            Option(_line(command), id=str(number))
            for number, command in enumerate(self._commands)
            if all(word in f"{command.word} {command.sentence}".casefold() for word in words)
        ]
        commands = self.query_one(OptionList)
        commands.set_options(fitting)
        commands.highlighted = 0 if fitting else None
        commands.display = bool(fitting)
        self.query_one(".nothing").display = not fitting

    def action_move(self, step: int) -> None:
        """Move the cursor in the list while the keyboard stays in the input."""
        commands = self.query_one(OptionList)
        if step > 0:
            commands.action_cursor_down()
        else:
            commands.action_cursor_up()

    def on_input_submitted(self) -> None:
        """Do what the cursor is on."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the chosen command."""
        self.dismiss(self._commands[int(event.option_id or 0)])

    def action_close(self) -> None:
        """Close without a command."""
        self.dismiss(None)


def _line(command: Command) -> Content:
    return Content.assemble(
        (f"{command.key:<{KEY_WIDTH}}", "$accent"),
        (command.word, "bold"),
        (f"  {command.sentence}", "$quiet"),
    )
