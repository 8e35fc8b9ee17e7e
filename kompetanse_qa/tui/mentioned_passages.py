"""The passages of one report that speak of something: the best one whole, the others by place."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kompetanse_qa.records import Citation, Mentions, Passage, Span
from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.texts.answers import place_in_words
from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.keys import bound


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMentions:
    """A report's mentions with the citation of each of its passages."""

    mentions: Mentions
    citations: tuple[Citation, ...]


class MentionedPassages(OptionList):
    """Best first."""

    DEFAULT_CSS = """
    MentionedPassages {
        border: none;
        padding: 1 0;
        background: $surface;
        scrollbar-background: $surface;
        &:focus { border: none; background: $surface; background-tint: 0%; }
        & > .option-list--option { padding: 0 3; }
        & > .option-list--option-highlighted { background: $surface; }
        &:focus > .option-list--option-highlighted { background: $block-cursor-background; }
    }
    """
    BINDINGS = [bound("enter", "select", KEYS["read"])]

    @dataclass
    class Chosen(Message):
        """The user wants to read on from this passage."""

        passage: Passage
        span: Span | None

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._shown: ShownMentions | None = None

    @property
    def current(self) -> Citation | None:
        """The citation of the passage that has the cursor."""
        if self._shown is None or self.highlighted is None:
            return None
        return self._shown.citations[self.highlighted]

    def show(self, shown: ShownMentions) -> None:
        """Show the passages of a report, cursor on the best."""
        self._shown = shown
        span = shown.mentions.best_span
        best, *others = shown.mentions.passages
        first, *rest = shown.citations
        self.set_options(
            [
                Option(Content("\n").join([_place(first), _text(best, span), Content("")])),
                *(Option(_place(c)) for _, c in zip(others, rest, strict=True)),
            ]
        )
        self.highlighted = 0
        self.scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which passage was chosen."""
        event.stop()
        if self._shown:
            at = event.option_index
            span = self._shown.mentions.best_span if at == 0 else None
            self.post_message(self.Chosen(self._shown.mentions.passages[at], span))


def _place(citation: Citation) -> Content:
    lines = [
        Content.styled(words.path(citation.headings), "$quiet"),
        Content.styled(place_in_words(citation), "$quiet"),
    ]
    return Content("\n").join([*(line for line in lines if line.plain), Content("")])


def _text(passage: Passage, span: Span | None) -> Content:
    # A tab would be as wide as the terminal likes, and move the marked stretch.
    content = Content(passage.text.replace("\t", " "))
    if span:
        content = content.stylize("$answer-foreground on $answer-background", span.start, span.end)
    return content
