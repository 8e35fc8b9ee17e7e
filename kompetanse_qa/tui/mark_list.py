"""The marks: each with its quote, where it stands, and what was asked when it was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kompetanse_qa.sitting.marks import Mark
from kompetanse_qa.texts import answers
from kompetanse_qa.texts.sitting import FOUND_BY_READING
from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.keys import bound


class MarkList(OptionList):
    """In the order they were made; Enter reads on from one."""

    DEFAULT_CSS = """
    MarkList {
        height: 1fr;
        border: none;
        padding: 0;
        background: $background;
        &:focus { border: none; background-tint: 0%; }
        & > .option-list--option { padding: 0 2; }
    }
    """
    BINDINGS = [bound("enter", "select", KEYS["read"])]

    @dataclass
    class Chosen(Message):
        """The user wants to read on from this mark."""

        mark: Mark

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._marks: tuple[Mark, ...] = ()

    @property
    def current(self) -> Mark | None:
        """The mark that has the cursor."""
        return None if self.highlighted is None else self._marks[self.highlighted]

    def show(self, marks: Sequence[Mark]) -> None:
        """Show these marks; the cursor stays on the line where it was, if there is one."""
        line = self.highlighted or 0
        self._marks = tuple(marks)
        self.set_options([Option(_line(mark)) for mark in marks])
        self.highlighted = min(line, len(marks) - 1) if marks else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which mark was chosen."""
        event.stop()
        self.post_message(self.Chosen(self._marks[event.option_index]))


def _line(mark: Mark) -> Content:
    citation = mark.citation
    where = [citation.title, answers.byline(citation), answers.place_in_words(citation)]
    return Content.assemble(
        (" ".join(citation.quote.split()), "bold"),
        "\n",
        (". ".join(part for part in where if part), "$quiet"),
        "\n",
        (mark.question or FOUND_BY_READING, "$quiet"),
        "\n",
    )
