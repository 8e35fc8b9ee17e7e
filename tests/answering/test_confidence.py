"""How sure the answer is: what is held against the question, and how it becomes a number."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from making import candidate, passage, query

from kompetanse_qa.answering import (
    Picked,
    TermWeights,
    WeighedQuery,
    confidence,
    confidence_features,
)
from kompetanse_qa.answering.features import FEATURES
from kompetanse_qa.answering.trees import learned_trees
from kompetanse_qa.answering.weights import learned
from kompetanse_qa.query import Query
from kompetanse_qa.records import Span

ASKED = replace(
    query("Hvor mange kom til Bodø skole i 2019?"),
    tokens=np.eye(4, dtype=np.float32),
    token_weights=np.array([0.4, 0.3, 0.2, 0.1], np.float32),
)
OF = replace(
    passage("p", "I Halden kom 21.", "Bodø skole var stengt i 2019."), headings=("Om kompost",)
)
FOUND = candidate(OF, [0.6, 0.3], [[1.0, 0.5, 0.8, 0.2], [0.1] * 4, [0.2] * 4])
HALDEN, BODO = OF.sentences
SOME = np.linspace(0, 1, len(FEATURES))


def picked(score: float = 2.0, span: Span | None = HALDEN, of=FOUND) -> Picked:
    return Picked(candidate=of, span=span, score=score, features=SOME)


def weighed(asked: Query = ASKED) -> WeighedQuery:
    """*skole* stands in all of three passages and *kompost* in one; by pieces of words alike."""
    return WeighedQuery(
        query=asked,
        words=TermWeights(["skole", "kompost"], 3, {"skole": 3, "kompost": 1}, split),
        ngrams=TermWeights(["bodø", "komp"], 3, {"bodø": 1, "komp": 3}, pieces),
    )


def split(text: str) -> list[str]:
    return text.lower().split()


def pieces(text: str) -> list[str]:
    return [word[:4] for word in split(text)]


COMMON, RARE = math.log(1 + 3 / 3), math.log(1 + 3 / 1)


def test_the_features_of_the_picked_sentence_are_taken_on():
    made = confidence_features(weighed(), [picked()])
    assert [made[name] for name in FEATURES] == SOME.tolist()


def test_the_lead_is_over_the_second():
    made = confidence_features(weighed(), [picked(2.0), picked(1.25), picked(1.0)])
    assert (made["score"], made["score_lead"]) == (2.0, 0.75)
    two = confidence_features(weighed(), [picked(2.0), picked(1.5)])
    assert two["score_lead"] == 0.5
    assert confidence_features(weighed(), [picked(2.0)])["score_lead"] == 0


def test_features_that_lack_a_column_are_not_taken_for_others():
    with pytest.raises(ValueError, match="zip"):
        confidence_features(weighed(), [replace(picked(), features=SOME[1:])])


def test_the_question_is_described():
    made = confidence_features(weighed(), [picked()])
    wants = {name: value for name, value in made.items() if name.startswith("wants_")}
    assert wants == {
        "wants_number": 1,
        "wants_time": 0,
        "wants_name": 0,
        "wants_reason": 0,
        "wants_definition": 0,
    }
    assert (made["english"], made["question_words"]) == (0, 8)
    assert made["question_rarity"] == pytest.approx((COMMON + RARE) / 2)
    english = confidence_features(weighed(replace(ASKED, is_english=True)), [picked()])
    assert english["english"] == 1


def test_what_the_tokens_miss_in_the_passage_is_weighed():
    made = confidence_features(weighed(), [picked()])
    # Met 1, .5, .8 and .2 of 1, so 0, .5, .2 and .8 lack, weighing .4, .3, .2 and .1.
    assert made["question_length"] == pytest.approx(math.log(4))
    assert made["maxsim_worst_lack"] == pytest.approx(0.3 * 0.5)
    # Of .2, .5, .8, 1 a quarter of the way from first to last: three quarters from .2 to .5.
    assert made["maxsim_low_quarter"] == pytest.approx(0.2 + 0.75 * 0.3)
    # A lack of 0 counts as .02, for the logarithm's sake.
    logs = 0.4 * math.log(0.02) + 0.3 * math.log(0.5) + 0.2 * math.log(0.2) + 0.1 * math.log(0.8)
    assert made["maxsim_lack_product"] == pytest.approx(logs, abs=1e-6)


def test_a_token_that_points_the_other_way_lacks_no_more_than_all():
    opposed = replace(FOUND, maxsim=np.full((3, 4), -0.5, np.float32))
    made = confidence_features(weighed(), [picked(of=opposed)])
    assert made["maxsim_lack_product"] == pytest.approx(0)  # ln 1
    assert made["maxsim_worst_lack"] == pytest.approx(0.4 * 1.5)


def test_without_token_vectors_nothing_is_said_of_tokens():
    for asked, of in (
        (ASKED, replace(FOUND, maxsim=None)),
        (replace(ASKED, tokens=None, token_weights=None), FOUND),
    ):
        made = confidence_features(weighed(asked), [picked(of=of)])
        assert not {"question_length", "maxsim_worst_lack"} & made.keys()
        assert made["coverage"] == 0


def test_words_are_looked_for_in_the_sentence_and_in_the_passage_with_its_headings():
    made = confidence_features(weighed(), [picked(span=BODO)])
    assert made["coverage"] == pytest.approx(COMMON / (COMMON + RARE))  # skole
    assert made["heaviest_missing"] == 0  # kompost stands in a heading
    assert made["ngram_coverage"] == pytest.approx(RARE / (COMMON + RARE))  # bodø
    assert made["ngram_coverage_passage"] == pytest.approx(1)
    bare = replace(FOUND, passage=replace(OF, headings=()))
    made = confidence_features(weighed(), [picked(span=BODO, of=bare)])
    assert made["heaviest_missing"] == pytest.approx(RARE)
    assert made["ngram_coverage_passage"] == pytest.approx(RARE / (COMMON + RARE))


def test_names_and_numbers_are_looked_for_and_new_ones_counted():
    of_halden = confidence_features(weighed(), [picked(span=HALDEN)])
    of_bodo = confidence_features(weighed(), [picked(span=BODO)])
    names = ("names", "names_passage", "numbers_passage", "new_names", "new_numbers")
    # Asked of Bodø and 2019; the first sentence speaks of Halden and 21, and begins with I.
    assert [of_halden[name] for name in names] == [0, 1, 1, 1, 1]
    assert [of_bodo[name] for name in names] == [1, 1, 1, 0, 0]
    more = replace(ASKED, names=frozenset({"bodø", "oslo"}), numbers=frozenset({"2019", "7", "8"}))
    made = confidence_features(weighed(more), [picked(span=BODO)])
    assert [made[name] for name in names] == [1 / 2, 1 / 2, 1 / 3, 0, 0]


def test_a_question_without_names_or_numbers_lacks_none():
    none = replace(ASKED, names=frozenset(), numbers=frozenset())
    made = confidence_features(weighed(none), [picked()])
    assert (made["names"], made["names_passage"], made["numbers_passage"]) == (1, 1, 1)


def test_the_trees_say_how_sure_it_is():
    asked, given = weighed(), [picked(2.0), picked(1.0)]
    logit = learned_trees().logit(confidence_features(asked, given))
    assert confidence(asked, given) == pytest.approx(1 / (1 + math.exp(-logit)))


def without_tokens(coverage: float) -> Picked:
    met = np.where(np.array(FEATURES) == "coverage_passage", coverage, 0.9)
    return replace(picked(of=replace(FOUND, maxsim=None)), features=met)


@pytest.mark.parametrize("coverage", [0.0, 0.5, 1.0])
def test_without_token_vectors_the_words_that_are_met_say_how_sure_it_is(coverage: float):
    kept = learned()["confidence_without_tokens"]
    assert kept.keys() == {"bias", "coverage_passage"}
    logit = kept["bias"] + kept["coverage_passage"] * coverage
    sure = confidence(weighed(), [without_tokens(coverage)])
    assert sure == pytest.approx(1 / (1 + math.exp(-logit)))


@pytest.mark.parametrize(("coverage", "logit"), [(1e6, 60.0), (-1e6, -60.0)])
def test_no_confidence_is_too_extreme_to_be_a_number(coverage: float, logit: float):
    sure = confidence(weighed(), [without_tokens(coverage)])
    assert sure == pytest.approx(1 / (1 + math.exp(-logit)), rel=1e-9, abs=0)


def test_without_a_sentence_or_a_word_there_is_no_answer():
    assert confidence(weighed(), []) == 0
    assert confidence(weighed(), [picked(span=None), picked()]) == 0
    figures = replace(weighed(), words=TermWeights(["2019"], 3, {}, split))
    assert confidence(figures, [picked()]) == 0
