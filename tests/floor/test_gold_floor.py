"""What ships stays as good as it is, and answers as it did: the product on its real index.

A fault in ranking, fusion, reading or confidence that no small test sees shows here. The figures
are those of 0.4.0 on all 257 questions (`kompetanse-qa eval`); the encoder's last digits depend on
the processor, hence the room below them.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from running import ROOT

from kompetanse_qa.evaluation.evaluate import Settings, run_evaluation
from kompetanse_qa.search import open_index

SHIPPED = {"ndcg@10": 0.825, "recall@5": 0.891, "sentence@1": 0.602, "auroc": 0.895}
ROOM = 0.01
KEPT = Path(__file__).with_name("answers-0.4.0.jsonl")
OTHERS = 5
"""Of 257 questions so many may have another first hit or sentence, where two nearly tie."""


@pytest.fixture(scope="module")
def estimates(real_index):
    settings = Settings(gold=ROOT / "eval" / "gold.jsonl", index=real_index)
    (result,) = run_evaluation(settings).systems
    return result.estimates


@pytest.mark.parametrize("measure", SHIPPED)
def test_no_measure_falls_below_what_is_shipped(estimates, measure):
    assert estimates[measure].mean >= SHIPPED[measure] - ROOM


@pytest.mark.parametrize("k", [63, 64, 65, 100, 300, 507])
def test_as_many_hits_come_as_are_asked_for(real_index, k):
    with open_index(real_index) as index:
        five = index.ask("Hvor mange skoler deltok i piloten?").hits
        hits = index.ask("Hvor mange skoler deltok i piloten?", k=k).hits
    assert len({hit.passage.id for hit in hits}) == len(hits) == k
    assert [hit.passage.id for hit in hits[:5]] == [hit.passage.id for hit in five]
    assert all(first.score >= then.score for first, then in pairwise(hits))


@pytest.fixture(scope="module")
def pairs(real_index):
    """For each gold question what was answered by 0.4.0, and what is answered now."""
    lines = (ROOT / "eval" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    questions = {asked["id"]: asked["question"] for asked in map(json.loads, lines)}
    kept = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()]
    with open_index(real_index) as index:
        return [(before, index.ask(questions[before["id"]])) for before in kept]


def test_the_first_hit_and_its_sentence_are_those_of_0_4_0(pairs):
    changed = []
    for before, answer in pairs:
        first, (passage_id, _, span) = answer.hits[0], before["hits"][0]
        if (first.passage.id, [first.answer_span.start, first.answer_span.end]) != (
            passage_id,
            span,
        ):
            changed.append(before["id"])
    assert len(changed) <= OTHERS, changed


def test_the_hits_of_0_4_0_have_the_scores_and_the_confidence_they_had(pairs):
    scores = []
    for before, answer in pairs:
        now = {hit.passage.id: hit.score for hit in answer.hits}
        scores += [abs(now[name] - score) for name, score, _ in before["hits"] if name in now]
    assert len(scores) >= 0.98 * 5 * len(pairs)
    scores.sort()
    assert scores[len(scores) // 2] < 0.05  # of a spread of some ten between first and fifth
    sure = sorted(abs(answer.confidence - before["confidence"]) for before, answer in pairs)
    assert sure[len(sure) * 9 // 10] < 0.05
