"""The gold set is sound, and a broken one is refused with the line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from running import ROOT

from kompetanse_qa.errors import BadInput
from kompetanse_qa.evaluation.gold import load_gold
from kompetanse_qa.evaluation.gold_check import check_gold, stands_in
from kompetanse_qa.evaluation.records import Quote

GOLD = ROOT / "eval" / "gold.jsonl"
CORPUS = ROOT / "corpus"

QUESTION = {
    "id": "q001",
    "question": "Hvor mange bøtter står i skuret?",
    "lang": "nb",
    "type": "tall",
    "difficulty": "lexical",
    "tags": [],
    "split": "tune",
    "evidence": [{"report_id": "skur", "quote": "Det står sju bøtter i skuret."}],
    "also": [],
    "answer": "Sju.",
}


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


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"lang": "sv"}, "lang"),
        ({"type": "ubesvart"}, "do not agree"),
        ({"answer": None}, "do not agree"),
        ({"evidence": [{"report_id": "skur"}]}, "quote"),
        ({"also": [{"report_id": "skur", "quote": "Sju.", "for": 1}]}, "for: 1"),
        ({"extra": 1}, "extra"),
        ({"question": " "}, "not a text"),
    ],
)
def test_a_line_that_is_no_question_is_refused_with_its_number(
    change: dict[str, object], said: str, tmp_path: Path
) -> None:
    file = tmp_path / "gold.jsonl"
    second = {**QUESTION, "id": "q002", "question": "Hva?", **change}
    file.write_text(json.dumps(QUESTION) + "\n" + json.dumps(second) + "\n", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_gold(file)
    assert caught.value.line == 2
    assert said in caught.value.detail


def test_an_id_may_be_used_once(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    second = {**QUESTION, "question": "Hva?"}
    file.write_text(json.dumps(QUESTION) + "\n\n" + json.dumps(second), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_gold(file)
    assert (caught.value.line, caught.value.detail) == (3, "id 'q001' is used twice")


def test_an_empty_file_is_no_gold_set(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(BadInput):
        load_gold(file)


def test_a_quote_may_stand_in_for_one_piece_of_evidence(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    also = [{"report_id": "skur", "quote": "Bøttene er sju.", "for": 0}]
    file.write_text(json.dumps({**QUESTION, "also": also}), encoding="utf-8")
    [question] = load_gold(file)
    assert question.also[0].replaces == 0
