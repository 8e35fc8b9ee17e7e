"""The table of contents: a tree of the report's headings, the branch that is read unfolded."""

from __future__ import annotations

from dataclasses import dataclass

from rich.padding import Padding
from rich.text import Text
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kompetanse_qa.sitting.report_text import ReportText
from kompetanse_qa.texts.tui_reader import KEYS, NO_CONTENTS
from kompetanse_qa.tui.keys import bound

_INDENT = 2


@dataclass(frozen=True, slots=True)
class _Heading:
    text: str
    passage: int
    level: int
    above: int | None
    """The heading it stands under, by number."""


class ContentsTree(OptionList):
    """Headings in order, broken over as many lines as they need; only unfolded ones show more."""

    DEFAULT_CSS = """
    ContentsTree {
        border: none;
        padding: 0;
        background: $surface;
        scrollbar-background: $surface;
        &:focus { border: none; background: $surface; background-tint: 0%; }
        & > .option-list--option { padding: 0 1 0 2; }
        & > .option-list--option-disabled { color: $quiet; }
        & > .option-list--option-highlighted { color: $accent; background: $panel; }
    }
    """
    BINDINGS = [
        bound("enter", "select", KEYS["open_chapter"]),
        bound("right", "unfold", KEYS["unfold"], show=False),
        bound("left", "fold", KEYS["fold"], show=False),
    ]

    @dataclass
    class Chosen(Message):
        """The reader wants to go to the heading that leads to this passage."""

        passage: int

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._headings: list[_Heading] = []
        self._unfolded: set[int] = set()

    def show(self, text: ReportText) -> None:
        """Show the headings of a report, all folded."""
        self._headings, self._unfolded = [], set()
        path: list[int] = []
        for piece in text.pieces:
            if piece.level is None:
                continue
            del path[piece.level :]
            above = path[-1] if path else None
            path.append(len(self._headings))
            self._headings.append(_Heading(piece.text, piece.passage, piece.level, above))
        self._fill(None)

    def follow(self, passage: int) -> None:
        """Put the cursor on the heading that a passage stands under, and unfold its branch."""
        under = [n for n, heading in enumerate(self._headings) if heading.passage <= passage]
        if under:
            branch = set(self._above(under[-1]))
            if not branch <= self._unfolded:
                self._unfolded |= branch
            self._fill(under[-1])

    def action_unfold(self) -> None:
        """Show the headings under the one with the cursor."""
        if (at := self._at()) is not None:
            self._unfolded.add(at)
            self._fill(at)

    def action_fold(self) -> None:
        """Hide the headings under the one with the cursor, or go to the one above it."""
        at = self._at()
        if at is None:
            return
        above = self._headings[at].above
        if at in self._unfolded and self._leads_on(at):
            self._unfolded.discard(at)
            self._fill(at)
        elif above is not None:
            self._fill(above)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which heading was chosen, and unfold it."""
        event.stop()
        if (at := self._at()) is not None:
            self._unfolded.add(at)
            self._fill(at)
            self.post_message(self.Chosen(self._headings[at].passage))

    def _at(self) -> int | None:
        option = self.highlighted_option
        return int(option.id) if option and option.id else None

    def _above(self, number: int) -> list[int]:
        found = []
        above = self._headings[number].above
        while above is not None:
            found.append(above)
            above = self._headings[above].above
        return found

    def _leads_on(self, number: int) -> bool:
        following = number + 1
        return following < len(self._headings) and self._headings[following].above == number

    def _fill(self, cursor: int | None) -> None:
        shown = [n for n in range(len(self._headings)) if self._unfolded.issuperset(self._above(n))]
        with self.prevent(OptionList.OptionHighlighted):
            if [option.id for option in self.options] != [str(n) for n in shown] or not shown:
                self.set_options([self._option(n) for n in shown] or [_NOTHING])
            self.highlighted = shown.index(cursor) if cursor in shown else None

    def _option(self, number: int) -> Option:
        heading = self._headings[number]
        indent = heading.level * _INDENT
        style = "bold" if heading.level == 0 else ""
        return Option(Padding(Text(heading.text, style), (0, 0, 0, indent)), id=str(number))


_NOTHING = Option(NO_CONTENTS, disabled=True)
