"""The question box: type, Enter asks, arrow up brings earlier questions back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from kompetanse_qa.texts import tui
from kompetanse_qa.tui.keys import bound


class QuestionBox(Input):
    """One line to ask in."""

    DEFAULT_CSS = """
    QuestionBox {
        height: 3;
        padding: 1 2;
        border: none;
        background: $surface;
        &:focus { border: none; background: $panel; background-tint: 0%; }
        &>.input--placeholder { color: $quiet; }
    }
    """
    BINDINGS = [
        bound("enter", "submit", tui.KEYS["ask"], show=False),
        bound("up", "earlier", tui.KEYS["earlier"], show=False),
        bound("down", "later", tui.KEYS["later"], show=False),
        Binding("escape", "clear", show=False),
    ]

    @dataclass
    class Asked(Message):
        """The user wants an answer to this."""

        question: str

    @dataclass
    class LeftDownwards(Message):
        """Arrow down was pressed where no later question is to be had."""

    def __init__(self, history: Sequence[str]) -> None:
        super().__init__(placeholder=tui.QUESTION, select_on_focus=False)
        self._history = history
        self._back = 0  # how many questions back in the history; 0 is what is being written
        self._draft = ""
        self._answered = False  # what stands here was asked; what is typed next replaces it

    def show(self, question: str) -> None:
        """Put a question in the box, cursor at its end."""
        self.value = question
        self.cursor_position = len(question)

    def watch_selection(self) -> None:
        """Whoever moves the cursor wants to go on with the question that stands here."""
        self._answered = False

    async def on_key(self, event: events.Key) -> None:
        """A question mark alone asks for help; no question begins with one."""
        if self._answered and event.is_printable:
            self.value = ""
        if event.character == "?" and not self.value:
            event.stop()
            event.prevent_default()
            await self.run_action("app.help")

    def on_paste(self) -> None:
        """Pasted text replaces an answered question, as typed text does."""
        if self._answered:
            self.value = ""

    async def action_submit(self) -> None:
        """Ask."""
        self._back = 0
        self._answered = True
        self.post_message(self.Asked(self.value.strip()))

    def action_earlier(self) -> None:
        """The question before this one in the history."""
        if self._back == 0:
            self._draft = self.value
        back = self._back + 1
        # What stands in the box already is no step back.
        while back <= len(self._history) and self._history[-back] == self.value:
            back += 1
        if back <= len(self._history):
            self._back = back
            self.show(self._history[-back])

    def action_later(self) -> None:
        """The question after this one; from the last one, on to what stands below the box."""
        if self._back == 0:
            self.post_message(self.LeftDownwards())
            return
        self._back -= 1
        self.show(self._history[-self._back] if self._back else self._draft)

    def action_clear(self) -> None:
        """Empty the box."""
        self._back = 0
        self.value = ""
