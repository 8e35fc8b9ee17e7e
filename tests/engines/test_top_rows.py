"""Selecting the best rows is sorting all and taking the first."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_qa.engines.top_rows import top_rows


@given(
    scores=st.lists(st.sampled_from([-1.0, 0.0, 0.25, 0.5, 2.0]), max_size=400),
    depth=st.integers(min_value=0, max_value=12),
)
def test_the_best_are_the_first_of_all_sorted_by_falling_score_and_rising_row(scores, depth):
    rows = np.arange(len(scores)) * 3
    ranking = top_rows(rows, np.array(scores), depth)
    everything = sorted((-score, 3 * place) for place, score in enumerate(scores))
    assert [(-score, row) for row, score in ranking] == everything[:depth]
