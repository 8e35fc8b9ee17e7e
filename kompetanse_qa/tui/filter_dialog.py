"""The dialog to choose where to search: reports, publishers, years, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kompetanse_qa.records import Filters, ReportCard
from kompetanse_qa.texts import tui
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.keys import bound
from kompetanse_qa.tui.tick_list import Tickable, TickList


class YearBox(Input):
    """A year, or nothing."""

    DEFAULT_CSS = """
    YearBox {
        width: 10;
        height: 1;
        border: none;
        padding: 0 1;
        background: $panel;
        &:focus { border: none; background: $block-cursor-background; background-tint: 0%; }
        &>.input--placeholder { color: $quiet; }
    }
    """

    def __init__(self, year: int | None, hint: int | None, name: str) -> None:
        super().__init__(
            str(year or ""), placeholder=str(hint or ""), restrict=r"\d{0,4}", name=name
        )

    @property
    def complete(self) -> bool:
        """Four digits, or empty."""
        return len(self.value) in (0, 4)

    @property
    def year(self) -> int | None:
        """The year; None if the box is empty."""
        return int(self.value) if self.value else None


class FilterDialog(ModalScreen[Filters | None]):
    """Tick what to search in. Closes with the filters, or with None if nothing is to change."""

    DEFAULT_CSS = """
    FilterDialog {
        align: center middle;
        background: $background 70%;
        & > Vertical {
            width: 90%;
            max-width: 96;
            height: auto;
            padding: 1 0 1 3;
            background: $surface;
        }
        & VerticalScroll {
            height: auto;
            max-height: 60vh;
            scrollbar-background: $surface;
            scrollbar-background-hover: $surface;
            scrollbar-background-active: $surface;
            & > * { padding-right: 3; }
        }
        & .heading { margin-top: 1; color: $quiet; }
        & .title { text-style: bold; color: $accent; }
        & .years { height: 1; & > Static { width: auto; padding: 0 1; } }
        & .years > .first { padding: 0 1 0 0; }
        & .leaves { margin-top: 1; text-style: bold; height: auto; }
        & .leaves.-nothing { color: $warning; }
    }
    """
    BINDINGS = [
        bound("enter", "use", tui.KEYS["use_filter"], priority=True),
        bound("tab", "app.focus_next", tui.KEYS["next_field"]),
        bound("f8", "clear", tui.KEYS["clear_filter"]),
        bound("escape", "close", tui.KEYS["close"]),
    ]

    def __init__(self, cards: Sequence[ReportCard], filters: Filters) -> None:
        super().__init__()
        self._cards, self._filters = cards, filters

    def compose(self) -> ComposeResult:
        """Reports, publishers, years, and what they leave."""
        years = [card.year for card in self._cards if card.year is not None]
        with Vertical():
            yield Static(tui.FILTER_TITLE, classes="title")
            with VerticalScroll(can_focus=False):
                yield Static(tui.FILTER_NONE_TICKED)
                yield Static(tui.FILTER_REPORTS, classes="heading")
                yield TickList(self._reports(), self._filters.reports, id="reports")
                yield Static(tui.FILTER_PUBLISHERS, classes="heading")
                yield TickList(self._publishers(), self._filters.publishers, id="publishers")
                yield Static(self._years(), classes="heading")
                with Horizontal(classes="years"):
                    yield Static(tui.FILTER_FROM, classes="first")
                    yield YearBox(self._filters.year_from, min(years, default=None), "from")
                    yield Static(tui.FILTER_TO)
                    yield YearBox(self._filters.year_to, max(years, default=None), "to")
            yield Static(classes="leaves")
        yield KeyBar()

    def _reports(self) -> list[Tickable]:
        return [Tickable(value=c.id, name=c.title, count=c.passages) for c in self._cards]

    def _publishers(self) -> list[Tickable]:
        counts = Counter(card.publisher for card in self._cards if card.publisher)
        return [
            Tickable(value=name, name=name, count=count) for name, count in sorted(counts.items())
        ]

    def _years(self) -> str:
        counts = Counter(card.year for card in self._cards)
        without = counts.pop(None, 0)
        return tui.years_in_words(
            sorted((year, count) for year, count in counts.items() if year is not None), without
        )

    def on_mount(self) -> None:
        """Count what the filter leaves now; begin where the dialog begins, heading and all."""
        self._count()
        self.call_after_refresh(self.query_one(VerticalScroll).scroll_home, animate=False)

    def on_tick_list_ticked(self) -> None:
        """Count again."""
        self._count()

    def on_input_changed(self) -> None:
        """Count again."""
        self._count()

    def _chosen(self) -> Filters:
        first, last = self.query(YearBox)
        return Filters(
            reports=tuple(sorted(self.query_one("#reports", TickList).ticked)),
            publishers=tuple(sorted(self.query_one("#publishers", TickList).ticked)),
            year_from=first.year if first.complete else None,
            year_to=last.year if last.complete else None,
        )

    def _left(self) -> list[ReportCard]:
        chosen = self._chosen()
        return [card for card in self._cards if chosen.passes(card)]

    def _count(self) -> None:
        left = self._left()
        shown = self.query_one(".leaves", Static)
        shown.set_class(not left, "-nothing")
        if left:
            passages = sum(card.passages for card in left)
            shown.update(tui.filter_leaves(len(left), len(self._cards), passages))
        else:
            shown.update(tui.FILTER_NOTHING)

    def action_use(self) -> None:
        """Search with this filter, if it leaves anything to search."""
        if not all(box.complete for box in self.query(YearBox)):
            self.notify(tui.FILTER_BAD_YEAR, severity="warning")
        elif self._left():
            self.dismiss(self._chosen())
        else:
            self.notify(tui.FILTER_NOTHING, severity="warning")

    def action_clear(self) -> None:
        """Search everywhere."""
        self.dismiss(Filters())

    def action_close(self) -> None:
        """Leave the filter as it was."""
        self.dismiss(None)
