"""Late interaction and sentence search: every expected score is worked out in sight."""

from __future__ import annotations

import numpy as np
import pytest

from kompetanse_qa.engines.encoders.token_vectors import cosines, packed
from kompetanse_qa.engines.sentences import Sentences
from kompetanse_qa.engines.tokens import Tokens
from kompetanse_qa.errors import DamagedIndex

E = np.eye(4, dtype=np.float32)


class FourWords:
    """Each of the words a, b, c, d is an axis."""

    name, dimension, token_dimension, fingerprint = "four", 4, 4, "four"

    def encode_query_tokens(self, text: str) -> np.ndarray:
        return E[["abcd".index(word) for word in text.split()]]

    def encode_query(self, text: str) -> np.ndarray:
        return self.encode_query_tokens(text).mean(axis=0)


def tokens(*passages: str) -> Tokens:
    engine = Tokens(FourWords())
    engine.build_from([packed(FourWords().encode_query_tokens(text)) for text in passages])
    return engine


def test_packing_keeps_directions():
    vectors = np.random.default_rng(1).standard_normal((50, 128)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert np.diag(cosines(vectors, packed(vectors))).min() > 0.999


def test_a_token_that_only_some_passages_meet_decides():
    # Question a b over passages (a b), (a c), (a d): best matches of a are 1, 1, 1 (no spread, so
    # it counts nothing); of b they are 1, 0, 0: mean 1/3, spread sqrt(2)/3.
    ranking = tokens("a b", "a c", "a d").rerank("a b", [0, 1, 2])
    spread = 2**0.5 / 3
    assert [scored.row for scored in ranking] == [0, 1, 2]
    assert [scored.score for scored in ranking] == pytest.approx(
        [2 / 3 * spread, -1 / 3 * spread, -1 / 3 * spread], abs=1e-6
    )


def test_only_the_candidates_are_ranked():
    assert {s.row for s in tokens("a b", "a c", "a d").rerank("a b", [2, 1])} == {1, 2}
    assert tokens("a b").rerank("a", []) == ()


def test_the_weakest_token_tells_what_the_passage_lacks():
    engine = tokens("a b", "a c")
    assert engine.weakest("a b", 0) == pytest.approx(1)
    assert engine.weakest("a b", 1) == pytest.approx(0)


def test_tokens_are_saved_and_opened_and_a_cut_file_is_refused(tmp_path):
    engine = tokens("a b", "c", "a d d")
    engine.save(tmp_path)
    opened = Tokens(FourWords())
    opened.load(tmp_path)
    assert opened.rerank("a d", [0, 1, 2]) == engine.rerank("a d", [0, 1, 2])
    np.save(tmp_path / "token_starts.npy", np.array([0, 2, 9]))
    with pytest.raises(DamagedIndex):
        Tokens(FourWords()).load(tmp_path)


def sentences() -> Sentences:
    engine = Sentences(FourWords())
    # Passage 0 has sentences a and b, passage 1 has c, passage 2 has none, passage 3 has d and a.
    engine.build_from(E[[0, 1, 2, 3, 0]], [2, 1, 0, 2])
    return engine


def test_a_passage_is_as_near_as_its_nearest_sentence():
    asked = np.array([0.8, 0.6, 0, 0], np.float32)
    ranking = sentences().search_vector(asked, 2)
    assert [(s.row, s.score) for s in ranking] == [(0, pytest.approx(0.8)), (3, pytest.approx(0.8))]
    assert sentences().cosines(asked, 0) == pytest.approx([0.8, 0.6])
    assert sentences().cosines(asked, 2) == []


def test_sentences_of_passages_that_are_not_allowed_are_left_out():
    allowed = np.array([False, True, True, True])
    assert [s.row for s in sentences().search_vector(E[0], 9, allowed)] == [3, 1]


def test_sentences_are_saved_and_opened(tmp_path):
    sentences().save(tmp_path)
    opened = Sentences(FourWords())
    opened.load(tmp_path)
    assert opened.search_vector(E[2], 1) == sentences().search_vector(E[2], 1)
    assert len(opened) == 4
