"""A bar that fills from the left, drawn with colours alone: no glyph that is wide somewhere."""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget


class ProgressLine(Widget):
    """One line high; ``share`` from 0 to 1 of it is filled."""

    DEFAULT_CSS = """
    ProgressLine {
        height: 1;
        width: 1fr;
        & > .progress-line--done { background: $accent; }
        & > .progress-line--left { background: $panel; }
    }
    """
    COMPONENT_CLASSES = {"progress-line--done", "progress-line--left"}

    share = reactive(0.0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        return 1

    def render_line(self, y: int) -> Strip:
        """The filled cells, then the empty ones."""
        done = round(self.share * self.size.width)
        return Strip(
            [
                Segment(" " * done, self.get_component_rich_style("progress-line--done")),
                Segment(
                    " " * (self.size.width - done),
                    self.get_component_rich_style("progress-line--left"),
                ),
            ]
        )
