"""The ranker: what it searches, fuses, reranks and hands on, worked out in sight.

The engines here are lists: a fake with the rankings and the evidence that a test gives it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import pytest
from making import query

from kompetanse_qa.engines import LATE, Evidence, Statistics
from kompetanse_qa.errors import EngineFailed
from kompetanse_qa.fusion import WEIGHTS, WEIGHTS_WITHOUT_LATE, Weights
from kompetanse_qa.query import Query
from kompetanse_qa.ranking import DEPTH, RERANKED, Ranker
from kompetanse_qa.records import EVERYTHING, Ranking, Scope, Scored

ONE_TOKEN = {"tokens": np.ones((1, 1), np.float32), "token_weights": np.ones(1, np.float32)}
ASKED = replace(query("skole"), **ONE_TOKEN)
ENGLISH = replace(ASKED, is_english=True)
NO_TOKENS = replace(ASKED, tokens=None, token_weights=None)


class Listed:
    """An engine that finds what is listed, and knows the MaxSim that is given it by key."""

    def __init__(self, name: str, scores: dict[str, float], maxsim: dict[str, float] | None = None):
        self.name = name
        self.scores, self.maxsim = scores, maxsim
        self.asked: list[Query] = []
        self.searched: list[tuple[int, Scope]] = []
        self.evidence_of: list[list[str]] = []

    def search(self, query: Query, depth: int, scope: Scope = EVERYTHING) -> Ranking:
        self.asked.append(query)
        self.searched.append((depth, scope))
        best = sorted(self.scores.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Scored(key=key, score=score) for key, score in best[:depth])

    def evidence(self, query: Query, keys: Sequence[str]) -> Evidence:
        self.asked.append(query)
        self.evidence_of.append(list(keys))
        if self.maxsim is None:
            return Evidence()
        return Evidence(maxsim=[np.full((1, 1), self.maxsim[key], np.float32) for key in keys])

    def statistics(self, terms: Collection[str]) -> Statistics:
        return Statistics(passages=len(self.scores))


def ranked(*engines: Listed, count: int = 9, asked: Query = ASKED, weights: Weights = WEIGHTS):
    return Ranker(engines, weights).rank(asked, count)  # type: ignore[arg-type]


def keys(found) -> list[str]:
    return [one.key for one in found]


def test_without_late_interaction_the_quick_sum_is_the_ranking():
    # Of two scores, the standardised ones are +1 and -1. bm25 and grams count .5 each.
    bm25, grams = Listed("bm25", {"a": 6, "b": 2}), Listed("grams", {"c": 5, "a": 3})
    found = ranked(bm25, grams, asked=NO_TOKENS)
    # What an engine did not find gets its lowest score, so b has -1 of grams and c has -1 of bm25:
    # a: .5 x 1 + .5 x -1; b: .5 x -1 + .5 x -1; c: .5 x -1 + .5 x 1.
    assert [(one.key, one.score) for one in found] == [
        ("a", pytest.approx(0.0)),
        ("c", pytest.approx(0.0)),
        ("b", pytest.approx(-1.0)),
    ]
    assert found[0].ranks == (("bm25", 1), ("grams", 2))
    assert found[2].ranks == (("bm25", 2),)


def test_late_interaction_counts_one_and_the_quick_rankings_three_tenths():
    bm25 = Listed("bm25", {"a": 6, "b": 2})
    late = Listed(LATE, {}, maxsim={"a": 0.5, "b": 0.7})
    found = ranked(bm25, late)
    # bm25: a +1, b -1, counting .3; tokens: a -1, b +1, counting 1.
    assert [(one.key, one.score) for one in found] == [
        ("b", pytest.approx(0.3 * -1 + 1.0 * 1)),
        ("a", pytest.approx(0.3 * 1 + 1.0 * -1)),
    ]
    assert found[0].ranks == (("bm25", 2), (LATE, 1))
    assert found[0].maxsim == pytest.approx(np.array([[0.7]]))


def test_the_tokens_of_the_query_count_by_their_weights():
    two = replace(
        ASKED, tokens=np.eye(2, dtype=np.float32), token_weights=np.array([0.9, 0.1], np.float32)
    )

    class Met(Listed):
        def evidence(self, query: Query, keys: Sequence[str]) -> Evidence:
            met = {"a": [0.2, 1.0], "b": [0.5, 0.1]}  # .9 x .2 + .1 = .28 and .45 + .01 = .46
            return Evidence(maxsim=[np.array([met[key]], np.float32) for key in keys])

    found = ranked(Listed("bm25", {"a": 1, "b": 1}), Met(LATE, {}), asked=two)
    assert keys(found) == ["b", "a"]


def test_equal_passages_come_in_the_order_of_their_keys():
    late = Listed(LATE, {}, maxsim=dict.fromkeys("cab", 0.5))
    found = ranked(Listed("bm25", {"c": 1, "a": 1, "b": 1}), late)
    assert keys(found) == ["a", "b", "c"]
    assert [dict(one.ranks)[LATE] for one in found] == [1, 2, 3]


def test_lexical_rankings_are_silent_on_an_english_question():
    bm25, near = Listed("bm25", {"a": 9, "b": 1}), Listed("sentences", {"b": 0.9, "a": 0.8})
    late = Listed(LATE, {}, maxsim={"a": 0.5, "b": 0.5})
    assert keys(ranked(bm25, near, late)) == ["a", "b"]  # .3 - .3: a tie, by key
    spoken = ranked(bm25, near, late, asked=ENGLISH)
    assert [(one.key, one.score) for one in spoken] == [
        ("b", pytest.approx(0.3)),
        ("a", pytest.approx(-0.3)),
    ]
    heard = replace(WEIGHTS, silent_in_english=frozenset())
    assert keys(ranked(bm25, near, late, asked=ENGLISH, weights=heard)) == ["a", "b"]


def test_an_engine_that_counts_nothing_is_not_searched_and_still_tells_what_it_knows():
    silent = Weights(quick={"x": 0.0}, late={}, silent_in_english=frozenset())
    x = Listed("x", {"z": 1.0}, maxsim={"a": 0.25})
    found = ranked(Listed("bm25", {"a": 1.0}), x, weights=silent)
    assert (keys(found), x.searched) == (["a"], [])
    assert found[0].maxsim == pytest.approx(np.array([[0.25]]))


def test_an_engine_of_another_name_counts_as_the_built_in_quick_ones_do():
    other, bm25 = Listed("other", {"a": 2, "b": 1}), Listed("bm25", {"b": 2, "a": 1})
    assert [one.score for one in ranked(other, bm25, asked=NO_TOKENS)] == [0.0, 0.0]
    late = Listed(LATE, {}, maxsim={"a": 0.5, "b": 0.5})
    assert [one.score for one in ranked(other, bm25, late)] == [0.0, 0.0]


def test_an_engine_counts_by_its_own_name():
    # Of x, a +1 and b -1; of y, a -1 and b +1: .75 - .25 without late interaction, .2 - .1 with it.
    weights = Weights(
        quick={"x": 0.75, "y": 0.25}, late={"x": 0.2, "y": 0.1}, silent_in_english=frozenset()
    )
    x, y = Listed("x", {"a": 2, "b": 1}), Listed("y", {"b": 2, "a": 1})
    found = ranked(x, y, asked=NO_TOKENS, weights=weights)
    assert [(one.key, one.score) for one in found] == [
        ("a", pytest.approx(0.5)),
        ("b", pytest.approx(-0.5)),
    ]
    late = Listed(LATE, {}, maxsim={"a": 0.5, "b": 0.5})
    found = ranked(x, y, late, weights=weights)
    assert [(one.key, one.score) for one in found] == [
        ("a", pytest.approx(0.1)),
        ("b", pytest.approx(-0.1)),
    ]


@pytest.mark.parametrize("lexical", ["bm25", "grams"])
def test_lexical_rankings_are_silent_in_the_choice_of_what_is_reranked_too(lexical: str):
    words, near = Listed(lexical, {"a": 9, "b": 1}), Listed("sentences", {"b": 0.9, "a": 0.8})
    found = ranked(words, near, asked=replace(NO_TOKENS, is_english=True))
    assert [(one.key, one.score) for one in found] == [
        ("b", pytest.approx(0.5)),
        ("a", pytest.approx(-0.5)),
    ]


def test_the_vectors_of_whole_passages_are_searched_only_where_there_is_no_late_interaction():
    dense, bm25 = Listed("dense", {"a": 0.9, "b": 0.1}), Listed("bm25", {"b": 2, "a": 1})
    late = Listed(LATE, {}, maxsim={"a": 0.5, "b": 0.5})
    # .3 x +1 and .3 x -1 by bm25; equally met.
    assert [(one.key, one.score) for one in ranked(dense, bm25, late)] == [
        ("b", pytest.approx(0.3)),
        ("a", pytest.approx(-0.3)),
    ]
    assert dense.searched == []
    # .5 x -1 by the one and .5 x +1 by the other.
    found = ranked(dense, bm25, asked=NO_TOKENS, weights=WEIGHTS_WITHOUT_LATE)
    assert [one.score for one in found] == [0.0, 0.0]


class Knowing(Listed):
    """Knows all but MaxSim of a passage, by the number in its key."""

    def evidence(self, query: Query, keys: Sequence[str]) -> Evidence:
        numbers = np.array([int(key[1:]) for key in keys], np.float32)
        return Evidence(
            held=numbers[:, None] > [0, 5],
            cosine=numbers / 1000,
            sentence_cosines=[np.array([n, n + 1], np.float32) for n in numbers],
        )


def test_what_the_engines_know_goes_with_its_passage_through_the_reranking():
    found = ranked(Knowing("bm25", many(70).scores), late_for(70), count=70)
    assert sorted(keys(found)) == [f"k{i:03}" for i in range(70)] != keys(found)
    for one in found:
        number = int(one.key[1:])
        assert one.held.tolist() == [number > 0, number > 5]
        assert one.cosine == pytest.approx(number / 1000)
        assert isinstance(one.cosine, float)
        assert one.sentence_cosines.tolist() == [number, number + 1]
        assert one.maxsim[0, 0] == pytest.approx(number / 70)


def test_what_no_engine_knows_is_none():
    (one,) = ranked(Listed("bm25", {"a": 1}))
    assert (one.held, one.cosine, one.sentence_cosines, one.maxsim) == (None, None, None, None)


def test_of_two_engines_that_know_the_first_counts():
    first, second = (
        Listed(name, {"a": 1}, maxsim={"a": met}) for name, met in (("x", 1), ("y", 2))
    )
    assert ranked(first, second)[0].maxsim == 1


def test_an_engine_that_tells_of_fewer_passages_than_it_was_asked_of_is_not_believed():
    class Short(Listed):
        def evidence(self, query: Query, keys: Sequence[str]) -> Evidence:
            return super().evidence(query, keys[:1])

    with pytest.raises(ValueError, match="zip"):
        ranked(Listed("bm25", {"a": 2, "b": 1}), Short(LATE, {}, maxsim={"a": 0.5, "b": 0.5}))


def test_every_engine_is_asked_the_question_as_it_was_made_ready():
    bm25, late = many(150), late_for(150)
    ranked(bm25, late, count=120)
    assert len(bm25.asked) == 4  # 100, then 120 searched for; 64, then 56 to tell of
    assert all(asked is ASKED for asked in bm25.asked + late.asked)


def many(number: int, name: str = "bm25") -> Listed:
    """k000 is best."""
    return Listed(name, {f"k{i:03}": float(number - i) for i in range(number)})


def late_for(number: int) -> Listed:
    """The last is met best."""
    return Listed(LATE, {}, maxsim={f"k{i:03}": i / number for i in range(number)})


WITH_LATE_ALONE = Weights(quick={}, late={"bm25": 0.0}, silent_in_english=frozenset())


def test_late_interaction_reranks_the_first_sixty_four_in_one_call():
    late = late_for(100)
    found = ranked(many(100), late, count=64, weights=WITH_LATE_ALONE)
    assert RERANKED == 64
    assert keys(found) == [f"k{i:03}" for i in range(63, -1, -1)]
    assert late.evidence_of == [[f"k{i:03}" for i in range(64)]]


@pytest.mark.parametrize("count", [1, 14, 64, 65, 100, 101, 150, 200, 250])
def test_as_many_come_as_are_asked_for_and_the_first_are_the_same_for_any_number(count):
    found = ranked(many(200), late_for(200), count=count, weights=WITH_LATE_ALONE)
    # 64 in the order of late interaction, the others in the order of the quick ranking.
    order = [*range(63, -1, -1), *range(64, 200)]
    assert keys(found) == [f"k{i:03}" for i in order[:count]]


def test_only_who_asks_for_more_than_there_is_makes_the_engines_search_deeper():
    for count, depths in ((100, [DEPTH]), (101, [DEPTH, 101])):
        bm25 = many(150)
        ranked(bm25, late_for(150), count=count)
        assert [depth for depth, _ in bm25.searched] == depths


def test_what_comes_after_the_reranked_has_its_own_evidence():
    late = late_for(150)
    found = ranked(many(150), late, count=120)
    for one in found:
        assert one.maxsim[0, 0] == pytest.approx(int(one.key[1:]) / 150, abs=1e-6)


def test_the_scope_goes_to_every_search():
    bm25, scope = many(150), Scope(reports=frozenset({"r"}))
    Ranker([bm25]).rank(ASKED, 120, scope)  # type: ignore[list-item]
    assert [given for _, given in bm25.searched] == [scope, scope]


def test_nothing_found_is_an_empty_ranking():
    assert ranked(Listed("bm25", {}), Listed(LATE, {}, maxsim={})) == []
    assert ranked() == []


def test_a_fault_of_an_engine_is_not_hidden():
    class Down(Listed):
        def search(self, query: Query, depth: int, scope: Scope = EVERYTHING) -> Ranking:
            raise EngineFailed(self.name, "timeout")

    with pytest.raises(EngineFailed):
        ranked(Listed("bm25", {"a": 1}), Down("grams", {}))
