"""Below the report: where the marked passage stands."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kompetanse_qa.records import Citation, Passage
from kompetanse_qa.texts import tui_reader as words


class PlaceLine(Vertical):
    """Headings; page, lines and number of the passage; whether it is marked to be taken along.

    In a low window the innermost heading stands for the whole path.
    """

    SCOPED_CSS = False  # the window's height is a class of the screen
    DEFAULT_CSS = """
    PlaceLine {
        height: auto;
        padding: 0 2;
        margin-bottom: 1;
        background: $surface;
        & > Static { height: auto; }
        & > .innermost { display: none; }
        & > .where { color: $quiet; }
    }
    .-low PlaceLine {
        & > .path { display: none; }
        & > .innermost { display: block; }
    }
    """

    def compose(self) -> ComposeResult:
        """Headings above, place below."""
        yield Static(classes="path", markup=False)
        yield Static(classes="innermost", markup=False)
        yield Static(classes="where", markup=False)

    def show(
        self, passage: Passage, citation: Citation, number: int, of: int, *, taken: bool
    ) -> None:
        """Show the place of passage ``number`` of ``of``."""
        where = Content(words.where(citation, passage.kind, number, of))
        if taken:
            where = Content.assemble((f"{words.MARKED}. ", "bold $accent"), where)
        self.query_one(".path", Static).update(words.path(passage.headings))
        self.query_one(".innermost", Static).update(words.path(passage.headings[-1:]))
        self.query_one(".where", Static).update(where)
