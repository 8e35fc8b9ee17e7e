"""A gold file is read, and a broken one is refused with the line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kompetanse_qa.errors import BadInput
from kompetanse_qa.evaluation.gold import load_gold

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


@pytest.mark.parametrize(("line", "said"), [("{", "not_json"), ("[1]", "not_an_object")])
def test_a_line_that_is_no_object_is_refused_with_its_number(
    line: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(QUESTION) + "\n" + line, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_gold(file)
    assert (caught.value.line, caught.value.detail) == (2, said)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_bytes("bøtter".encode("latin-1"))
    with pytest.raises(BadInput) as caught:
        load_gold(file)
    assert caught.value.detail == "encoding"


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
