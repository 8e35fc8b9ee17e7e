"""The dense engine beside its contract."""

import numpy as np
import pytest

from kompetanse_qa.encoders.toy import ToyEncoder
from kompetanse_qa.engines.vectors import Vectors
from kompetanse_qa.errors import DamagedIndex


def random_units(rows: int, dimension: int = 64) -> np.ndarray:
    vectors = np.random.default_rng(7).normal(size=(rows, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def vectors() -> Vectors:
    engine = Vectors(ToyEncoder())
    engine.build_from(random_units(500))
    return engine


def test_scores_are_the_products_of_matrix_and_vector(vectors):
    question = random_units(501)[-1]
    products = random_units(500) @ question
    ranking = vectors.search_vector(question, 50)
    best = np.argsort(-products)[:50]
    assert [scored.row for scored in ranking] == best.tolist()
    np.testing.assert_allclose([s.score for s in ranking], products[best], atol=1e-6)


def test_a_filter_with_a_row_count_that_is_no_multiple_of_eight_reaches_the_last_row(vectors):
    vectors.build_from(random_units(13))
    allowed = np.zeros(13, np.bool_)
    allowed[[3, 12]] = True
    rows = {scored.row for scored in vectors.search_vector(random_units(1)[0], 5, allowed)}
    assert rows == {3, 12}


def test_vectors_come_back_as_they_were_given(vectors):
    np.testing.assert_array_equal(vectors.matrix(), random_units(500))
    np.testing.assert_array_equal(vectors.some(499, 500)[0], random_units(500)[499])


def test_vectors_of_another_dimension_are_refused(vectors, tmp_path):
    class Wider(ToyEncoder):
        dimension = 128

    vectors.save(tmp_path)
    with pytest.raises(DamagedIndex) as caught:
        Vectors(Wider()).load(tmp_path)
    assert caught.value.detail == "64 != 128"
