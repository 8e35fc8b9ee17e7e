"""A folder in BEIR form as a question set: queries, qrels, and the corpus they judge.

The form is that of Thakur et al. 2021 (arXiv:2104.08663): `corpus.jsonl` with ``_id``, ``title``
and ``text``, `queries.jsonl` and `qrels/<split>.tsv`; `queries.<split>.jsonl` and
`qrels.<split>.tsv` are read as well. Fields beyond the form are used where they are there: of a
passage ``doc`` (the document it was cut from), ``start`` (its first character there) and ``sents``
(its sentences); of a query ``doc``, ``start`` and ``end``, the place of the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from kompetanse_qa.errors import BadInput, EvidenceNotFound
from kompetanse_qa.evaluation.jsonl import read_objects
from kompetanse_qa.evaluation.measures import mrr, ndcg, recall
from kompetanse_qa.evaluation.question_sets import RECALL_AT, PassageTexts
from kompetanse_qa.evaluation.records import Question
from kompetanse_qa.norwegian import sentences
from kompetanse_qa.records import Anchor, Passage, Position, Span

CORPUS = "corpus.jsonl"

WITHOUT = "~without"
"""Ends the id of a question that is asked again with its relevant passages passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a document."""

    doc: str
    start: int
    end: int


def read_corpus(folder: Path) -> list[Passage]:
    """Return the passages of the corpus as they are, sorted by document, else in file order.

    Raises BadInput.
    """
    path = folder / CORPUS
    made = []
    for number, fields in read_objects(path):
        try:
            made.append(_passage(fields))
        except (KeyError, TypeError, ValueError) as error:
            raise BadInput(path, f"not a passage: {error!r}", number) from error
    if not made:
        raise BadInput(path, "no passage")
    return sorted(made, key=lambda passage: passage.report_id)


def _passage(fields: Mapping[str, Any]) -> Passage:
    text, start = str(fields["text"]), int(fields.get("start", 0))
    whole = Position(start=start, end=start + len(text))
    given = fields.get("sents")
    spans = sentences.split(text) if given is None else [Span(start=a, end=b) for a, b in given]
    return Passage(
        id=str(fields["_id"]),
        report_id=str(fields.get("doc", fields["_id"])),
        title=str(fields.get("title", "")),
        year=None,
        headings=(),
        position=whole,
        kind="paragraph",
        text=text,
        sentences=tuple(spans),
        anchors=(Anchor(offset=0, position=whole),),
    )


class BeirSet:
    """One split of a BEIR folder as a question set.

    Every question is asked twice: as it is, and with its relevant passages passed over, which makes
    it unanswerable while everything around the answer is still there (the hard kind of abstention).
    """

    def __init__(self, folder: Path, split: str) -> None:
        """Read queries and qrels. Raises BadInput."""
        queries = _either(folder / f"queries.{split}.jsonl", folder / "queries.jsonl")
        qrels = _either(folder / f"qrels.{split}.tsv", folder / "qrels" / f"{split}.tsv")
        self.name = f"{folder.name}:{split}"
        self.sha256 = sha256(queries.read_bytes() + qrels.read_bytes()).hexdigest()
        self._places = {p.id: (p.report_id, p.position.start) for p in read_corpus(folder)}
        self._grades = _read_qrels(qrels)
        self._answers: dict[str, Place] = {}
        asked = self._read_queries(queries)
        missing = sorted(self._grades.keys() - asked.keys())
        if missing:
            raise BadInput(queries, f"judged but not there: {', '.join(missing[:5])}")
        self.questions = [*asked.values(), *map(_without, asked.values())]

    def _read_queries(self, path: Path) -> dict[str, Question]:
        """Return the judged queries by id; the file may hold those of other splits, too."""
        asked: dict[str, Question] = {}
        for number, fields in read_objects(path):
            try:
                identity, text = str(fields["_id"]), str(fields["text"])
                if identity not in self._grades:
                    continue
                if {"doc", "start", "end"} <= fields.keys():
                    self._answers[identity] = Place(
                        doc=str(fields["doc"]), start=int(fields["start"]), end=int(fields["end"])
                    )
                answer = fields.get("answer")
            except (KeyError, TypeError, ValueError) as error:
                raise BadInput(path, f"not a query: {error!r}", number) from error
            asked[identity] = Question(
                id=identity,
                question=text,
                answer=None if answer is None else str(answer),
                slices={},
                evidence=tuple(sorted(self._grades[identity])),
            )
        return asked

    def judgements(self, passages: PassageTexts) -> BeirJudgements:
        """The qrels. Raises EvidenceNotFound for a judged passage that is missing."""
        there = {identity for identity, _, _ in passages}
        for question_id, grades in self._grades.items():
            for identity in grades:
                if identity not in there:
                    raise EvidenceNotFound(question_id, identity)
        return BeirJudgements(self._grades, self._answers, self._places)


class BeirJudgements:
    """Qrels, and answers by their place in the document."""

    def __init__(
        self,
        grades: Mapping[str, Mapping[str, int]],
        answers: Mapping[str, Place],
        places: Mapping[str, tuple[str, int]],
    ) -> None:
        self._grades, self._answers, self._places = grades, answers, places

    def scores(self, question_id: str, ranking: Sequence[str]) -> dict[str, float]:
        """Measure over qrels."""
        grades = self._grades[question_id]
        return {
            "ndcg@10": ndcg(ranking, grades, 10),
            "mrr@10": mrr(ranking, grades, 10),
            **{f"recall@{k}": recall(ranking, grades, k) for k in RECALL_AT},
        }

    def is_relevant(self, question_id: str, passage_id: str) -> bool:
        """Whether the passage is judged relevant."""
        return passage_id in self._grades[question_id]

    def sentence_right(
        self, question_id: str, passage_id: str, start: int, end: int
    ) -> bool | None:
        """Whether the sentence overlaps the answer's place; None where that isn't known."""
        answer = self._answers.get(question_id)
        if answer is None:
            return None
        doc, offset = self._places[passage_id]
        return doc == answer.doc and offset + start < answer.end and answer.start < offset + end


def _without(question: Question) -> Question:
    """The same, with its relevant passages passed over."""
    return replace(
        question,
        id=question.id + WITHOUT,
        answer=None,
        evidence=(),
        without=question.evidence,
    )


def _either(first: Path, second: Path) -> Path:
    path = first if first.is_file() else second
    if not path.is_file():
        raise BadInput(first, "no such file")
    return path


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Return the grades above 0 by question and passage; the first line may be a head."""
    grades: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            question_id, passage_id, grade = line.split("\t")
            if number == 1 and not grade.strip().isdigit():
                continue
            if int(grade) > 0:
                grades.setdefault(question_id, {})[passage_id] = int(grade)
        except ValueError as error:
            raise BadInput(path, "not query, passage, grade", number) from error
    if not grades:
        raise BadInput(path, "nothing is relevant")
    return grades
