"""A list to tick: long lines wrap, and the count stands behind the name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kompetanse_qa.texts import tui
from kompetanse_qa.tui.keys import bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Tickable:
    """A line of the list."""

    value: str
    name: str
    count: int


class TickList(OptionList):
    """Space, or a click, ticks a line; what is ticked is `ticked`."""

    DEFAULT_CSS = """
    TickList {
        height: auto;
        max-height: 14;
        border: none;
        padding: 0;
        background: $surface;
        &:focus { border: none; background-tint: 0%; }
    }
    """
    BINDINGS = [bound("space", "select", tui.KEYS["tick"])]

    @dataclass
    class Ticked(Message):
        """A line was ticked, or its tick taken away."""

    def __init__(self, lines: Sequence[Tickable], ticked: Collection[str], *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._lines_by_value = {line.value: line for line in lines}
        self.ticked = {value for value in ticked if value in self._lines_by_value}
        self.add_options([Option(self._prompt(line.value), id=line.value) for line in lines])
        self.action_first()

    def _prompt(self, value: str) -> Content:
        line = self._lines_by_value[value]
        tick = ("[x] ", "bold $accent") if value in self.ticked else ("[ ] ", "")
        return Content.assemble(tick, line.name, (f" ({line.count})", "$quiet"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick, or take the tick away."""
        event.stop()
        value = event.option_id or ""
        self.ticked ^= {value}
        self.replace_option_prompt(value, self._prompt(value))
        self.post_message(self.Ticked())
