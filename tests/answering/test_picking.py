"""Which sentence is picked, and in what order passages then come."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from making import candidate, passage, query

from kompetanse_qa.answering import TermWeights, as_hits, best_first, best_sentence, pick_each
from kompetanse_qa.answering.features import FEATURES, features
from kompetanse_qa.answering.picking import Picked, pick
from kompetanse_qa.answering.weights import learned, weights
from kompetanse_qa.records import Span

ASKED = replace(
    query("Deltok lærerne?"),
    tokens=np.ones((1, 1), np.float32),
    token_weights=np.ones(1, np.float32),
)
TWO = candidate(passage("p", "Alle kom.", "Ingen gikk."), [0.2, 0.4], [[0.9], [0.7], [0.5]])
BARE = candidate(passage("q"), [], [[0.9]], fused=0.3)
FIRST = Span(start=0, end=9)
NOTHING = np.zeros(len(FEATURES))


def picked(score: float, of=TWO, span: Span | None = FIRST) -> Picked:
    return Picked(candidate=of, span=span, score=score, features=NOTHING)


def only(**weighed: float) -> np.ndarray:
    return np.array([weighed.get(name, 0.0) for name in FEATURES])


def test_the_sentence_of_the_greatest_weighed_sum_is_picked():
    found = features(ASKED, TWO)
    # cosine .2 and .4, maxsim .7 and .5: 2 x .2 + .7 = 1.1 and 2 x .4 + .5 = 1.3.
    best = pick(TWO, found, only(cosine=2, maxsim=1))
    assert (best.span, best.score) == (Span(start=10, end=21), pytest.approx(1.3))
    assert best.features.tolist() == found[1].tolist()
    assert best.candidate is TWO
    # 1 x .2 + .7 = .9 and .4 + .5 = .9: of equals the first.
    first = pick(TWO, np.array([[1.0, 2.0], [2.0, 1.0]]), np.array([1.0, 1.0]))
    assert (first.span, first.score) == (Span(start=0, end=9), 3)


def test_without_token_vectors_the_passage_keeps_its_fused_score():
    of = replace(TWO, maxsim=None, fused=0.45)
    best = pick(of, features(ASKED, of), only(cosine=2))
    assert (best.span, best.score) == (Span(start=10, end=21), 0.45)


def test_a_passage_without_a_sentence_is_picked_as_it_is():
    best = pick(BARE, features(ASKED, BARE), only(cosine=2))
    assert (best.candidate, best.span, best.score) == (BARE, None, 0.3)
    assert best.features.tolist() == [0] * len(FEATURES)


def test_what_was_learned_with_token_vectors_weighs_with_them_and_else_what_was_without():
    plain = replace(TWO, maxsim=None, fused=0.45)
    with_tokens, without = pick_each(ASKED, [TWO, plain])
    by_hand = features(ASKED, TWO) @ [learned()["pick"].get(name, 0) for name in FEATURES]
    assert with_tokens.score == pytest.approx(by_hand.max())
    assert with_tokens.span == TWO.passage.sentences[int(by_hand.argmax())]
    assert (without.candidate, without.score) == (plain, 0.45)
    asks = candidate(passage("p", "Hvem?", "Alle."), [0.62, 0.6], None)  # .62 - .05 < .6
    assert [one.span for one in pick_each(ASKED, [asks])] == [asks.passage.sentences[1]]
    # A short sentence counts little among what was learned with token vectors.
    short = candidate(passage("p", "Nei.", "Det var alle de andre som kom."), [0.62, 0.6], None)
    assert [one.span for one in pick_each(ASKED, [short])] == [short.passage.sentences[0]]
    nearer = replace(asks, sentence_cosines=np.array([0.67, 0.6], np.float32))  # .67 - .05 > .6
    assert [one.span for one in pick_each(ASKED, [nearer])] == [asks.passage.sentences[0]]


def test_the_weights_stand_in_the_order_of_the_features():
    assert weights("pick").tolist() == only(**learned()["pick"]).tolist()
    assert weights("pick_without_tokens").tolist() == only(cosine=1, is_question=-0.05).tolist()


def test_the_best_come_first_equals_in_their_order_and_what_has_no_sentence_last():
    low, high, same, bare = picked(1), picked(3), picked(1), picked(9, BARE, None)
    order = best_first([bare, low, high, same])
    assert [id(one) for one in order] == [id(one) for one in (high, low, same, bare)]


def test_one_passage_without_token_vectors_keeps_all_in_their_order():
    low, high, plain = picked(1), picked(3), picked(2, replace(TWO, maxsim=None))
    order = best_first([low, high, plain])
    assert [id(one) for one in order] == [id(one) for one in (low, high, plain)]


def test_the_scores_of_hits_never_rise_and_their_ranks_count_from_one():
    hits = as_hits([picked(3), picked(1, BARE, None), picked(2), picked(0.5)])
    assert [hit.rank for hit in hits] == [1, 2, 3, 4]
    assert [hit.score for hit in hits] == [3, 1, 1, 0.5]
    assert [hit.passage.id for hit in hits] == ["p", "q", "p", "p"]
    assert [hit.answer_span for hit in hits] == [FIRST, None, FIRST, FIRST]
    assert hits[0].ranks == TWO.ranks == (("bm25", 1),)
    assert as_hits([]) == ()


def test_the_best_sentence_shares_most_words_and_of_equals_it_is_the_first():
    words = TermWeights(["skole", "kompost"], 4, {"skole": 4, "kompost": 1}, str.split)
    of = passage("p", "en skole", "litt kompost", "mer kompost", "ingenting")
    assert best_sentence(words, of) == of.sentences[1]  # ln 5 against ln 2
    assert best_sentence(words, passage("q")) is None
