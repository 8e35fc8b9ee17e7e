"""Question sets in BEIR form, on a small folder made here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kompetanse_qa.errors import BadInput, EvidenceNotFound
from kompetanse_qa.evaluation.beir import WITHOUT, BeirSet, read_corpus
from kompetanse_qa.evaluation.beir_index import index_corpus
from kompetanse_qa.evaluation.evaluate import Settings, evaluate, run_evaluation
from kompetanse_qa.evaluation.records import Retrieved
from kompetanse_qa.records import Span

FIRST = "Skuret\nDet står sju bøtter i skuret."
SECOND = "Taket lekker når det regner mye."
CORPUS = [
    {"_id": "skur#0", "doc": "skur", "start": 0, "title": "Skuret", "text": FIRST,
     "sents": [[0, 6], [7, 36]]},
    {"_id": "hage#0", "title": "Hagen", "text": "Fire trær står ved muren. Benken er grønn."},
    {"_id": "skur#1", "doc": "skur", "start": 37, "title": "Skuret", "text": SECOND,
     "sents": [[0, 32]]},
]  # fmt: skip
QUERIES = [
    {"_id": "q1", "text": "Hvor mange bøtter står i skuret?", "answer": "sju", "doc": "skur",
     "start": 16, "end": 19},
    {"_id": "q2", "text": "Hvilken farge har benken ved trærne?"},
    {"_id": "q3", "text": "Denne er bare i en annen del."},
]  # fmt: skip
QRELS = "query-id\tcorpus-id\tscore\nq1\tskur#0\t1\nq1\tskur#1\t0\nq2\thage#0\t1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A BEIR folder in its standard layout."""
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    for name, rows in (("corpus", CORPUS), ("queries", QUERIES)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text(QRELS, encoding="utf-8")
    return folder


def test_passages_are_taken_as_they_are(folder: Path) -> None:
    hage, first, second = read_corpus(folder)
    assert (hage.id, hage.report_id, hage.title) == ("hage#0", "hage#0", "Hagen")
    assert [hage.text[s.start : s.end] for s in hage.sentences] == [
        "Fire trær står ved muren.",
        "Benken er grønn.",
    ]
    assert first.sentences == (Span(start=0, end=6), Span(start=7, end=36))
    assert (second.report_id, second.position.start, second.position.end) == ("skur", 37, 69)


def test_only_judged_queries_are_asked_and_each_again_without_its_passages(folder: Path) -> None:
    asked = BeirSet(folder, "test").questions
    assert [(q.id, q.answerable, q.without) for q in asked] == [
        ("q1", True, ()),
        ("q2", True, ()),
        ("q1" + WITHOUT, False, ("skur#0",)),
        ("q2" + WITHOUT, False, ("hage#0",)),
    ]


def test_files_named_by_split_are_read_as_well(folder: Path) -> None:
    (folder / "queries.jsonl").rename(folder / "queries.dev.jsonl")
    (folder / "qrels" / "test.tsv").rename(folder / "qrels.dev.tsv")
    assert len(BeirSet(folder, "dev").questions) == 4


def test_the_answer_sentence_is_judged_by_its_place_in_the_document(folder: Path) -> None:
    questions = BeirSet(folder, "test")
    judged = questions.judgements([(p.id, p.report_id, p.text) for p in read_corpus(folder)])
    assert judged.sentence_right("q1", "skur#0", 7, 36) is True
    assert judged.sentence_right("q1", "skur#0", 0, 6) is False
    # Characters 7 to 36 of another passage are another place.
    assert judged.sentence_right("q1", "skur#1", 7, 32) is False
    assert judged.sentence_right("q2", "hage#0", 0, 25) is None


def test_the_shipped_search_runs_on_the_corpus(folder: Path, tmp_path: Path) -> None:
    settings = Settings(
        beir=folder,
        beir_encoder="toy",
        index=tmp_path / "index",
        systems=("kompetanse", "bm25:words@bare"),
    )
    evaluation = run_evaluation(settings)
    for result in evaluation.systems:
        assert result.passages == 3
        assert result.estimates["recall@1"].mean == 1
        unanswerable = [o for o in result.outcomes if not o.answerable]
        assert [o.question_id for o in unanswerable] == ["q1" + WITHOUT, "q2" + WITHOUT]
        assert [o.top.passage_id for o in unanswerable if o.top and o.top.relevant] == []
        for outcome, relevant in zip(unanswerable, ("skur#0", "hage#0"), strict=True):
            assert outcome.top is None or outcome.top.passage_id != relevant
    ours = evaluation.systems[0]
    assert "auroc" in ours.estimates
    assert ours.estimates["sentence@1"].n == 1


class TakesNothingAway:
    """A system that always finds the same, and can't pass over passages."""

    name, identity = "fixed", {}

    def __init__(self, folder: Path) -> None:
        self._passages = [(p.id, p.report_id, p.text) for p in read_corpus(folder)]

    def passages(self) -> Sequence[tuple[str, str, str]]:
        return self._passages

    def ask(self, question_id: str, text: str, depth: int) -> Retrieved:
        return Retrieved(
            question_id=question_id,
            ranking=(("skur#0", 1.0),),
            answer=None,
            confidence=None,
            found=None,
            seconds=0.0,
        )


def test_a_system_that_cannot_pass_over_passages_is_not_asked_to(folder: Path) -> None:
    [result] = evaluate(BeirSet(folder, "test"), [TakesNothingAway(folder)]).systems
    found = {o.question_id: o.scores["recall@1"] for o in result.outcomes}
    assert found == {"q1": 1, "q2": 0}


def test_an_index_of_an_unchanged_corpus_is_used_again(folder: Path, tmp_path: Path) -> None:
    index = index_corpus(folder, tmp_path, "toy")
    before = (index / "CURRENT").read_text(encoding="utf-8")
    assert index_corpus(folder, tmp_path, "toy") == index
    assert (index / "CURRENT").read_text(encoding="utf-8") == before
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"_id": "ny", "text": "Noe nytt."}) + "\n")
    index_corpus(folder, tmp_path, "toy")
    assert (index / "CURRENT").read_text(encoding="utf-8") != before


def test_another_split_than_there_is_names_the_file(folder: Path) -> None:
    with pytest.raises(BadInput) as caught:
        BeirSet(folder, "validation")
    assert caught.value.path.name == "qrels.validation.tsv"


def test_a_judged_query_that_is_missing_is_an_error(folder: Path) -> None:
    with (folder / "qrels" / "test.tsv").open("a", encoding="utf-8") as file:
        file.write("q9\thage#0\t1\n")
    with pytest.raises(BadInput) as caught:
        BeirSet(folder, "test")
    assert "q9" in caught.value.detail


def test_a_judged_passage_that_is_missing_is_an_error(folder: Path) -> None:
    with (folder / "qrels" / "test.tsv").open("a", encoding="utf-8") as file:
        file.write("q1\tskur#7\t1\n")
    passages = [(p.id, p.report_id, p.text) for p in read_corpus(folder)]
    with pytest.raises(EvidenceNotFound) as caught:
        BeirSet(folder, "test").judgements(passages)
    assert (caught.value.question_id, caught.value.evidence) == ("q1", "skur#7")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("corpus.jsonl", '{"title": "uten id"}'),
        ("corpus.jsonl", "[]"),
        ("corpus.jsonl", '{"_id": '),
        ("queries.jsonl", '{"_id": "q1"}'),
        ("qrels/test.tsv", "q1 hage#0 1"),
    ],
)
def test_a_line_of_another_form_is_refused_with_its_number(
    folder: Path, name: str, line: str
) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(BadInput) as caught:
        BeirSet(folder, "test")
    assert caught.value.path == folder / name
    assert caught.value.line == 4 + (name == "qrels/test.tsv")
