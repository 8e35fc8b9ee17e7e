"""Exact vector search: candidates from FAISS, scores summed again."""

import numpy as np
import pytest

from kompetanse_qa.engines.flat_vectors import FlatVectors
from kompetanse_qa.errors import DamagedIndex


def random_units(rows: int, dimension: int = 64) -> np.ndarray:
    vectors = np.random.default_rng(7).normal(size=(rows, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def vectors() -> FlatVectors:
    made = FlatVectors(64)
    made.add(random_units(500))
    return made


def test_scores_are_the_products_of_matrix_and_vector(vectors):
    question = random_units(501)[-1]
    products = random_units(500) @ question
    rows, scores = vectors.nearest(question, 50, None)
    best = np.argsort(-products)[:50]
    assert rows[:50].tolist() == best.tolist()
    np.testing.assert_allclose(scores[:50], products[best], atol=1e-6)


def test_all_that_tie_for_the_last_place_are_given():
    """Seven equal vectors and a nearer one: of depth 2 the nearer one and all seven come."""
    made = FlatVectors(4)
    made.add(np.eye(4, dtype=np.float32)[[0, 0, 0, 1, 0, 0, 0, 0, 2]])
    asked = np.array([0.6, 0.8, 0, 0], np.float32)
    rows, scores = made.nearest(asked, 2, None)
    assert set(rows.tolist()) >= {0, 1, 2, 3, 4, 5, 6, 7}
    assert scores.round(6).tolist() == [0.8 if r == 3 else 0.6 * (r < 8) for r in rows.tolist()]


def test_a_filter_with_a_row_count_that_is_no_multiple_of_eight_reaches_the_last_row():
    made = FlatVectors(64)
    made.add(random_units(13))
    allowed = np.zeros(13, np.bool_)
    allowed[[3, 12]] = True
    assert set(made.nearest(random_units(1)[0], 5, allowed)[0].tolist()) == {3, 12}


def test_vectors_come_back_as_they_were_given(vectors):
    np.testing.assert_array_equal(vectors.some(0, 500), random_units(500))
    np.testing.assert_array_equal(vectors.at(np.array([499, 3])), random_units(500)[[499, 3]])


def test_rows_that_are_kept_are_numbered_anew(vectors):
    vectors.keep(np.array([1, 499]))
    np.testing.assert_array_equal(vectors.some(0, 2), random_units(500)[[1, 499]])
    assert len(vectors) == 2


def test_vectors_of_another_dimension_are_refused(vectors, tmp_path):
    vectors.save(tmp_path / "v.faiss")
    with pytest.raises(DamagedIndex) as caught:
        FlatVectors(128).load(tmp_path / "v.faiss")
    assert (caught.value.file, caught.value.detail) == ("v.faiss", "64 != 128")
