"""A key binding from its words: the footer shows the word, help and palette the sentence."""

from __future__ import annotations

from textual.binding import Binding

from kompetanse_qa.texts.tui import Key


def bound(keys: str, action: str, key: Key, *, show: bool = True) -> Binding:
    """Bind keys (apart by commas; the first is the one that is shown) to an action."""
    return Binding(keys, action, key.word, tooltip=key.sentence, show=show)
