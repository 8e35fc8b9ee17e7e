"""A short list to choose one line from, as dialogues have it."""

from __future__ import annotations

from textual.widgets import OptionList

from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.keys import bound


class ChoiceList(OptionList):
    """As high as its lines; Enter chooses."""

    DEFAULT_CSS = """
    ChoiceList {
        border: none;
        padding: 0;
        height: auto;
        background: $surface;
        &:focus { border: none; background-tint: 0%; }
        & > .option-list--option { padding: 0 1; }
    }
    """
    BINDINGS = [bound("enter", "select", KEYS["choose"])]
