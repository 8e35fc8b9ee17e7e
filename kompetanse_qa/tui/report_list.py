"""The reports of the index: title, who made them, how much of them there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kompetanse_qa.records import ReportCard
from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.keys import bound


class ReportList(OptionList):
    """One report for each entry; Enter reads it."""

    DEFAULT_CSS = """
    ReportList {
        border: none;
        padding: 0;
        background: $background;
        &:focus { border: none; background-tint: 0%; }
        & > .option-list--option { padding: 0 2; }
    }
    """
    BINDINGS = [bound("enter", "select", KEYS["read_report"])]

    @dataclass
    class Moved(Message):
        """Another report has the cursor."""

        card: ReportCard

    @dataclass
    class Chosen(Message):
        """The user wants to read this report."""

        card: ReportCard

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._cards: tuple[ReportCard, ...] = ()

    def show(self, cards: Sequence[ReportCard]) -> None:
        """Show these reports, cursor on the first, or where it was if they are shown already."""
        if tuple(cards) == self._cards:
            return
        self._cards = tuple(cards)
        self.set_options([Option(_line(card)) for card in self._cards])
        self.highlighted = 0 if self._cards else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell which report has the cursor."""
        event.stop()
        self.post_message(self.Moved(self._cards[event.option_index]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which report was chosen."""
        event.stop()
        self.post_message(self.Chosen(self._cards[event.option_index]))


def _line(card: ReportCard) -> Content:
    lines = [
        Content.styled(words.report_title(card), "bold"),
        Content.styled(words.who(card), "$quiet"),
        Content.styled(words.passage_count(card.passages), "$quiet"),
    ]
    return Content("\n").join([*(line for line in lines if line.plain), Content("")])
