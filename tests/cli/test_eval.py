"""`eval` on a small gold set, as a script would run it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from running import run_cli

QUESTIONS = [
    ("q1", "Hvor mange kompostbinger kjøpte kommunen?", "kompost",
     "Kommunen kjøpte 14 kompostbinger til skolehagene i 2019."),
    ("q2", "Hva betaler fylket for hver tur?", "buss",
     "Fylket betaler 480 kroner for hver tur, og kommunen dekker ventetiden."),
    ("q3", "Hvor mange kråker bor på Mars?", None, None),
]  # fmt: skip


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    lines = [
        {
            "id": identity, "question": question, "lang": "nb",
            "type": "tall" if quote else "ubesvart", "difficulty": "lexical", "tags": [],
            "split": "tune", "also": [], "answer": quote,
            "evidence": [{"report_id": report_id, "quote": quote}] if quote else [],
        }
        for identity, question, report_id, quote in QUESTIONS
    ]  # fmt: skip
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_eval_prints_every_measure_with_interval_and_the_paired_test(gold, small_index):
    done = run_cli("eval", "--gold", gold, "--index", small_index, "--system", "kompetanse", "bm25")
    assert done.returncode == 0, done.stderr
    for expected in ("ndcg@10", "recall@5", "sentence@1", "auroc", "ord i hver tekstbit"):
        assert expected in done.stdout
    assert "kompetanse mot bm25, parvis permutasjonstest" in done.stdout


def test_both_questions_with_an_answer_are_found_first(gold, small_index):
    done = run_cli("eval", "--gold", gold, "--index", small_index, "--format", "csv")
    rows = {
        row["measure"]: row
        for row in csv.DictReader(io.StringIO(done.stdout))
        if row["slice"] in ("", "all")
    }
    assert float(rows["recall@1"]["mean"]) == 1
    assert float(rows["sentence@1"]["mean"]) == 1
    assert rows["recall@1"]["n"] == "2"


def test_saved_runs_are_compared_later_and_a_report_is_written(gold, small_index, tmp_path):
    runs, page = tmp_path / "runs", tmp_path / "report.html"
    options = ("--gold", gold, "--index", small_index, "--system", "bm25", "dense")
    assert run_cli("eval", *options, "--runs", runs, "--html", page).returncode == 0
    assert "Hvor mange kråker bor på Mars?" in page.read_text(encoding="utf-8")
    done = run_cli("eval", "--compare", runs / "bm25.jsonl", runs / "dense.jsonl")
    assert "bm25 mot dense" in done.stdout


def test_evidence_that_is_not_in_the_index_is_an_error_that_names_the_question(gold, small_index):
    gold.write_text(gold.read_text(encoding="utf-8").replace("14 komp", "15 komp"))
    done = run_cli("eval", "--gold", gold, "--index", small_index)
    assert done.returncode == 3
    assert "Fasiten til spørsmål q1 står ikke i noe avsnitt" in done.stderr


def test_an_unknown_system_is_wrong_usage_with_the_names_that_exist(gold, small_index):
    done = run_cli("eval", "--gold", gold, "--index", small_index, "--system", "google")
    assert done.returncode == 2
    assert "«google» kan ikke måles her. Velg blant: kompetanse, bm25" in done.stderr


def test_a_missing_gold_file_is_said(small_index, tmp_path):
    done = run_cli("eval", "--gold", tmp_path / "none.jsonl", "--index", small_index)
    assert done.returncode == 2
    assert "none.jsonl" in done.stderr
