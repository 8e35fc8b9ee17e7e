"""Gold questions: what is asked, and which passages and sentences count as right."""

from __future__ import annotations

import json
import math
from hashlib import sha256
from pathlib import Path

import pytest

from kompetanse_qa.errors import EvidenceNotFound
from kompetanse_qa.evaluation.question_sets import GoldJudgements, GoldSet
from kompetanse_qa.evaluation.records import Question

PASSAGES = [
    ("p1", "skur", "Det står sju bøtter i skuret. Taket lekker når det regner mye."),
    ("p2", "skur", "Skuret ble malt rødt av elevene. Malingen kostet lite."),
    ("p3", "hage", "I skuret er sju røde bøtter. Hagen har fire trær og en benk."),
    ("p4", "hage", "Det står sju bøtter i skuret. Det regner."),
    ("p5", "skur", "Malingen kostet lite. Skuret ble malt rødt av elevene."),
]
BUCKETS = {"report_id": "skur", "quote": "Det står sju bøtter i skuret."}
PAINTED = {"report_id": "skur", "quote": "Skuret ble malt rødt av elevene."}
BOTH = {"report_id": "hage", "quote": "I skuret er sju røde bøtter."}
PLAIN = {
    "id": "q", "question": "Hva?", "lang": "nb", "type": "fakta", "difficulty": "lexical",
    "tags": [], "split": "look", "evidence": [BUCKETS, PAINTED], "also": [], "answer": "Sju.",
}  # fmt: skip


def gold(folder: Path, *changes: dict, split: str | None = None) -> GoldSet:
    path = folder / "gold.jsonl"
    lines = (json.dumps({**PLAIN, **change}) for change in changes)
    path.write_text("\n".join(lines), encoding="utf-8")
    return GoldSet(path, split)


def judged(folder: Path, **change: object) -> GoldJudgements:
    return gold(folder, change).judgements(PASSAGES)


def test_each_piece_of_evidence_is_a_unit_and_all_are_needed(tmp_path):
    scores = judged(tmp_path).scores("q", ["p3", "p1", "p2"])
    # One new unit at rank 2 and one at rank 3; the best order has them at ranks 1 and 2.
    found, ideal = 1 / math.log2(3) + 1 / math.log2(4), 1 + 1 / math.log2(3)
    assert scores == {
        "ndcg@10": pytest.approx(found / ideal),
        "mrr@10": 1 / 2,
        "recall@1": 0 / 2,
        "recall@5": 1,
        "recall@10": 1,
    }


def test_recall_is_taken_at_one_five_and_ten(tmp_path):
    asked = judged(tmp_path)
    ranking = ["p1", "a", "b", "c", "d", "p2"]
    scores = asked.scores("q", ranking)
    assert (scores["recall@1"], scores["recall@5"], scores["recall@10"]) == (1 / 2, 1 / 2, 2 / 2)
    fourth = asked.scores("q", ["a", "b", "c", "d", "p1"])
    assert (fourth["recall@1"], fourth["recall@5"]) == (0, 1 / 2)
    nine = [f"x{n}" for n in range(9)]
    tenth, eleventh = (asked.scores("q", [*nine, *more]) for more in (["p1"], ["y", "p1"]))
    assert (tenth["mrr@10"], tenth["recall@10"], eleventh["mrr@10"]) == (1 / 10, 1 / 2, 0)
    assert (eleventh["recall@10"], eleventh["ndcg@10"]) == (0, 0)
    assert tenth["ndcg@10"] == pytest.approx(1 / math.log2(11) / (1 + 1 / math.log2(3)))


def test_a_passage_with_both_pieces_has_both_units(tmp_path):
    whole = ("w", "skur", f"{BUCKETS['quote']} {PAINTED['quote']}")
    scores = gold(tmp_path, {}).judgements([*PASSAGES, whole]).scores("q", ["w"])
    assert (scores["recall@1"], scores["ndcg@10"]) == (2 / 2, 1)


def test_also_answers_the_whole_question_by_itself(tmp_path):
    asked = judged(tmp_path, also=[BOTH])
    assert asked.scores("q", ["p3"])["recall@1"] == 2 / 2
    assert asked.is_relevant("q", "p3")


def test_also_for_one_piece_stands_in_for_that_piece_alone(tmp_path):
    asked = judged(tmp_path, also=[{**BOTH, "for": 0}])
    assert asked.scores("q", ["p3"])["recall@1"] == 1 / 2
    # p1 has the same piece: nothing new. p2 has the other one.
    assert asked.scores("q", ["p3", "p1"])["recall@5"] == 1 / 2
    assert asked.scores("q", ["p3", "p2"])["recall@5"] == 2 / 2


def test_without_also_the_passage_is_no_evidence(tmp_path):
    asked = judged(tmp_path)
    assert [asked.is_relevant("q", p) for p in ("p1", "p2", "p3", "p4")] == [
        True,
        True,
        False,
        False,
    ]


def test_the_sentence_of_any_quote_is_right_in_the_quote_s_own_report(tmp_path):
    asked = judged(tmp_path, also=[{**BOTH, "for": 0}])
    end = len("Det står sju bøtter i skuret.")
    assert asked.sentence_right("q", "p1", 0, end)
    assert not asked.sentence_right("q", "p1", end + 1, len(PASSAGES[0][2]))
    assert not asked.sentence_right("q", "p5", 0, len("Malingen kostet lite."))
    assert asked.sentence_right("q", "p3", 0, len("I skuret er sju røde bøtter."))
    # The same words, in a report that is not the quote's.
    assert not asked.sentence_right("q", "p4", 0, end)
    alone = judged(tmp_path)
    assert not alone.sentence_right("q", "p3", 0, len("I skuret er sju røde bøtter."))


@pytest.mark.parametrize("field", ["evidence", "also"])
def test_a_quote_that_is_in_no_passage_is_an_error(tmp_path, field):
    lost = {"report_id": "skur", "quote": "Ingen har sett de grønne bøttene siden."}
    with pytest.raises(EvidenceNotFound) as caught:
        judged(tmp_path, **{field: [lost]})
    assert caught.value.question_id == "q"
    assert caught.value.evidence == "skur: Ingen har sett de grønne bøttene siden."


def test_what_is_asked_carries_what_is_shown_beside_it(tmp_path):
    (asked,) = gold(tmp_path, {"tags": ["sammensatt"]}).questions
    assert asked == Question(
        id="q",
        question="Hva?",
        answer="Sju.",
        slices={
            "lang": "nb",
            "type": "fakta",
            "difficulty": "lexical",
            "split": "look",
            "compound": "yes",
            "report": "skur",
        },
        evidence=(BUCKETS["quote"], PAINTED["quote"]),
        without=(),
    )
    assert asked.answerable


def test_questions_over_reports_and_without_an_answer_are_told_apart(tmp_path):
    nothing = {"evidence": [], "answer": None, "type": "ubesvart"}
    across, none = gold(
        tmp_path,
        {"evidence": [BUCKETS, BOTH]},
        {**nothing, "id": "n", "question": "Hvem?"},
    ).questions
    assert (across.slices["report"], none.slices["report"]) == ("across", "none")
    assert (across.slices["compound"], none.answerable) == ("no", False)


def test_a_question_that_nothing_answers_needs_no_evidence(tmp_path):
    nothing = {"evidence": [], "answer": None, "type": "ubesvart"}
    gold(tmp_path, nothing).judgements(PASSAGES)


def test_a_split_has_its_own_questions_and_name_and_identity(tmp_path):
    changes = {"id": "t", "question": "Hvem?", "split": "tune"}
    whole = gold(tmp_path, {}, changes)
    tune = GoldSet(tmp_path / "gold.jsonl", "tune")
    content = (tmp_path / "gold.jsonl").read_bytes()
    assert (whole.name, tune.name) == ("gold.jsonl", "gold.jsonl:tune")
    assert [q.id for q in whole.questions] == ["q", "t"]
    assert [q.id for q in tune.questions] == ["t"]
    assert whole.sha256 == sha256(content + b"\0").hexdigest()
    assert tune.sha256 == sha256(content + b"\0tune").hexdigest()
