"""What can be done where the user is, read from the key bindings: no list that lags behind."""

from __future__ import annotations

from dataclasses import dataclass

from textual.dom import DOMNode
from textual.screen import Screen

from kompetanse_qa.texts import tui
from kompetanse_qa.tui.keys import place


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something the user can have done."""

    key: str
    """The key as it stands on the keyboard."""
    word: str
    sentence: str
    action: str
    node: DOMNode
    """Where the action is looked up."""


def commands_of(screen: Screen[object]) -> list[Command]:
    """The commands of a screen in the order of their keys, each with its first key."""
    found: dict[tuple[str, DOMNode], tuple[int, Command]] = {}
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        if tooltip and enabled:
            command = Command(
                key=tui.key_name(binding.key),
                word=binding.description,
                sentence=tooltip,
                action=binding.action,
                node=node,
            )
            found.setdefault((binding.action, node), (place(binding.key), command))
    return [command for _, command in sorted(found.values(), key=lambda placed: placed[0])]
