"""A panel of text over the screen, which scrolls if it is long."""

from __future__ import annotations

from typing import TypeVar

from textual.screen import ModalScreen

Result = TypeVar("Result")


class TextPanel(ModalScreen[Result]):
    """What is composed stands in a `VerticalScroll`, under a heading of the class ``title``."""

    DEFAULT_CSS = """
    TextPanel {
        align: center middle;
        background: $background 70%;
        & > VerticalScroll {
            width: 90%;
            max-width: 84;
            height: auto;
            max-height: 90%;
            padding: 1 0 1 3;
            background: $surface;
            scrollbar-background: $surface;
            scrollbar-background-hover: $surface;
            scrollbar-background-active: $surface;
            & > * { padding-right: 3; }
        }
        & .title { text-style: bold; margin-bottom: 1; }
    }
    """
