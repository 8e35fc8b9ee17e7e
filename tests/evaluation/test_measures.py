"""Ranking measures: checked against ir-measures, and the units of evidence by hand."""

from __future__ import annotations

import math
import random

import pytest

from kompetanse_qa.errors import NothingToMeasure
from kompetanse_qa.evaluation.measures import (
    mrr,
    ndcg,
    recall,
    units_mrr,
    units_ndcg,
    units_recall,
)


@pytest.mark.parametrize("seed", range(20))
def test_the_measures_are_those_of_trec_eval_on_random_runs(seed: int) -> None:
    ir_measures = pytest.importorskip("ir_measures")
    chance = random.Random(seed)
    documents = [f"d{n}" for n in range(40)]
    qrels, run, rankings = [], [], {}
    grades: dict[str, dict[str, int]] = {}
    for question in (f"q{n}" for n in range(5)):
        judged = chance.sample(documents, chance.randint(1, 25))
        grades[question] = {document: chance.randint(0, 3) for document in judged}
        grades[question][judged[0]] = 1
        rankings[question] = chance.sample(documents, chance.randint(0, 40))
        qrels += [ir_measures.Qrel(question, d, g) for d, g in grades[question].items()]
        run += [
            ir_measures.ScoredDoc(question, document, float(-rank))
            for rank, document in enumerate(rankings[question])
        ]
    ours = {"nDCG": ndcg, "RR": mrr, "R": recall}
    asked = [getattr(ir_measures, name) @ k for name in ours for k in (1, 5, 10)]
    theirs = ir_measures.iter_calc(asked, qrels, run)
    compared = 0
    for metric in theirs:
        value = ours[metric.measure.NAME](
            rankings[metric.query_id], grades[metric.query_id], metric.measure["cutoff"]
        )
        assert value == pytest.approx(metric.value, abs=1e-9), metric
        compared += 1
    assert compared == 9 * len(grades)


A, B, BOTH = frozenset({0}), frozenset({1}), frozenset({0, 1})


def test_with_one_unit_in_one_passage_both_definitions_agree() -> None:
    ranking = ["x", "y", "right", "z"]
    units, grades = {"right": A}, {"right": 1}
    assert units_ndcg(ranking, units, 10) == ndcg(ranking, grades, 10) == 1 / math.log2(1 + 3)
    assert units_mrr(ranking, units, 10) == mrr(ranking, grades, 10) == 1 / 3
    assert units_recall(ranking, units, 2) == recall(ranking, grades, 2) == 0
    assert units_recall(ranking, units, 3) == recall(ranking, grades, 3) == 1


def test_a_second_passage_for_the_same_unit_neither_helps_nor_is_missed() -> None:
    units = {"one": A, "other": A}
    assert units_ndcg(["one", "x"], units, 10) == 1
    assert units_ndcg(["one", "other"], units, 10) == 1
    assert units_recall(["one"], units, 10) == 1


def test_two_units_in_two_passages_are_best_at_ranks_one_and_two() -> None:
    units = {"a": A, "b": B}
    ideal = 1 + 1 / math.log2(3)
    assert units_ndcg(["b", "a"], units, 10) == 1
    assert units_ndcg(["a", "x", "b"], units, 10) == pytest.approx((1 + 1 / 2) / ideal)
    assert units_recall(["a", "x", "b"], units, 2) == 1 / 2
    assert units_mrr(["x", "b", "a"], units, 10) == 1 / 2


def test_a_passage_that_answers_all_alone_is_the_ideal() -> None:
    units = {"a": A, "b": B, "all": BOTH}
    assert units_ndcg(["all"], units, 10) == 1
    # Ideal is a gain of 2 at rank 1; here 1 at rank 1 and 1 at rank 2.
    assert units_ndcg(["a", "all"], units, 10) == pytest.approx((1 + 1 / math.log2(3)) / 2)


def test_the_ideal_is_the_best_order_and_not_the_greedy_one() -> None:
    # Six units. Greedy takes the four of "wide" first and then needs two more passages:
    # 4 + 1/log2(3) + 1/log2(4) = 5.131. The two halves do it with 3 + 3/log2(3) = 4.893: less.
    halves = {"left": frozenset({0, 1, 2}), "right": frozenset({3, 4, 5})}
    units = {**halves, "wide": frozenset({1, 2, 3, 4})}
    best = 4 + 1 / math.log2(3) + 1 / math.log2(4)
    assert units_ndcg(["wide", "left", "right"], units, 10) == 1
    found = (3 + 3 / math.log2(3)) / best
    assert units_ndcg(["left", "right", "wide"], units, 10) == pytest.approx(found)
    # Within two ranks the same holds: 4 + 1/log2(3) = 4.631 is less than 4.893.
    assert units_ndcg(["left", "right"], units, 2) == 1


def test_what_lies_beyond_k_does_not_count() -> None:
    units = {"right": A}
    assert units_ndcg(["x", "right"], units, 1) == 0
    assert units_mrr(["x", "right"], units, 1) == 0


def test_what_is_judged_harmful_gains_nothing_and_is_not_relevant() -> None:
    grades = {"spam": -2, "right": 1}
    assert ndcg(["spam", "right"], grades, 10) == (0 + 1 / math.log2(1 + 2)) / 1
    assert mrr(["spam", "right"], grades, 10) == 1 / 2
    assert recall(["right"], grades, 10) == 1 / 1


def test_the_ideal_of_grades_has_no_more_than_k_ranks() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert ndcg(["a", "b"], grades, 2) == 1
    found = 1 + 3 / math.log2(3)
    assert ndcg(["c", "a", "b"], grades, 2) == pytest.approx(found / (3 + 2 / math.log2(3)))


@pytest.mark.parametrize(("measure", "name"), [(ndcg, "ndcg"), (mrr, "mrr"), (recall, "recall")])
def test_a_question_without_relevant_documents_is_an_error(measure, name: str) -> None:
    with pytest.raises(NothingToMeasure) as caught:
        measure(["x"], {"x": 0}, 10)
    assert caught.value.measure == name


@pytest.mark.parametrize(
    ("measure", "name"), [(units_ndcg, "ndcg"), (units_mrr, "mrr"), (units_recall, "recall")]
)
def test_a_question_without_evidence_is_an_error(measure, name: str) -> None:
    with pytest.raises(NothingToMeasure) as caught:
        measure(["x"], {}, 10)
    assert caught.value.measure == name
