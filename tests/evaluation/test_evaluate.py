"""The whole harness on a small index: measured, compared, saved, and loud where it must be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kompetanse_qa.errors import BadInput, EvidenceNotFound, NothingToSearch, RunsDiffer
from kompetanse_qa.evaluation.evaluate import Settings, evaluate, run_evaluation
from kompetanse_qa.evaluation.outcomes import outcomes_of
from kompetanse_qa.evaluation.question_sets import GoldSet
from kompetanse_qa.evaluation.records import MEASURES, Evaluation, Retrieved, Run
from kompetanse_qa.evaluation.run_files import compare_runs, load_run
from kompetanse_qa.evaluation.tables import render, tables

PASSAGES = [
    ("p1", "skur", "Det står sju bøtter i skuret. Taket lekker når det regner mye."),
    ("p2", "skur", "Skuret ble malt rødt av elevene. Malingen kostet lite."),
    ("p3", "hage", "Hagen har fire trær og en benk ved muren."),
]


def gold(folder: Path, **changes: object) -> GoldSet:
    """Two questions that p1 and p2 answer, one that both must answer, one that nothing answers."""
    bøtter = {"report_id": "skur", "quote": "Det står sju bøtter i skuret."}
    malt = {"report_id": "skur", "quote": "Skuret ble malt rødt av elevene."}
    plain = {"lang": "nb", "type": "fakta", "difficulty": "lexical", "tags": [], "split": "look"}
    lines = [
        {"id": "a", "question": "Bøtter?", "evidence": [bøtter], "answer": "Sju."},
        {"id": "b", "question": "Farge?", "evidence": [malt], "answer": "Rødt.", "lang": "nn"},
        {"id": "c", "question": "Alt?", "evidence": [bøtter, malt], "answer": "Sju, rødt."},
        {"id": "d", "question": "Pris?", "evidence": [], "answer": None, "type": "ubesvart"},
    ]  # fmt: skip
    lines[0] |= changes
    path = folder / "gold.jsonl"
    text = "\n".join(json.dumps({**plain, "also": [], **line}) for line in lines)
    path.write_text(text, encoding="utf-8")
    return GoldSet(path)


class Fixed:
    """A system that gives what it was told to."""

    def __init__(self, name: str, given: dict[str, Retrieved], passages=PASSAGES) -> None:
        self.name, self.identity = name, {"made": "by hand"}
        self._given, self._passages = given, passages

    def passages(self) -> Sequence[tuple[str, str, str]]:
        return self._passages

    def ask(self, question_id: str, text: str, depth: int) -> Retrieved:
        return self._given[question_id]


def given(question_id: str, *ranking: str, confidence: float, span=(0, 29)) -> Retrieved:
    """A ranking that points at the first sentence of its first passage."""
    return Retrieved(
        question_id=question_id,
        ranking=tuple((identity, 1 / rank) for rank, identity in enumerate(ranking, 1)),
        answer=(ranking[0], *span),
        confidence=confidence,
        found=confidence >= 0.5,
        seconds=0.25,
    )


GOOD = Fixed(
    "good",
    {
        "a": given("a", "p1", "p3", confidence=0.9),
        "b": given("b", "p2", "p1", confidence=0.8),
        "c": given("c", "p1", "p2", confidence=0.3),
        "d": given("d", "p3", confidence=0.6),
    },
)
BAD = Fixed(
    "bad",
    {
        "a": given("a", "p3", "p1", confidence=0.2),
        "b": given("b", "p2", confidence=0.9, span=(33, 54)),
        "c": given("c", "p2", "p3", "p1", confidence=0.3),
        "d": given("d", "p3", confidence=0.9),
    },
)


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    return evaluate(gold(tmp_path), [GOOD, BAD], runs=tmp_path / "runs")


def test_every_question_is_measured_by_its_evidence(evaluation: Evaluation) -> None:
    good, bad = evaluation.systems
    a, _, c, _ = good.outcomes
    assert [o.scores.get("ndcg@10") for o in good.outcomes] == [1, 1, 1, None]
    # Question c has two units, and the first passage satisfies one of them.
    assert (c.scores["recall@1"], c.scores["recall@5"]) == (1 / 2, 1)
    assert [o.scores.get("sentence@1") for o in good.outcomes] == [1, 1, 1, None]
    # "bad" finds a at rank 2, and for b points at the sentence after the right one.
    assert [o.scores.get("mrr@10") for o in bad.outcomes] == [1 / 2, 1, 1, None]
    assert [o.scores.get("sentence@1") for o in bad.outcomes] == [0, 0, 1, None]
    assert [o.correct for o in bad.outcomes] == [False, False, True, False]
    assert a.top is not None and a.top.relevant and a.top.answer == (0, 29)


def test_means_slices_and_abstention_of_a_system(evaluation: Evaluation) -> None:
    good, bad = evaluation.systems
    assert good.estimates["recall@1"].mean == pytest.approx((1 + 1 + 1 / 2) / 3)
    # Confidences .9, .8 and .3 against .6: two of three pairs are in order.
    assert good.estimates["auroc"].mean == pytest.approx(2 / 3)
    assert good.estimates["false_answers@90"].mean == 1
    assert [m for m in MEASURES if m in good.estimates] == list(good.estimates)
    nynorsk = next(s for s in bad.slices if (s.name, s.value) == ("lang", "nn"))
    assert (nynorsk.estimates["sentence@1"].mean, nynorsk.estimates["sentence@1"].n) == (0, 1)
    words = [len(text.split()) for _, _, text in PASSAGES]
    assert good.passage_words == sum(words) / 3
    assert good.seconds_p50 == 0.25


def test_the_comparison_counts_wins_and_shows_what_changed(evaluation: Evaluation) -> None:
    [comparison] = evaluation.comparisons
    [sentences] = [t for t in comparison.tests if t.measure == "sentence@1"]
    assert (sentences.wins, sentences.ties, sentences.losses) == (2, 1, 0)
    # On c "bad" has its two passages at ranks 1 and 3, on a its one at rank 2: a is worse.
    assert [diff.question_id for diff in comparison.diffs] == ["c", "a"]
    worst = comparison.diffs[-1]
    assert worst.first_top is not None and worst.second_top is not None
    assert (worst.first_top.passage_id, worst.second_top.passage_id) == ("p1", "p3")


def test_saved_runs_give_the_same_comparison(evaluation: Evaluation, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    again = compare_runs(runs / "good.jsonl", runs / "bad.jsonl")
    assert again.systems == evaluation.systems
    assert again.comparisons == evaluation.comparisons
    trec = (runs / "bad.trec").read_text(encoding="utf-8").splitlines()
    assert trec[:2] == ["a Q0 p3 1 1.0 bad", "a Q0 p1 2 0.5 bad"]


def test_runs_on_different_question_sets_are_not_compared(tmp_path: Path) -> None:
    first = tmp_path / "first"
    evaluate(gold(tmp_path), [GOOD], runs=first)
    evaluate(gold(tmp_path, question="Hvor mange bøtter?"), [BAD], runs=tmp_path)
    with pytest.raises(RunsDiffer) as caught:
        compare_runs(first / "good.jsonl", tmp_path / "bad.jsonl")
    assert caught.value.what == "question_set"


def test_saved_runs_with_other_questions_are_not_compared(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    path = tmp_path / "runs" / "bad.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:2] + lines[3:]), encoding="utf-8")
    with pytest.raises(RunsDiffer) as caught:
        compare_runs(tmp_path / "runs" / "good.jsonl", path)
    assert caught.value.details == ("b",)


def test_a_passage_may_hold_any_sign_that_ends_a_line(tmp_path: Path) -> None:
    odd = [(key, report, f"{text}\u2028\x85\x0c") for key, report, text in PASSAGES]
    given = {identity: GOOD.ask(identity, "", 10) for identity in "abcd"}
    [result] = evaluate(gold(tmp_path), [Fixed("odd", given, odd)], runs=tmp_path).systems
    assert load_run(tmp_path / "odd.jsonl").outcomes == result.outcomes


@pytest.mark.parametrize("text", ["", "{}\n"])
def test_a_file_without_a_head_is_no_run(text: str, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_run(path)
    assert caught.value.line == 1


def test_a_file_that_is_no_run_is_refused_with_the_line(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    path = tmp_path / "runs" / "bad.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:2], "{}"]), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_run(path)
    assert caught.value.line == 3


def test_a_run_with_a_missing_question_is_an_error(tmp_path: Path) -> None:
    questions = gold(tmp_path)
    results = {"a": GOOD.ask("a", "", 10), "b": GOOD.ask("b", "", 10)}
    run = Run(system="half", identity={}, results=results, passage_words=1.0, passages=3)
    with pytest.raises(RunsDiffer) as caught:
        outcomes_of(run, questions.questions, questions.judgements(PASSAGES), PASSAGES)
    assert (caught.value.what, caught.value.details) == ("missing", ("c", "d"))


def test_evidence_that_no_passage_holds_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(EvidenceNotFound) as caught:
        evaluate(gold(tmp_path), [Fixed("lost", {}, PASSAGES[1:])])
    assert caught.value.question_id == "a"
    assert caught.value.evidence == "skur: Det står sju bøtter i skuret."


def test_a_system_without_passages_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingToSearch):
        evaluate(gold(tmp_path), [Fixed("empty", {}, [])])


def test_a_system_without_sentence_or_confidence_lacks_those_measures(tmp_path: Path) -> None:
    plain = {
        identity: replace(GOOD.ask(identity, "", 10), answer=None, confidence=None, found=None)
        for identity in "abcd"
    }
    [result] = evaluate(gold(tmp_path), [Fixed("plain", plain)]).systems
    assert list(result.estimates) == list(MEASURES[:5])
    assert (result.risk_coverage, result.reliability) == ((), ())


def test_one_split_of_a_gold_file_can_be_asked_alone(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    gold(tmp_path, split="tune")
    assert [question.id for question in GoldSet(path, "tune").questions] == ["a"]
    assert GoldSet(path, "tune").sha256 != GoldSet(path).sha256


def test_the_table_has_a_column_for_each_system(evaluation: Evaluation) -> None:
    table = tables(evaluation)[0]
    assert table.head[1:] == ("good", "bad")
    assert table.rows[0][0] == "ndcg@10"
    assert table.rows[0][1] == "1.000 [1.000, 1.000]"
    assert all(len(row) == 3 for row in table.rows)


def test_csv_and_json_hold_every_estimate(evaluation: Evaluation) -> None:
    good, bad = evaluation.systems
    estimates = sum(len(r.estimates) + sum(len(s.estimates) for s in r.slices) for r in (good, bad))
    assert len(render(evaluation, "csv").splitlines()) == 1 + estimates
    data = json.loads(render(evaluation, "json"))
    assert data["systems"][0]["estimates"]["auroc"]["mean"] == good.estimates["auroc"].mean
    assert len(data["systems"][0]["outcomes"]) == 4


def test_markdown_rows_are_as_wide_as_their_head(evaluation: Evaluation) -> None:
    for block in render(evaluation, "md").strip().split("\n\n"):
        bars = {line.count(" | ") for line in block.splitlines() if line.startswith("|")}
        assert len(bars) <= 1


def test_settings_name_index_gold_and_systems(small_index: Path, tmp_path: Path) -> None:
    quote = {"report_id": "kompost", "quote": "Kommunen kjøpte 14 kompostbinger til skolehagene"}
    gold(tmp_path)
    line = json.loads((tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()[0])
    line |= {"question": "Hvor mange kompostbinger kjøpte kommunen?", "evidence": [quote]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(line), encoding="utf-8")
    settings = Settings(
        gold=tmp_path / "gold.jsonl", index=small_index, systems=("kompetanse", "bm25:words@bare")
    )
    evaluation = run_evaluation(settings)
    assert [result.estimates["recall@1"].mean for result in evaluation.systems] == [1, 1]
    assert evaluation.systems[0].identity["encoder"] == "toy-tokens"
