"""The passage that has the cursor, with its best sentence marked and where it stands."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kompetanse_qa.records import Span
from kompetanse_qa.texts.answers import byline, headings_in_words, place_in_words
from kompetanse_qa.tui.hit_list import ShownHit

_ANSWER = "$answer-foreground on $answer-background"
_NEAREST = "underline"


class PassageView(VerticalScroll):
    """A passage on its page."""

    DEFAULT_CSS = """
    PassageView {
        background: $surface;
        padding: 1 0 1 3;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
        height: 1fr;
        &:focus { background: $panel; }
        & > .passage-source { margin-bottom: 1; }
        & > Static { max-width: 90; padding-right: 2; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sentence: Span | None = None

    def compose(self) -> ComposeResult:
        """Source above, text below."""
        yield Static(classes="passage-source")
        yield Static(classes="passage-text")

    def show(self, shown: ShownHit, *, answers: bool) -> None:
        """Show a hit's passage, its best sentence in sight: marked if it may be an answer."""
        self.query_one(".passage-source", Static).update(_source(shown))
        self.query_one(".passage-text", Static).update(
            _text(shown, _ANSWER if answers else _NEAREST)
        )
        self._sentence = shown.hit.answer_span
        self.scroll_home(animate=False)
        self.call_after_refresh(self._show_sentence)

    # Where the sentence stands is known when the text has been laid out, and changes with it.

    def watch_virtual_size(self) -> None:
        """The text became longer or shorter."""
        self.call_after_refresh(self._show_sentence)

    def on_resize(self) -> None:
        """The window became larger or smaller."""
        self.call_after_refresh(self._show_sentence)

    def _show_sentence(self) -> None:
        text = self.query_one(".passage-text", Static)
        content, width = text.visual, text.content_size.width
        if self._sentence is None or not width or not isinstance(content, Content):
            return
        first = len(content[: self._sentence.start + 1].wrap(width)) - 1
        last = len(content[: self._sentence.end].wrap(width)) - 1
        above = text.virtual_region.y
        if above + last >= self.content_size.height:
            # One line of what goes before stays in sight.
            self.scroll_to(y=above + first - 1, animate=False)


def _source(shown: ShownHit) -> Content:
    citation = shown.citation
    lines = [
        (citation.title, "bold"),
        (byline(citation), "$quiet"),
        (headings_in_words(citation.headings), "$quiet"),
        (place_in_words(citation), "$quiet"),
    ]
    return Content("\n").join(Content.styled(text, style) for text, style in lines if text)


def _text(shown: ShownHit, style: str) -> Content:
    # A tab would be as wide as the terminal likes, and move the marked stretch.
    content = Content(shown.hit.passage.text.replace("\t", " "))
    if span := shown.hit.answer_span:
        content = content.stylize(style, span.start, span.end)
    return content
