"""The benchmarks run on the product as it is. What they measure is no matter here."""

from __future__ import annotations

import json

import pytest

from benchmarks import at_scale, processes, tui, warm
from benchmarks.__main__ import main
from benchmarks.failures import NOWHERE, Fate, fates_of
from benchmarks.figure import Figure


def names(figures):
    figures = list(figures)
    assert all(sample >= 0 for figure in figures for sample in figure.samples)
    return [(figure.what, len(figure.samples)) for figure in figures]


def test_asking_is_measured_as_a_whole_and_in_parts(small_index):
    samples = 2 * len(warm.QUESTIONS)
    assert names(warm.figures(small_index, rounds=2)) == [
        ("ask, warm", samples),
        ("ask, warm, the query made before", samples),
        ("search alone", samples),
        ("evidence alone", samples),
    ]


def test_engines_are_measured_on_as_many_passages_as_are_asked_for(small_index):
    size = at_scale.BATCH + 1
    assert names(at_scale.figures(small_index, size=size, rounds=1)) == [
        ("bm25, 1,001 passages: build, vectors given", 1),
        ("bm25, 1,001 passages: memory", 1),
        ("bm25, 1,001 passages: query", len(warm.QUESTIONS)),
        ("dense, 1,001 passages: build, vectors given", 1),
        ("dense, 1,001 passages: memory", 1),
        ("dense, 1,001 passages: query", len(warm.QUESTIONS)),
    ]


def test_all_measurements_stand_in_one_table(monkeypatch, capsys):
    rooms = (processes, warm, at_scale, tui)
    for room in rooms:
        figure = Figure(room.__name__, [1.0], "s")
        monkeypatch.setattr(room, "figures", lambda figure=figure: iter([figure]))
    main()
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[:2] == ["what", "median"]
    assert [row.split()[0] for row in rows] == [room.__name__ for room in rooms]


def test_a_figure_is_shown_by_its_median_and_its_ends():
    shown = str(Figure("ask", [3.0, 1.0, 2.5], "ms", "< 30 ms"))
    assert shown.split() == ["ask", "2.50", "ms", "1.00", "–", "3.00", "<", "30", "ms"]


@pytest.fixture
def gold(tmp_path):
    """Two questions with an answer, of which one asks for what stands elsewhere; one without."""
    plain = {"lang": "nb", "difficulty": "lexical", "tags": [], "split": "tune", "also": []}
    quotes = {
        "q1": ("Hvor mange kompostbinger kjøpte kommunen?", "kompost",
               "Kommunen kjøpte 14 kompostbinger til skolehagene i 2019."),
        "q2": ("Hvor mange kompostbinger kjøpte kommunen i 2019?", "buss",
               "Fylket betaler 480 kroner for hver tur, og kommunen dekker ventetiden."),
        "q3": ("Hvor mange kråker bor på Mars?", None, None),
    }  # fmt: skip
    lines = [
        {
            **plain, "id": name, "question": question, "answer": quote,
            "type": "tall" if quote else "ubesvart",
            "evidence": [{"report_id": report, "quote": quote}] if quote else [],
        }
        for name, (question, report, quote) in quotes.items()
    ]  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_a_question_counts_for_the_first_thing_that_went_wrong(small_index, gold):
    right, wrong = fates_of(small_index, gold)
    assert right == Fate(
        rank=1,
        question_id="q1",
        question="Hvor mange kompostbinger kjøpte kommunen?",
        cause="none: the right sentence is shown first",
    )
    assert 1 < wrong.rank < NOWHERE
    assert wrong.cause == "picking: in the first five, a sentence of another passage won"
