"""The line at the bottom: the keys that matter here."""

from __future__ import annotations

from operator import itemgetter

from rich.style import Style as HoverStyle
from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from kompetanse_qa.texts import tui
from kompetanse_qa.tui.keys import HELP_KEY, PALETTE_KEY, place

_ALWAYS = (HELP_KEY, PALETTE_KEY)
_AT_CLICK = "@click"
"""The meta of a stretch of text under which Textual looks for what a click does."""


class KeyBar(Static):
    """The keys in a set order, without those that do not fit: no word is cut in two.

    First the keys of the widget in focus, then F1, F2 …, then those with Ctrl. Help and command
    palette always stay, and have what is left out: the last ones of the keys that work everywhere,
    then the last ones of this screen. A click on a key presses it; the mouse over it shows what it
    does.

    One line of text, not Textual's `Footer`: that one makes a widget for each key anew whenever
    the focus moves, which holds the event loop up for longer than a frame.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $footer-background;
        color: $footer-description-foreground;
        text-wrap: nowrap;
    }
    """

    def on_mount(self) -> None:
        """Follow the bindings; colours and hover are drawn here, not as links are."""
        self.auto_links = False
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._show_keys())

    def on_resize(self) -> None:
        """Other room, other keys."""
        self._show_keys()

    def watch_hover_style(self, before: HoverStyle, now: HoverStyle) -> None:
        """The mouse came to another key."""
        if before.meta.get(_AT_CLICK) != now.meta.get(_AT_CLICK):
            self._show_keys()

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self.hover_style = HoverStyle()

    def _show_keys(self) -> None:
        line = Content()
        self.tooltip = None
        for binding in self._fitting():
            shown = _key(binding)
            if self.hover_style.meta.get(_AT_CLICK) == _pressing(binding):
                shown = shown.stylize("$foreground on $block-hover-background")
                self.tooltip = binding.tooltip
            line += shown
        self.update(line, layout=False)

    def _fitting(self) -> list[Binding]:
        """The bindings that there is room for: the most needed are chosen, then put in order."""
        of_action: dict[str, tuple[int, int, Binding]] = {}
        for node, binding, enabled, _ in self.screen.active_bindings.values():
            if binding.show and enabled:
                need = 0 if binding.key in _ALWAYS else 2 if node is self.app else 1
                of_action.setdefault(binding.action, (need, place(binding.key), binding))
        room = self.content_size.width
        chosen = []
        for _, order, binding in sorted(of_action.values(), key=itemgetter(0, 1)):
            width = _key(binding).cell_length
            if width <= room:
                room -= width
                chosen.append((order, binding))
        return [binding for _, binding in sorted(chosen, key=itemgetter(0))]


def _key(binding: Binding) -> Content:
    name = Content.styled(f" {tui.key_name(binding.key)} ", "bold $footer-key-foreground")
    return (name + f"{binding.description} ").stylize(
        Style.from_meta({_AT_CLICK: _pressing(binding)})
    )


def _pressing(binding: Binding) -> str:
    """The action that presses the key."""
    return f"app.simulate_key({binding.key!r})"
