"""What speaks for a sentence: every column of one example, worked out in sight."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from making import candidate, passage, query

from kompetanse_qa.answering.features import FEATURES, features
from kompetanse_qa.query import Query

ASKED = replace(
    query("Hvor mange møter var det, og når?"),
    tokens=np.eye(2, dtype=np.float32),
    token_weights=np.array([0.75, 0.25], np.float32),
)
MET = [[0.8, 0.4], [0.4, 0.0], [0.8, 0.8], [0.2, 0.6]]
"""The whole passage, then its three sentences, by each of the two tokens."""
SENTENCES = ("Møtene var disse:", "Det var fire i høst ved skolen vår.", "Hvem kom?")
FOUND = candidate(
    passage("p", *SENTENCES), [0.1, 0.6, 0.3], MET, fused=0.7, cosine=0.55, coverage=0.65
)


def columns(asked: Query, found) -> dict[str, list[float]]:
    made = features(asked, found)
    assert made.shape == (len(found.passage.sentences), len(FEATURES))
    return dict(zip(FEATURES, made.T.tolist(), strict=True))


def test_every_sentence_has_every_feature():
    # Weighed by .75 and .25: the passage .75 x .8 + .25 x .4 = .7; the sentences .3, .8, .3.
    # The tokens add .3 and 0, .6 and .2, .15 and .15: standard deviations .15, .2 and 0.
    expected = {
        "maxsim": [0.3, 0.8, 0.3],
        "maxsim_passage": [0.7, 0.7, 0.7],
        "maxsim_spread": [0.15, 0.2, 0.0],
        "maxsim_lead": [-0.5, 0.0, -0.5],
        "maxsim_before": [0.0, 0.3, 0.8],
        "maxsim_after": [0.8, 0.3, 0.0],
        "cosine": [0.1, 0.6, 0.3],
        "cosine_passage": [0.55, 0.55, 0.55],
        "cosine_lead": [-0.5, 0.0, -0.3],
        "fused": [0.7, 0.7, 0.7],
        "coverage_passage": [0.65, 0.65, 0.65],
        "table": [0, 0, 0],
        "interview_guide": [0, 0, 0],
        "figure_or_footnote": [0, 0, 0],
        "is_question": [0, 0, 1],
        "announces": [1, 0, 0],
        "announced": [0, 1, 0],
        "length": [math.log(1 + 3), math.log(1 + 8), math.log(1 + 2)],
        "short": [1, 0, 1],
        "first": [1, 0, 0],
        "last": [0, 0, 1],
        "number": [0, 1, 0],  # "fire"
        "number_missing": [1, 0, 1],
        "time": [0, 0, 0],  # "høst" is no time, "høsten" is one
        "time_missing": [1, 1, 1],
        **{
            f"{kind}{found}": [0, 0, 0]  # not asked for
            for kind in ("name", "reason", "definition")
            for found in ("", "_missing")
        },
    }
    made = columns(ASKED, FOUND)
    assert list(made) == list(expected)
    for name, column in expected.items():
        assert made[name] == pytest.approx(column, abs=1e-6), name


@pytest.mark.parametrize(
    ("kind", "feature"),
    [
        ("table", "table"),
        ("questions", "interview_guide"),
        ("figure", "figure_or_footnote"),
        ("footnote", "figure_or_footnote"),
        ("list", None),
    ],
)
def test_the_kind_of_a_passage_counts_for_each_of_its_sentences(kind: str, feature: str | None):
    of = replace(FOUND, passage=replace(FOUND.passage, kind=kind))
    made = columns(ASKED, of)
    for name in ("table", "interview_guide", "figure_or_footnote"):
        assert made[name] == [float(name == feature)] * 3
    assert made["short"] == [0, 0, 0]  # headings within the text are of prose alone


def test_five_words_are_short_and_six_are_not():
    of = candidate(passage("p", "Det var så fint der.", "Det var så fint der ute."), [0, 0], None)
    assert columns(ASKED, of)["short"] == [1, 0]
    assert columns(ASKED, of)["length"] == pytest.approx([math.log(6), math.log(7)])


def test_what_ends_a_sentence_is_found_before_white_space():
    of = candidate(passage("p", "Hvem? ", "Disse: \n", "Alle."), [0, 0, 0], None)
    made = columns(ASKED, of)
    assert (made["is_question"], made["announces"]) == ([1, 0, 0], [0, 1, 0])
    assert made["announced"] == [0, 0, 1]


def test_a_question_in_english_is_not_held_against_norwegian_words():
    english = columns(replace(ASKED, is_english=True), FOUND)
    assert english["coverage_passage"] == [0, 0, 0]
    assert english["maxsim"] == pytest.approx([0.3, 0.8, 0.3])


def test_without_token_vectors_there_is_no_maxsim():
    tokens = [name for name in FEATURES if name.startswith("maxsim")]
    without = {"of the passage": (ASKED, replace(FOUND, maxsim=None))}
    without["of the query"] = (replace(ASKED, tokens=None, token_weights=None), FOUND)
    for whose, (asked, of) in without.items():
        made = columns(asked, of)
        assert {name: made[name] for name in tokens} == dict.fromkeys(tokens, [0, 0, 0]), whose
        assert made["cosine"] == pytest.approx([0.1, 0.6, 0.3])


def test_a_passage_without_a_sentence_has_no_features():
    assert features(ASKED, candidate(passage("p"), [], MET[:1])).shape == (0, len(FEATURES))
