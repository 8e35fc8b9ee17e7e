"""What every screen with a passage under the cursor can do: F5 copies, F6 marks, o opens."""

from __future__ import annotations

from textual.screen import Screen

from kompetanse_qa.records import Citation
from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.keys import bound
from kompetanse_qa.tui.requests import OfferCopy, OpenSource, ToggleMark


class PassageScreen(Screen[None]):
    """Copies, marks and opens by asking the app for it."""

    BINDINGS = [
        bound("f5", "copy", KEYS["copy"]),
        bound("f6", "mark", KEYS["mark"]),
        bound("o", "source", KEYS["source"], show=False),
    ]

    def citation(self) -> Citation | None:
        """The citation of the passage under the cursor; None while there is none."""
        raise NotImplementedError

    def question(self) -> str:
        """What the passage was found with; empty where it was found by reading."""
        return ""

    def marks_changed(self) -> None:
        """A mark was added or taken away here."""

    def action_copy(self) -> None:
        """Offer to copy the quote and its citation: `copy_dialog.CopyDialog`."""
        if citation := self.citation():
            self.post_message(OfferCopy(citation))

    def action_mark(self) -> None:
        """Mark the passage to be taken along, or take its mark away."""
        if citation := self.citation():
            # Straight to the app, so that it has carried it out when it calls back.
            self.app.post_message(ToggleMark(citation, self.question()))
            self.app.call_later(self.marks_changed)

    def action_source(self) -> None:
        """Open the source file where the passage stands."""
        if citation := self.citation():
            self.post_message(OpenSource(citation))
