"""What is asked and what is relevant to it: a question set, whatever its file format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from kompetanse_qa.errors import EvidenceNotFound
from kompetanse_qa.evaluation.gold import load_gold
from kompetanse_qa.evaluation.matching import Matcher, is_answer
from kompetanse_qa.evaluation.measures import (
    Units,
    units_mrr,
    units_ndcg,
    units_recall,
)
from kompetanse_qa.evaluation.records import GoldQuestion, Question

PassageTexts = Sequence[tuple[str, str, str]]
"""(passage id, report id, text) of all passages of a system."""

RECALL_AT = (1, 5, 10)
"""Depths at which recall is taken."""


class Judgements(Protocol):
    """What is relevant among some passages (qrels), and which sentence is the answer.

    Only asked about answerable questions.
    """

    def scores(self, question_id: str, ranking: Sequence[str]) -> Mapping[str, float]:
        """The measures of a ranking of passage ids, by their names."""
        ...

    def is_relevant(self, question_id: str, passage_id: str) -> bool:
        """Whether the passage helps to answer the question."""
        ...

    def sentence_right(
        self, question_id: str, passage_id: str, start: int, end: int
    ) -> bool | None:
        """Whether that stretch of the passage is the answer; None where that isn't known."""
        ...


class QuestionSet(Protocol):
    """Questions, and what is relevant to them."""

    @property
    def name(self) -> str:
        """What it is called in reports."""
        ...

    @property
    def sha256(self) -> str:
        """Identity of its content; runs on another one can't be compared."""
        ...

    @property
    def questions(self) -> Sequence[Question]:
        """All that is asked, in order. Those with ``without`` need a system that can."""
        ...

    def judgements(self, passages: PassageTexts) -> Judgements:
        """Find the evidence in a system's passages. Raises EvidenceNotFound."""
        ...


class GoldSet:
    """A gold file (or one split of it) as a question set."""

    def __init__(self, path: Path, split: str | None = None) -> None:
        """Read the file. Raises BadInput."""
        self.name = path.name if split is None else f"{path.name}:{split}"
        self._gold = [q for q in load_gold(path) if split in (None, q.split)]
        self.sha256 = sha256(path.read_bytes() + b"\0" + (split or "").encode()).hexdigest()
        self.questions = [_question(q) for q in self._gold]

    def judgements(self, passages: PassageTexts) -> GoldJudgements:
        """Find every quote in the passages. Raises EvidenceNotFound for one that is in none."""
        return GoldJudgements(self._gold, passages)


def _question(question: GoldQuestion) -> Question:
    return Question(
        id=question.id,
        question=question.question,
        answer=question.answer,
        evidence=tuple(item.quote for item in question.evidence),
        slices={
            "lang": question.lang,
            "type": question.type,
            "difficulty": question.difficulty,
            "split": question.split,
            "compound": "yes" if "sammensatt" in question.tags else "no",
            "report": _where(question),
        },
    )


def _where(question: GoldQuestion) -> str:
    reports = {item.report_id for item in question.evidence}
    return next(iter(reports)) if len(reports) == 1 else "across" if reports else "none"


class GoldJudgements:
    """Units of evidence on one set of passages."""

    def __init__(self, questions: Sequence[GoldQuestion], passages: PassageTexts) -> None:
        self._questions = {question.id: question for question in questions}
        self._texts = {identity: (report, text) for identity, report, text in passages}
        matcher = Matcher(passages)
        self._units = {q.id: _units(q, matcher) for q in questions if q.answerable}

    def scores(self, question_id: str, ranking: Sequence[str]) -> dict[str, float]:
        """Measure over units of evidence."""
        units = self._units[question_id]
        return {
            "ndcg@10": units_ndcg(ranking, units, 10),
            "mrr@10": units_mrr(ranking, units, 10),
            **{f"recall@{k}": units_recall(ranking, units, k) for k in RECALL_AT},
        }

    def is_relevant(self, question_id: str, passage_id: str) -> bool:
        """Whether the passage satisfies a unit."""
        return bool(self._units[question_id].get(passage_id))

    def sentence_right(self, question_id: str, passage_id: str, start: int, end: int) -> bool:
        """Whether it is a sentence of any of the quotes.

        Where several quotes are needed together one of them is enough, since a system points at
        one sentence.
        """
        question = self._questions[question_id]
        report_id, text = self._texts[passage_id]
        return any(
            is_answer(item.quote, text, start, end)
            for item in (*question.evidence, *question.also)
            if item.report_id == report_id
        )


def _units(question: GoldQuestion, matcher: Matcher) -> Units:
    """Which units each passage satisfies: its own, or all if it answers by itself."""
    everything = frozenset(range(len(question.evidence)))
    satisfies: dict[str, frozenset[int]] = {}
    own = [(item, frozenset({number})) for number, item in enumerate(question.evidence)]
    other = [
        (item, everything if item.replaces is None else frozenset({item.replaces}))
        for item in question.also
    ]
    for item, units in (*own, *other):
        holders = matcher.holders(item)
        if not holders:
            raise EvidenceNotFound(question.id, f"{item.report_id}: {item.quote}")
        for identity in holders:
            satisfies[identity] = satisfies.get(identity, frozenset()) | units
    return satisfies
