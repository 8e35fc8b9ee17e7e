"""A key with its words: what the footer, the help and the command palette show."""

from __future__ import annotations

from textual.binding import Binding

from kompetanse_qa.texts import tui


def key(keys: str, action: str, name: str, *, show: bool = True, priority: bool = False) -> Binding:
    """A binding that `texts.tui.KEYS` words.

    ``show`` is about the footer alone. Every binding with a tooltip stands in help and palette.
    """
    word, sentence = tui.KEYS[name]
    return Binding(keys, action, word, tooltip=sentence, show=show, priority=priority)


HELP_KEY = "f1"
PALETTE_KEY = "ctrl+p"


def place(key: str) -> int:
    """Where a key stands among others: plain, F1, F2 …, with Ctrl, the palette's own."""
    if key == PALETTE_KEY:
        return 101
    number = key.removeprefix("f")
    return 100 if "+" in key else int(number) if number.isdigit() else 0
