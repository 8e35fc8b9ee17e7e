"""Which reports a filter lets through, for the counts beside it.

The search itself filters by the same rule; a test holds the two together.
"""

from __future__ import annotations

from kompetanse_qa.records import Filters, ReportCard


def passes(card: ReportCard, filters: Filters) -> bool:
    """Whether the filter lets this report through."""
    publisher = (card.publisher or "").casefold()
    first, last = filters.year_from, filters.year_to
    return (
        (not filters.reports or card.id in filters.reports)
        and (not filters.publishers or any(p.casefold() in publisher for p in filters.publishers))
        and (first is None or (card.year is not None and card.year >= first))
        and (last is None or (card.year is not None and card.year <= last))
    )
