"""Back and forward, as in a browser: the places that were read, in the order they were visited."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that was looked at, and where on the screen it stood."""

    passage_id: str
    offset: int = 0
    """Rows between the top of the window and the passage's first row."""


class Trail:
    """The places visited, with one of them as the current one."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def visit(self, place: Place) -> None:
        """Go to a new place; what lay ahead is forgotten. The current place again is no step."""
        if self._at >= 0 and self._places[self._at].passage_id == place.passage_id:
            self._places[self._at] = place
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        self._at += 1

    def leave(self, place: Place) -> None:
        """Keep where the reader was when the current place is left, to come back to just that."""
        if self._at >= 0:
            self._places[self._at] = place

    def back(self) -> Place | None:
        """Step back; None at the beginning."""
        if self._at <= 0:
            return None
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place | None:
        """Step forward; None at the end."""
        if self._at >= len(self._places) - 1:
            return None
        self._at += 1
        return self._places[self._at]
