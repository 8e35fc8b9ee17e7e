"""Terms' weights and the shares they give, worked out in sight."""

from __future__ import annotations

import math

import pytest

from kompetanse_qa.answering import TermWeights

RARE, COMMON, NOWHERE = math.log(1 + 8 / 1), math.log(1 + 8 / 4), math.log(1 + 8 / 1)
"""Of eight passages one holds *kompost* and four hold *skole*; *bussen* weighs as if one did."""


def weights(*terms: str) -> TermWeights:
    return TermWeights(terms, 8, {"kompost": 1, "skole": 4}, str.split)


def test_a_rare_term_weighs_more_than_a_common_one_and_one_that_none_holds_as_if_one_did():
    assert weights("kompost").heaviest_missing("") == pytest.approx(RARE)
    assert weights("skole").heaviest_missing("") == pytest.approx(COMMON)
    assert weights("bussen").heaviest_missing("") == pytest.approx(NOWHERE)


def test_a_term_that_stands_twice_counts_once():
    twice = weights("skole", "kompost", "skole")
    assert twice.terms == ("skole", "kompost")
    assert twice.mean_weight == pytest.approx((COMMON + RARE) / 2)
    assert weights("kompost").mean_weight == pytest.approx(RARE)


def test_the_share_goes_by_weight():
    both = weights("skole", "kompost")
    assert both.share({"kompost", "hage"}) == pytest.approx(RARE / (COMMON + RARE))
    assert both.coverage("en skole uten") == pytest.approx(COMMON / (COMMON + RARE))
    assert both.coverage("kompost ved en skole") == pytest.approx(1)
    assert both.coverage("skoler") == 0


def test_the_heaviest_of_what_is_missing_is_told_and_nothing_if_all_is_there():
    both = weights("skole", "kompost")
    assert both.heaviest_missing("buss") == pytest.approx(RARE)
    assert both.heaviest_missing("kompost") == pytest.approx(COMMON)
    assert both.heaviest_missing("skole kompost") == 0


def test_without_terms_all_is_nothing():
    none = weights()
    assert (none.terms, none.mean_weight, none.share({"skole"})) == ((), 0, 0)
    assert (none.coverage("skole"), none.heaviest_missing("skole")) == (0, 0)


def test_figures_alone_ask_for_nothing():
    assert not weights("2019", "21").ask_something
    assert weights("2019", "21", "7b").ask_something
