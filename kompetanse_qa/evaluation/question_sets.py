"""What is asked and what counts as right: a question set, whatever its file format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from kompetanse_qa.evaluation.records import AskedQuestion, GoldQuestion

PassageTexts = Sequence[tuple[str, str, str]]
"""(passage id, report id, text) of all passages of a system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question as it is put to a system."""

    question: AskedQuestion
    answerable: bool
    without: tuple[str, ...] = ()
    """Passages that are to be passed over, so that nothing answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The ranking measures of one answerable question."""

    ndcg10: float
    mrr10: float
    recall1: float
    recall5: float
    recall10: float


class Judge(Protocol):
    """Knows what is right on one set of passages; only asked about answerable questions."""

    def scores(self, question_id: str, ranking: Sequence[str]) -> Scores:
        """Measure a ranking of passage ids."""
        ...

    def holds_evidence(self, question_id: str, passage_id: str) -> bool:
        """Whether the passage helps to answer the question."""
        ...

    def sentence_right(
        self, question_id: str, passage_id: str, start: int, end: int
    ) -> bool | None:
        """Whether that stretch of the passage is the answer; None where that isn't known."""
        ...


class QuestionSet(Protocol):
    """Questions with what is needed to judge the answers."""

    @property
    def name(self) -> str:
        """What it is called in reports."""
        ...

    @property
    def sha256(self) -> str:
        """Identity of its content; runs on another one can't be compared."""
        ...

    @property
    def asks(self) -> Sequence[Ask]:
        """All that is asked, in order. Those with ``without`` need a system that can."""
        ...

    def judge(self, passages: PassageTexts) -> Judge:
        """Find the evidence in a system's passages. Raises EvidenceNotFound."""
        ...


class GoldSet:
    """A gold file (or one split of it) as a question set."""

    def __init__(self, path: Path, split: str | None = None) -> None:
        """Read the file. Raises BadInput."""
        self.name = path.name if split is None else f"{path.name}:{split}"
        self.questions = [q for q in load_gold(path) if split in (None, q.split)]
        self.sha256 = sha256(path.read_bytes() + b"\0" + (split or "").encode()).hexdigest()
        self.asks = [Ask(question=_shown(q), answerable=q.answerable) for q in self.questions]

    def judge(self, passages: PassageTexts) -> Judge:
        """Find every quote in the passages. Raises EvidenceNotFound for one that is in none."""
        return GoldJudge(self.questions, passages)


def _shown(question: GoldQuestion) -> AskedQuestion:
    return AskedQuestion(
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


class GoldJudge:
    """Units of evidence on one set of passages."""

    def __init__(self, questions: Sequence[GoldQuestion], passages: PassageTexts) -> None:
        self._questions = {question.id: question for question in questions}
        self._texts = {identity: (report, text) for identity, report, text in passages}
        matcher = Matcher(passages)
        self._units = {q.id: _units(q, matcher) for q in questions if q.answerable}

    def scores(self, question_id: str, ranking: Sequence[str]) -> Scores:
        """Measure over units of evidence."""
        units = self._units[question_id]
        return Scores(
            ndcg10=units_ndcg(ranking, units, 10),
            mrr10=units_mrr(ranking, units, 10),
            recall1=units_recall(ranking, units, 1),
            recall5=units_recall(ranking, units, 5),
            recall10=units_recall(ranking, units, 10),
        )

    def holds_evidence(self, question_id: str, passage_id: str) -> bool:
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
