"""The filter in use, always in sight."""

from __future__ import annotations

from textual.widgets import Static

from kompetanse_qa.records import Filters, ReportCard
from kompetanse_qa.texts import tui


class FilterBar(Static):
    """One line; in the accent colour when something is left out of the search."""

    DEFAULT_CSS = """
    FilterBar {
        height: auto;
        padding: 0 2;
        color: $quiet;
        &.-filtered { color: $accent; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__(tui.ALL_REPORTS, markup=False)

    def show(self, filters: Filters, cards: tuple[ReportCard, ...]) -> None:
        """Say which reports are searched."""
        filtered = filters != Filters()
        self.set_class(filtered, "-filtered")
        if filtered:
            left = sum(map(filters.passes, cards))
            self.update(tui.filter_in_words(filters, left, len(cards)))
        else:
            self.update(tui.ALL_REPORTS)
