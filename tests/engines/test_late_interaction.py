"""Late interaction and sentence search: every expected score is worked out in sight."""

from __future__ import annotations

import numpy as np
import pytest

from kompetanse_qa.encoders import PassageVectors, QueryTokens
from kompetanse_qa.encoders.packing import cosines, packed
from kompetanse_qa.engines.sentences import Sentences
from kompetanse_qa.engines.tokens import Tokens
from kompetanse_qa.errors import DamagedIndex

E = np.eye(4, dtype=np.float32)


class FourWords:
    """Each of the words a, b, c, d is an axis; of two, the first counts thrice."""

    name, dimension, token_dimension, fingerprint = "four", 4, 4, "four"

    def encode_query_tokens(self, text: str) -> QueryTokens:
        vectors = E[["abcd".index(word) for word in text.split()]]
        weights = {1: [1.0], 2: [0.75, 0.25]}[len(vectors)]
        return QueryTokens(vectors, np.array(weights, np.float32))


def asked(text: str) -> QueryTokens:
    return FourWords().encode_query_tokens(text)


def tokens(*passages: str) -> Tokens:
    """Passages of words; a full stop ends a sentence, what stands before a colon is a heading."""
    engine, made = Tokens(FourWords()), []
    for passage in passages:
        heading, _, text = passage.rpartition(":")
        words = [(word, -1) for word in heading.split()]
        words += [(w, n) for n, part in enumerate(text.split(".")) for w in part.split()]
        vectors = E[["abcd".index(word) for word, _ in words]]
        of = np.array([number for _, number in words], np.int16)
        made.append(PassageVectors(vectors.mean(axis=0), vectors[:0], packed(vectors * 0.6), of))
    engine.build_from(made)
    return engine


def test_packing_keeps_cosines_within_six_thousandths():
    vectors = np.random.default_rng(1).standard_normal((50, 128)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert np.abs(cosines(vectors, packed(vectors)) - vectors @ vectors.T).max() < 0.006


def test_each_token_of_the_question_takes_its_best_match_by_its_weight():
    # The words are packed at length 0.6. Question a b (weights 3/4, 1/4): passage 0 meets both,
    # passage 1 only a, passage 2 only b.
    ranking = tokens("a b", "a c", "d b").rerank(asked("a b"), [0, 1, 2])
    assert [scored.row for scored in ranking] == [0, 1, 2]
    assert [scored.score for scored in ranking] == pytest.approx([0.6, 0.45, 0.15], abs=1e-6)


def test_only_the_candidates_are_ranked():
    assert {s.row for s in tokens("a b", "a c", "a d").rerank(asked("a b"), [2, 1])} == {1, 2}
    assert tokens("a b").rerank(asked("a"), []) == ()


def test_each_sentence_is_met_by_itself_and_the_heading_counts_for_the_whole():
    best = tokens("c", "a: b . c d").best_cosines(asked("a b"), 1, 3)
    np.testing.assert_allclose(
        best, [[0.6, 0.6], [0, 0.6], [0, 0], [-1, -1]], atol=1e-6
    )  # whole, "b", "c d", and a sentence without tokens


def test_tokens_are_saved_and_opened_and_a_cut_file_is_refused(tmp_path):
    engine = tokens("a b", "c", "a d . d")
    engine.save(tmp_path)
    opened = Tokens(FourWords())
    opened.load(tmp_path)
    assert opened.rerank(asked("a d"), [0, 1, 2]) == engine.rerank(asked("a d"), [0, 1, 2])
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
    assert sentences().cosines(asked, 2).tolist() == []


def test_sentences_of_passages_that_are_not_allowed_are_left_out():
    allowed = np.array([False, True, True, True])
    assert [s.row for s in sentences().search_vector(E[0], 9, allowed)] == [3, 1]


def test_sentences_are_saved_and_opened(tmp_path):
    sentences().save(tmp_path)
    opened = Sentences(FourWords())
    opened.load(tmp_path)
    assert opened.search_vector(E[2], 1) == sentences().search_vector(E[2], 1)
    assert len(opened) == 4
