"""Late interaction and sentence search: every expected score is worked out in sight."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from making import card, passage, query

from kompetanse_qa.encoders import PassageVectors
from kompetanse_qa.encoders.packing import cosines, packed
from kompetanse_qa.engines import Batch, Engine, Place
from kompetanse_qa.engines.late_interaction import LateInteraction
from kompetanse_qa.engines.sentences import Sentences
from kompetanse_qa.errors import DamagedIndex, EngineFailed
from kompetanse_qa.query import Query
from kompetanse_qa.records import Scope

E = np.eye(4, dtype=np.float32)
"""Each of the words a, b, c, d is an axis."""


def asked(text: str, vector: np.ndarray = E[0]) -> Query:
    return replace(query(text), tokens=E[["abcd".index(w) for w in text.split()]], vector=vector)


def place(folder: Path) -> Place:
    return Place(folder=folder, dimension=4, token_dimension=4)


def filled(engine: Engine, vectors: dict[str, PassageVectors]) -> Engine:
    passages = [passage(key, "x.") for key in vectors]
    engine.add(Batch(card=card(), passages=passages, vectors=list(vectors.values())))
    engine.commit()
    return engine


def tokens(folder: Path, **passages: str) -> Engine:
    """Passages of words; a full stop ends a sentence, what stands before a colon is a heading."""
    made = {}
    for key, text in passages.items():
        heading, _, body = text.rpartition(":")
        parts = body.split(".")
        words = [(word, -1) for word in heading.split()]
        words += [(w, n) for n, part in enumerate(parts) for w in part.split()]
        vectors = E[["abcd".index(word) for word, _ in words]] if words else E[:0]
        of = np.array([number for _, number in words], np.int16)
        nothing = np.zeros((len(parts), 4), np.float32)
        made[key] = PassageVectors(E[0], nothing, packed(vectors * 0.6), of)
    return filled(LateInteraction(place(folder)), made)


def test_packing_keeps_cosines_within_six_thousandths():
    vectors = np.random.default_rng(1).standard_normal((50, 128)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert np.abs(cosines(vectors, packed(vectors)) - vectors @ vectors.T).max() < 0.006


def test_each_token_of_the_query_has_its_best_match_in_each_passage(tmp_path):
    # The words are packed at length 0.6. Passage p meets a and b, q only a, r only b.
    engine = tokens(tmp_path, p="a b", q="c a", r="d b")
    found = engine.evidence(asked("a b"), ["r", "p", "q"]).maxsim
    whole = [of[0].tolist() for of in found]
    assert whole == [pytest.approx(v, abs=1e-6) for v in ([0, 0.6], [0.6, 0.6], [0.6, 0])]


def test_each_sentence_is_met_by_itself_and_the_heading_counts_for_the_whole(tmp_path):
    engine = tokens(tmp_path, p="c", q="a: b . c d .")
    (best,) = engine.evidence(asked("a b"), ["q"]).maxsim
    np.testing.assert_allclose(
        best, [[0.6, 0.6], [0, 0.6], [0, 0], [-1, -1]], atol=1e-6
    )  # whole, "b", "c d", and a sentence without tokens


def test_a_passage_without_tokens_is_met_nowhere_and_its_neighbours_are_not_touched(tmp_path):
    engine = tokens(tmp_path, p="a", q="", r="b")
    found = engine.evidence(asked("a"), ["p", "q", "r", "p"]).maxsim
    assert [(of[:, 0] * 10).round().tolist() for of in found] == [  # in tenths
        [6, 6],
        [-10, -10],
        [0, 0],
        [6, 6],
    ]


def test_a_token_that_returns_to_an_earlier_sentence_counts_there(tmp_path):
    vectors = PassageVectors(E[0], E[:2], packed(E[[0, 1, 2]] * 0.6), np.array([0, 1, 0], np.int16))
    engine = filled(LateInteraction(place(tmp_path)), {"p": vectors})
    (best,) = engine.evidence(asked("a c"), ["p"]).maxsim
    np.testing.assert_allclose(best, [[0.6, 0.6], [0.6, 0.6], [0, 0]], atol=1e-6)


def test_a_cut_file_is_refused(tmp_path):
    tokens(tmp_path, p="a b", q="c").close()
    (tmp_path / "tokens.bin").write_bytes((tmp_path / "tokens.bin").read_bytes()[:-1])
    with pytest.raises(DamagedIndex) as caught:
        LateInteraction(place(tmp_path), "tokens.npz")
    assert caught.value.file == "tokens.bin"


def test_an_encoder_without_token_vectors_is_refused(tmp_path):
    with pytest.raises(EngineFailed):
        LateInteraction(replace(place(tmp_path), token_dimension=None))


def sentences(folder: Path) -> Engine:
    # Passage p has sentences a and b, q has c, r has none, s has d and a.
    own = {"p": E[[0, 1]], "q": E[[2]], "r": E[:0], "s": E[[3, 0]]}
    none = np.zeros((0, 4), np.int8), np.zeros(0, np.int16)
    made = {key: PassageVectors(E[0], vectors, *none) for key, vectors in own.items()}
    return filled(Sentences(place(folder)), made)


def test_a_passage_is_as_near_as_its_nearest_sentence(tmp_path):
    towards = asked("a", np.array([0.8, 0.6, 0, 0], np.float32))
    engine = sentences(tmp_path)
    ranking = engine.search(towards, 2)
    assert [(s.key, s.score) for s in ranking] == [
        ("p", pytest.approx(0.8)),
        ("s", pytest.approx(0.8)),
    ]
    near_p, near_r = engine.evidence(towards, ["p", "r"]).sentence_cosines
    assert near_p == pytest.approx([0.8, 0.6])
    assert near_r.tolist() == []


def test_a_passage_of_many_near_sentences_takes_no_other_s_place(tmp_path):
    # Of two passages, p has forty sentences nearer than q's only one; both are asked for.
    own = {"p": np.repeat(E[[0]], 40, axis=0), "q": E[[1]]}
    none = np.zeros((0, 4), np.int8), np.zeros(0, np.int16)
    made = {key: PassageVectors(E[0], vectors, *none) for key, vectors in own.items()}
    engine = filled(Sentences(place(tmp_path)), made)
    towards = asked("a", np.array([0.8, 0.6, 0, 0], np.float32))
    assert [s.key for s in engine.search(towards, 2)] == ["p", "q"]


def test_sentences_of_passages_out_of_scope_are_left_out(tmp_path):
    scope = Scope(without=frozenset({"p"}))
    assert [s.key for s in sentences(tmp_path).search(asked("a"), 9, scope)] == ["s", "q"]
