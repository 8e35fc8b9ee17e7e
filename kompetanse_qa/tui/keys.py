"""A key with its words: what the footer, the help and the command palette show."""

from __future__ import annotations

from textual.binding import Binding

from kompetanse_qa.texts.tui import Key


def bound(
    keys: str, action: str, key: Key, *, show: bool = True, priority: bool = False
) -> Binding:
    """Bind keys (apart by commas; the first is the one that is shown) to an action.

    The footer shows the word, help and palette the sentence; ``show`` is about the footer alone.
    """
    return Binding(keys, action, key.word, tooltip=key.sentence, show=show, priority=priority)


HELP_KEY = "f1"
PALETTE_KEY = "ctrl+p"


def place(key: str) -> int:
    """Where a key stands among others: plain, F1, F2 …, with Ctrl, the palette's own."""
    if key == PALETTE_KEY:
        return 101
    number = key.removeprefix("f")
    return 100 if "+" in key else int(number) if number.isdigit() else 0
