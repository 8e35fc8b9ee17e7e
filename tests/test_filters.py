"""The counts beside a filter."""

from __future__ import annotations

import pytest

from kompetanse_qa.errors import NothingMatchesFilters
from kompetanse_qa.records import Filters
from kompetanse_qa.search import open_index


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(reports=("buss",)),
        Filters(publishers=("HAGE",)),
        Filters(publishers=("hage", "vestøya")),
        Filters(year_from=2015, year_to=2015),
        Filters(year_from=2016),
        Filters(year_to=2014),
        Filters(reports=("buss",), year_from=2016),
    ],
)
def test_the_counts_are_those_of_the_search(small_index, filters):
    with open_index(small_index) as index:
        left = sum(card.passages for card in index.reports if filters.passes(card))
        if left:
            assert index.ask("buss", filters=filters).searched.passages == left
        else:
            with pytest.raises(NothingMatchesFilters):
                index.ask("buss", filters=filters)
