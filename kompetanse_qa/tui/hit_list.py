"""The hits: each with its best sentence and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kompetanse_qa.records import Citation, Hit
from kompetanse_qa.texts import answers, tui
from kompetanse_qa.tui.keys import bound


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHit:
    """A hit with the citation of its best sentence (of the passage, where there is none)."""

    hit: Hit
    citation: Citation


class HitList(OptionList):
    """The answer first (if there is one), then the other hits below a heading."""

    DEFAULT_CSS = """
    HitList {
        height: 1fr;
        border: none;
        padding: 0;
        background: $background;
        scrollbar-gutter: stable;
        &:focus { border: none; background-tint: 0%; }
        & > .option-list--option { padding: 0 2; }
        & > .option-list--option-disabled { color: $quiet; }
        & > .option-list--option-highlighted {
            color: $block-cursor-blurred-foreground;
            background: $block-cursor-blurred-background;
        }
    }
    """
    BINDINGS = [
        bound("enter", "select", tui.KEYS["read"]),
        Binding("up", "cursor_up", show=False),
    ]

    @dataclass
    class Moved(Message):
        """Another hit has the cursor."""

        shown: ShownHit

    @dataclass
    class Chosen(Message):
        """The user wants to read on from this hit."""

        shown: ShownHit

    @dataclass
    class LeftUpwards(Message):
        """Arrow up was pressed on the first hit."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._shown: dict[str, ShownHit] = {}
        self._found = False

    @property
    def current(self) -> ShownHit | None:
        """The hit that has the cursor."""
        option = self.highlighted_option
        return self._shown.get(option.id or "") if option else None

    def show(
        self, hits: Sequence[ShownHit], *, nearest: str | None, marked: Callable[[str], bool]
    ) -> None:
        """Show the hits of an answer, cursor on the first.

        ``nearest`` is what stands above them if nothing answers.
        """
        found = nearest is None
        self._shown = {shown.hit.passage.id: shown for shown in hits}
        options: list[Option] = [_apart(nearest)] if nearest and hits else []
        for shown in hits:
            answer = found and shown is hits[0]
            options.append(
                Option(_line(shown, answer=answer, marked=marked), id=shown.hit.passage.id)
            )
            options.append(_apart(f"\n{tui.MORE_HITS}" if answer and len(hits) > 1 else ""))
        self.set_options(options)
        self.action_first()
        self._found = found

    def show_marks(self, marked: Callable[[str], bool]) -> None:
        """Show which hits are marked now."""
        first = next(iter(self._shown), None)
        for passage_id, shown in self._shown.items():
            answer = self._found and passage_id == first
            self.replace_option_prompt(passage_id, _line(shown, answer=answer, marked=marked))

    def action_cursor_up(self) -> None:
        """One hit up; from the first, up to the question."""
        enabled = [i for i, option in enumerate(self.options) if not option.disabled]
        if not enabled or self.highlighted in (None, enabled[0]):
            self.post_message(self.LeftUpwards())
        else:
            super().action_cursor_up()

    def on_click(self, event: events.Click) -> None:
        """A click shows the hit beside; a click on the hit that is shown opens it."""
        event.prevent_default()
        index = event.style.meta.get("option")
        if index is None or self.options[index].disabled:
            return
        if index == self.highlighted:
            self.action_select()
        else:
            self.highlighted = index

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell which hit has the cursor."""
        event.stop()
        if shown := self._shown.get(event.option_id or ""):
            self.post_message(self.Moved(shown))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which hit was chosen."""
        event.stop()
        if shown := self._shown.get(event.option_id or ""):
            self.post_message(self.Chosen(shown))


def _apart(heading: str) -> Option:
    """What stands between two hits: an empty line, or a heading."""
    return Option(Content(heading), disabled=True)


def _line(shown: ShownHit, *, answer: bool, marked: Callable[[str], bool]) -> Content:
    passage, citation = shown.hit.passage, shown.citation
    quote = passage.text
    if shown.hit.answer_span or passage.sentences:
        span = shown.hit.answer_span or passage.sentences[0]
        quote = quote[span.start : span.end]
    where = [answers.hit_title(passage), answers.place_in_words(citation)]
    if marked(passage.id):
        where.append(tui.MARKED)
    return Content.assemble(
        (" ".join(quote.split()), "bold" if answer else ""),
        "\n",
        (". ".join(part for part in where if part), "$quiet"),
    )
