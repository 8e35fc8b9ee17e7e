"""The line above the keys: what is happening, or what was searched."""

from __future__ import annotations

from textual.widgets import Static


class StatusLine(Static):
    """One quiet line."""

    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        padding: 0 2;
        margin-top: 1;
        color: $quiet;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
