"""The reports that speak of something, with how much, and the best sentence of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kompetanse_qa.records import Mentions, ReportCard
from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.keys import bound


class MentionList(OptionList):
    """Most passages first; the reports that do not speak of it are named at the end."""

    DEFAULT_CSS = """
    MentionList {
        border: none;
        padding: 0;
        background: $background;
        scrollbar-gutter: stable;
        &:focus { border: none; background-tint: 0%; }
        & > .option-list--option { padding: 0 2; }
        & > .option-list--option-disabled { color: $quiet; }
    }
    """
    BINDINGS = [bound("enter", "select", KEYS["read"])]

    @dataclass
    class Moved(Message):
        """Another report has the cursor."""

        mentions: Mentions

    @dataclass
    class Chosen(Message):
        """The user wants to read the best passage of this report."""

        mentions: Mentions

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._mentions: tuple[Mentions, ...] = ()

    def show(self, mentions: Sequence[Mentions], silent: Sequence[ReportCard]) -> None:
        """Show the reports that speak of it, and name the ``silent`` ones."""
        self._mentions = tuple(mentions)
        options = [Option(_line(found)) for found in self._mentions]
        if silent:
            titles = "\n".join(words.report_title(card) for card in silent)
            options.append(Option(f"{words.NOT_MENTIONED_IN}\n{titles}", disabled=True))
        self.set_options(options)
        self.highlighted = 0 if self._mentions else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell which report has the cursor."""
        event.stop()
        self.post_message(self.Moved(self._mentions[event.option_index]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which report was chosen."""
        event.stop()
        self.post_message(self.Chosen(self._mentions[event.option_index]))


def _line(found: Mentions) -> Content:
    best, span = found.passages[0], found.best_span
    quote = best.text[span.start : span.end] if span else best.text
    return Content.assemble(
        (words.report_title(found.report), "bold"),
        "\n",
        (words.passage_count(len(found.passages)), "$accent"),
        "\n",
        " ".join(quote.split()),
        "\n",
    )
