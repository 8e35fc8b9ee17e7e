"""The questions of a batch: JSONL, CSV or one a line; a bad line is a value, not a stop."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kompetanse_qa.answer_json import filters_from
from kompetanse_qa.errors import BadInput
from kompetanse_qa.records import Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of a batch; ``fault`` says why it can't be asked."""

    id: str
    question: str
    filters: Filters | None = None
    """None: those of the command line."""
    fault: BadInput | None = None


def read_questions(source: str) -> list[Asked]:
    """The questions in a file (``-``: standard input), in order; BadInput if it can't be used.

    Read whole before the first one is asked: files of questions are small, and a count is
    needed for the progress bar.
    """
    path = Path(source)
    if source == "-":
        data = sys.stdin.buffer.read()
    elif not path.is_file():
        raise BadInput(path, "missing")
    else:
        data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(path, "encoding") from error
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if path.suffix.lower() in (".jsonl", ".ndjson") or first.lstrip().startswith("{"):
        asked = list(_from_jsonl(path, lines))
    elif path.suffix.lower() == ".csv" or _is_csv_header(first):
        asked = list(_from_csv(path, lines))
    else:
        asked = list(_from_lines(lines))
    return _without_repeats(path, asked)


def _from_jsonl(path: Path, lines: Sequence[str]) -> Iterator[Asked]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError:
            yield _faulty(path, number, "not_json", question=line)
            continue
        if not isinstance(value, dict):
            yield _faulty(path, number, "not_an_object", question=line)
            continue
        identity, question = value.get("id"), value.get("question")
        if isinstance(identity, bool) or not isinstance(identity, str | int):
            yield _faulty(path, number, "no_id", question=str(question or ""))
        elif not isinstance(question, str):
            yield _faulty(path, number, "no_question", identity=str(identity))
        else:
            yield _with_filters(path, number, str(identity), question, value.get("filters"))


def _with_filters(path: Path, number: int, identity: str, question: str, filters: object) -> Asked:
    if filters is None:
        return Asked(id=identity, question=question)
    try:
        return Asked(id=identity, question=question, filters=filters_from(filters))
    except ValueError as error:
        return _faulty(path, number, f"filters: {error}", identity=identity, question=question)


def _is_csv_header(line: str) -> bool:
    names = {name.strip().strip('"').lower() for name in line.replace(";", ",").split(",")}
    return {"id", "question"} <= names


def _from_csv(path: Path, lines: Sequence[str]) -> Iterator[Asked]:
    header = lines[0] if lines else ""
    # Norwegian spreadsheets write semicolons.
    reader = csv.DictReader(lines, delimiter=";" if header.count(";") > header.count(",") else ",")
    names = {name.strip().lower(): name for name in reader.fieldnames or () if name}
    if not {"id", "question"} <= set(names):
        raise BadInput(path, "no_id_column", 1)
    for row in reader:
        identity, question = row.get(names["id"]), row.get(names["question"])
        if not identity or not identity.strip():
            yield _faulty(path, reader.line_num, "no_id", question=question or "")
        elif question is None:
            yield _faulty(path, reader.line_num, "no_question", identity=identity.strip())
        else:
            yield Asked(id=identity.strip(), question=question.strip())


def _from_lines(lines: Sequence[str]) -> Iterator[Asked]:
    questions = [line.strip() for line in lines if line.strip()]
    for number, question in enumerate(questions, start=1):
        yield Asked(id=str(number), question=question)


def _without_repeats(path: Path, asked: Sequence[Asked]) -> list[Asked]:
    # A second question under the same id could not be told from the first in the answers.
    seen: set[str] = set()
    kept = []
    for one in asked:
        if one.id in seen and one.fault is None:
            one = Asked(id=one.id, question=one.question, fault=BadInput(path, "duplicate_id"))
        seen.add(one.id)
        kept.append(one)
    return kept


def _faulty(
    path: Path, number: int, detail: str, *, identity: str | None = None, question: str = ""
) -> Asked:
    return Asked(
        id=identity or f"line-{number}",
        question=question,
        fault=BadInput(path, detail, number),
    )
