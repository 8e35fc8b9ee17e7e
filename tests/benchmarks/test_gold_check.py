"""The gold set is sound, and the checker sees when it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from running import ROOT

from benchmarks.gold_check import check_gold, stands_in
from kompetanse_qa.evaluation.gold import load_gold
from kompetanse_qa.evaluation.records import Quote

GOLD = ROOT / "eval" / "gold.jsonl"
CORPUS = ROOT / "corpus"


def test_the_gold_set_is_sound() -> None:
    assert check_gold(load_gold(GOLD), CORPUS) == []


def test_the_checker_names_a_quote_that_stands_in_no_report() -> None:
    first, *rest = load_gold(GOLD)
    report_id = first.evidence[0].report_id
    changed = replace(first, evidence=(Quote(report_id=report_id, quote="x " * 20),))
    [fault] = check_gold([changed, *rest], CORPUS)
    assert fault.question_id == first.id
    assert fault.what.startswith(f"does not stand in {report_id}")


def test_the_checker_sees_a_quote_in_both_splits() -> None:
    first, second, *rest = load_gold(GOLD)
    other = "look" if first.split == "tune" else "tune"
    shared = replace(second, split=other, evidence=first.evidence, also=())
    whats = [fault.what for fault in check_gold([first, shared, *rest], CORPUS)]
    assert f"in both splits: {first.evidence[0].quote}" in whats


def test_the_checker_sees_that_proportions_are_off() -> None:
    english = [replace(question, lang="en") for question in load_gold(GOLD)]
    whats = {fault.what for fault in check_gold(english, CORPUS)}
    assert {"en: 100%", "nb: 0%", "nn: 0%"} <= whats


@pytest.mark.parametrize(
    "source",
    [
        "Skolen har hatt videreutdanning i to år.",
        "Skolen  har hatt\nvidereutdanning i\n\nto år.",
        "Skolen har hatt videre-\nutdanning i to år.",
    ],
)
def test_a_quote_stands_in_a_text_that_is_divided_otherwise(source: str) -> None:
    assert stands_in("Skolen har hatt videreutdanning i to år.", source)


def test_a_hyphen_that_belongs_to_the_word_may_end_the_line() -> None:
    assert stands_in("lærings- og IKT-miljø", "lærings- og IKT-\nmiljø")


def test_a_quote_with_another_word_does_not_stand_there() -> None:
    assert not stands_in("Skolen har hatt kurs i to år.", "Skolen har hatt kurs i tre år.")
