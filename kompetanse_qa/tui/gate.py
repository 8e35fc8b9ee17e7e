"""The gate: no exception in a handler, an action, a worker or a line that is drawn ends the app.

Textual ends it at the first one, and has left the message loop of the widget by then. So each
message is let through here, and what comes of it is handed to `show_fault`. A handler or a worker
that can't go on raises, whether the fault was foreseen or not.
"""

from __future__ import annotations

from textual.app import App
from textual.css.styles import RulesMap
from textual.dom import DOMNode
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import WorkerFailed

MOST_UNTOLD = 5
"""More faults than these without a word from the user: the panel itself can't be shown."""


class GatedApp(App[None]):
    """An app that outlives what goes wrong in it, for as long as that can be told."""

    _can_tell = False
    _untold = 0

    def show_fault(self, error: Exception) -> None:
        """Show what went wrong; the user's answer is to lead to `fault_seen`."""
        raise NotImplementedError

    def fault_seen(self) -> None:
        """The user has seen what went wrong."""
        self._untold = 0

    def on_ready(self) -> None:
        """There is a screen to show a fault on."""
        self._can_tell = True

    def _register(
        self,
        parent: DOMNode,
        *widgets: Widget,
        before: int | None = None,
        after: int | None = None,
        cache: dict[tuple[object, ...], RulesMap] | None = None,
    ) -> list[Widget]:
        for widget in widgets:
            _let_through_gate(widget)
        return super()._register(parent, *widgets, before=before, after=after, cache=cache)

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not self._can_tell:
                raise
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        # Every exception that nobody caught comes here.
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        self._untold += 1
        if self._can_tell and self.is_running and self._untold <= MOST_UNTOLD:
            self.call_later(self.show_fault, error)
        else:
            super()._handle_exception(error)


def _let_through_gate(widget: Widget) -> None:
    if "_dispatch_message" in vars(widget):
        return  # it was mounted before
    dispatch, render = widget._dispatch_message, widget.render_lines
    told = False

    async def guarded(message: Message) -> None:
        try:
            await dispatch(message)
        except Exception as error:
            widget.app._handle_exception(error)

    def drawn(crop: Region) -> list[Strip]:
        nonlocal told
        try:
            return render(crop)
        except Exception as error:
            # Told once: the panel is drawn above this widget, and so draws it again.
            if not told:
                told = True
                widget.app._handle_exception(error)
            return [Strip.blank(crop.width)] * crop.height

    widget._dispatch_message = guarded  # type: ignore[method-assign]
    widget.render_lines = drawn  # type: ignore[method-assign]
