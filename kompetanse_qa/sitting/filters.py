"""Which reports a filter lets through, for the counts beside it.

The search itself filters by the same rule; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable

from kompetanse_qa.records import Filters, ReportCard


def passing(cards: Iterable[ReportCard], filters: Filters) -> list[ReportCard]:
    """The reports that the filter lets through."""
    return [card for card in cards if _passes(card, filters)]


def _passes(card: ReportCard, filters: Filters) -> bool:
    publisher = (card.publisher or "").casefold()
    first, last = filters.year_from, filters.year_to
    return (
        (not filters.reports or card.id in filters.reports)
        and (not filters.publishers or any(p.casefold() in publisher for p in filters.publishers))
        and (first is None or (card.year is not None and card.year >= first))
        and (last is None or (card.year is not None and card.year <= last))
    )
