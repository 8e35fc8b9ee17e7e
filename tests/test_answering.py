"""Features, picking and confidence: from candidates to a sentence and how sure it is."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from making import query

from kompetanse_qa import answering
from kompetanse_qa.answering import Candidate, TermWeights, WeighedQuery
from kompetanse_qa.answering.features import FEATURES, features
from kompetanse_qa.answering.trees import Trees, learned_trees
from kompetanse_qa.answering.weights import FILE, learned
from kompetanse_qa.norwegian import analyze, character_ngrams
from kompetanse_qa.records import Anchor, Passage, Position, Span

ONE = np.array([1.0], np.float32)


def question(text: str) -> WeighedQuery:
    """A question of one token, in an index where all terms weigh the same."""
    made = replace(query(text), tokens=ONE[:, None], token_weights=ONE)
    return WeighedQuery(
        query=made,
        words=TermWeights(made.terms, 1, {}, analyze),
        ngrams=TermWeights(made.ngrams, 1, {}, character_ngrams),
    )


def ordered(asked: WeighedQuery, candidates: list[Candidate]) -> list[answering.Picked]:
    return answering.best_first(answering.pick_each(asked.query, candidates))


def passage(*sentences: str, kind: str = "paragraph") -> Passage:
    text = " ".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    position = Position(start=0, end=len(text), lines=(1, 1))
    return Passage(
        id=f"p-{abs(hash(text)) % 1000}",
        report_id="r",
        title="Rapport",
        year=2020,
        headings=("Skole A1",),
        position=position,
        kind=kind,
        text=text,
        sentences=tuple(
            Span(start=s, end=s + len(t)) for s, t in zip(starts, sentences, strict=True)
        ),
        anchors=(Anchor(offset=0, position=position),),
    )


def candidate(
    of: Passage, near: list[float], met: list[float] | None, fused: float = 0
) -> Candidate:
    """``met``: the whole passage first, then each sentence; of a question of one token."""
    return Candidate(
        passage=of,
        fused=fused,
        ranks=(("bm25", 1),),
        coverage=0.75,
        cosine=max(near),
        sentence_cosines=np.array(near, np.float32),
        maxsim=None if met is None else np.array(met, np.float32)[:, None],
    )


def feature(name: str, of: Candidate, asked: WeighedQuery) -> list[float]:
    return features(asked.query, of)[:, FEATURES.index(name)].tolist()


def test_each_sentence_has_its_own_features_and_its_passages():
    found = candidate(
        passage("Skolen har møter.", "Det var 21 møter i 2019."), [0.2, 0.6], [0.9, 0.3, 0.8]
    )
    asked = question("Hvor mange møter var det?")
    assert feature("cosine", found, asked) == pytest.approx([0.2, 0.6])
    assert feature("cosine_lead", found, asked) == pytest.approx([-0.4, 0])
    assert feature("maxsim", found, asked) == pytest.approx([0.3, 0.8])
    assert feature("maxsim_passage", found, asked) == pytest.approx([0.9, 0.9])
    assert feature("maxsim_before", found, asked) == pytest.approx([0, 0.3])
    assert feature("maxsim_after", found, asked) == pytest.approx([0.8, 0])
    assert feature("number", found, asked) == [0, 1]
    assert feature("number_missing", found, asked) == [1, 0]
    assert feature("first", found, asked) == [1, 0]
    assert feature("last", found, asked) == [0, 1]


def test_what_ends_in_a_colon_announces_the_next_sentence():
    found = candidate(passage("Det betyr:", "Alle lærer.", "Alle deler."), [0.1] * 3, None)
    asked = question("Hva betyr det?")
    assert feature("announces", found, asked) == [1, 0, 0]
    assert feature("announced", found, asked) == [0, 1, 0]


def test_words_are_no_sign_for_an_english_question():
    found = candidate(passage("Skole A1 har møter."), [0.2], [0.9, 0.3])
    assert feature("coverage_passage", found, question("Hvilke møter har skole A1?")) == [0.75]
    assert feature("coverage_passage", found, question("What are the meetings at school A1?")) == [
        0
    ]


def test_the_passage_whose_sentence_is_met_best_comes_first():
    dull = candidate(passage("Været var fint."), [0.1], [0.2, 0.2], fused=1)
    good = candidate(passage("Alle lærerne deltok i møtene."), [0.8], [0.9, 0.9], fused=0)
    first, second = ordered(question("Deltok lærerne i møtene?"), [dull, good])
    assert (first.candidate, second.candidate) == (good, dull)
    assert first.score > second.score


def test_a_passage_without_a_sentence_comes_last_and_answers_nothing():
    asked = question("Deltok lærerne?")
    good = candidate(passage("Alle lærerne deltok."), [0.8], [0.9, 0.9], fused=0)
    bare = replace(good, passage=replace(good.passage, sentences=()), fused=99)
    empty = replace(bare, sentence_cosines=bare.sentence_cosines[:0], maxsim=bare.maxsim[:1])
    first, last = ordered(asked, [empty, good])
    assert (first.candidate, last.span) == (good, None)
    assert answering.confidence(asked, ordered(asked, [empty])) == 0


def test_without_token_vectors_the_fused_order_stays():
    dull = candidate(passage("Været var fint."), [0.1], None, fused=1)
    good = candidate(passage("Kort.", "Alle lærerne deltok."), [0.2, 0.8], None, fused=0)
    first, second = ordered(question("Deltok lærerne?"), [dull, good])
    assert (first.candidate, second.candidate) == (dull, good)
    assert second.span == good.passage.sentences[1]


def test_the_words_and_names_that_are_lacking_are_judged():
    of = passage("I Halden deltok Ås skole.", "Det var 21 møter i 2019.")
    asked = question("Hvor mange møter hadde Ås skole i Halden og Bodø i 2019 og 2020?")
    seen = answering.confidence_features(
        asked, ordered(asked, [candidate(of, [0.1, 0.8], [0.9, 0, 1])])
    )
    assert seen["names"] == 0
    assert seen["names_passage"] == pytest.approx(2 / 3)
    assert seen["numbers_passage"] == pytest.approx(1 / 2)
    assert (seen["new_names"], seen["new_numbers"]) == (0, 1)
    assert 0 < seen["coverage"] < 1
    assert seen["heaviest_missing"] == pytest.approx(math.log1p(1))  # of one passage, held by none
    assert seen["question_words"] == 14


def test_nothing_lacks_where_nothing_is_named():
    of = passage("Alle deltok.")
    asked = question("Deltok alle?")
    seen = answering.confidence_features(asked, ordered(asked, [candidate(of, [0.5], [0.5, 0.5])]))
    assert (seen["names"], seen["numbers_passage"], seen["heaviest_missing"]) == (1, 1, 0)


def test_what_meets_the_question_better_is_surer():
    asked = question("Deltok lærerne i møtene?")
    of = passage("Alle lærerne deltok i møtene.")
    low, high = (
        answering.confidence(asked, ordered(asked, [candidate(of, [n], [m, m])]))
        for n, m in ((0.1, 0.3), (0.8, 0.95))
    )
    assert 0 <= low < high <= 1
    assert answering.confidence(asked, []) == 0


def test_trees_add_up_the_leaf_that_each_sign_leads_to():
    split = ((0, 0.5, 1, 2), -1.0, (1, 0.2, 3, 4), 2.0, 3.0)
    trees = Trees(("cosine", "maxsim"), 10.0, (split, (5.0,)))
    assert trees.logit({"cosine": 0.5, "maxsim": 9}) == 14
    assert trees.logit({"maxsim": 0.2, "cosine": 0.6}) == 17
    assert trees.logit({"cosine": 0.6, "maxsim": 0.3, "more": 1}) == 18


def test_the_learned_weights_are_of_features_that_exist():
    asked = question("Hva?")
    picked = ordered(asked, [candidate(passage("Ja."), [0.5], [0.5, 0.5])])
    found = answering.confidence_features(asked, picked)
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert learned() == kept
    assert set(kept["pick"]) <= set(FEATURES)
    assert set(learned_trees().features) == set(found)
