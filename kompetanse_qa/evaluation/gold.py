"""A gold file → its questions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from kompetanse_qa.errors import BadInput
from kompetanse_qa.evaluation.jsonl import read_objects
from kompetanse_qa.evaluation.records import Difficulty, GoldQuestion, Lang, QuestionType, Quote

SPLITS = ("tune", "look")

_FIELDS = {
    "id", "question", "lang", "type", "difficulty", "tags", "split", "evidence", "also", "answer",
}  # fmt: skip
_CHOICES = {
    "lang": get_args(Lang),
    "type": get_args(QuestionType),
    "difficulty": get_args(Difficulty),
    "split": SPLITS,
}


def load_gold(path: Path) -> list[GoldQuestion]:
    """Return the questions of a gold file in their order.

    Raises BadInput with the line number for a line that is no question, and for an id or a
    question that has been used before; without one for a file that can't be read or has none.
    """
    questions: list[GoldQuestion] = []
    ids: set[str] = set()
    texts: set[str] = set()
    for number, fields in read_objects(path):
        try:
            question = _question(fields)
            if question.id in ids:
                raise ValueError(f"id {question.id!r} is used twice")
            if question.question in texts:
                raise ValueError("the question stands twice")
        except (ValueError, TypeError, KeyError) as error:
            raise BadInput(path, str(error), number) from error
        ids.add(question.id)
        texts.add(question.question)
        questions.append(question)
    if not questions:
        raise BadInput(path, "no question")
    return questions


def _question(fields: Mapping[str, Any]) -> GoldQuestion:
    if set(fields) != _FIELDS:
        raise ValueError(f"fields missing or unknown: {sorted(set(fields) ^ _FIELDS)}")
    for field, choices in _CHOICES.items():
        if fields[field] not in choices:
            raise ValueError(f"{field}: {fields[field]!r} is not one of {', '.join(choices)}")
    evidence = tuple(_quote(item, 0) for item in fields["evidence"])
    question = GoldQuestion(
        id=_text(fields["id"]),
        question=_text(fields["question"]),
        lang=fields["lang"],
        type=fields["type"],
        difficulty=fields["difficulty"],
        tags=tuple(_text(tag) for tag in fields["tags"]),
        split=fields["split"],
        evidence=evidence,
        also=tuple(_quote(item, len(evidence)) for item in fields["also"]),
        answer=None if fields["answer"] is None else _text(fields["answer"]),
    )
    _agree(question)
    return question


def _quote(item: Mapping[str, Any], evidence: int) -> Quote:
    """Make a quote; ``for`` must number one of the ``evidence`` items."""
    replaces = item.get("for")
    if set(item) - {"report_id", "quote", "for"}:
        raise ValueError(f"a quote has unknown fields: {sorted(item)}")
    if replaces is not None and not (isinstance(replaces, int) and 0 <= replaces < evidence):
        raise ValueError(f"for: {replaces!r} is no item of the evidence")
    return Quote(report_id=_text(item["report_id"]), quote=_text(item["quote"]), replaces=replaces)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"not a text: {value!r}")
    return value


def _agree(question: GoldQuestion) -> None:
    """Refuse a question whose type, evidence and answer contradict each other."""
    answers = (question.type != "ubesvart", question.answerable, question.answer is not None)
    if len(set(answers)) > 1 or (question.also and not question.evidence):
        raise ValueError("type, evidence and answer do not agree on whether it is answered")
