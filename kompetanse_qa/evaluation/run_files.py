"""Runs as files, so that any two can be compared later: TREC run format, and JSONL with all else.

`<system>.trec` is what other tools read: question, ``Q0``, passage, rank, score, system. In
`<system>.jsonl` the first line says what was run on what, each other line is one question: what the
system gave, and what came of it. A run stays comparable when the passages it was made on are
long gone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kompetanse_qa.errors import BadInput, RunsDiffer
from kompetanse_qa.evaluation.comparing import compare
from kompetanse_qa.evaluation.jsonl import read_objects
from kompetanse_qa.evaluation.question_sets import QuestionSet
from kompetanse_qa.evaluation.records import (
    Evaluation,
    Outcome,
    Retrieved,
    Run,
    SystemResult,
    TopPassage,
)
from kompetanse_qa.evaluation.results import result_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedRun:
    """A run that was read from a file, with its outcomes."""

    question_set: str
    question_set_sha256: str
    run: Run
    outcomes: tuple[Outcome, ...]


def save_run(folder: Path, questions: QuestionSet, run: Run, result: SystemResult) -> Path:
    """Write both files, over those of an earlier run of the same system; returns the JSONL."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"\W+", "-", run.system)
    (folder / f"{stem}.trec").write_text(_trec(run), encoding="utf-8")
    header = {
        "system": run.system,
        "question_set": questions.name,
        "question_set_sha256": questions.sha256,
        "identity": dict(run.identity),
        "passages": run.passages,
        "passage_words": run.passage_words,
    }
    lines = [header]
    for outcome in result.outcomes:
        given = asdict(run.results[outcome.question_id])
        lines.append({"retrieved": given, "outcome": asdict(outcome)})
    path = folder / f"{stem}.jsonl"
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def load_run(path: Path) -> SavedRun:
    """Read the JSONL file of a run. Raises BadInput with the line number."""
    objects = read_objects(path)
    results: dict[str, Retrieved] = {}
    outcomes: list[Outcome] = []
    number = 1
    try:
        _, header = next(objects, (1, {}))
        run = Run(
            system=header["system"],
            identity=header["identity"],
            results=results,
            passage_words=header["passage_words"],
            passages=header["passages"],
        )
        question_set = header["question_set"], header["question_set_sha256"]
        for number, fields in objects:  # noqa: B007 - what fails is said with it
            retrieved = _retrieved(fields["retrieved"])
            results[retrieved.question_id] = retrieved
            outcomes.append(_outcome(fields["outcome"]))
    except (ValueError, TypeError, KeyError) as error:
        raise BadInput(path, f"not a saved run: {error!r}", number) from error
    return SavedRun(
        question_set=question_set[0],
        question_set_sha256=question_set[1],
        run=run,
        outcomes=tuple(outcomes),
    )


def compare_runs(first: Path, second: Path) -> Evaluation:
    """Two saved runs side by side; the questions' texts are not in them, only their ids.

    Raises BadInput, and RunsDiffer for runs on different question sets or with missing questions.
    """
    ours, theirs = load_run(first), load_run(second)
    if ours.question_set_sha256 != theirs.question_set_sha256:
        names = (ours.question_set, theirs.question_set)
        raise RunsDiffer(theirs.run.system, "question_set", names)
    one, other = (result_of(saved.run, saved.outcomes) for saved in (ours, theirs))
    return Evaluation(
        question_set=ours.question_set,
        question_set_sha256=ours.question_set_sha256,
        questions=(),
        systems=(one, other),
        comparisons=(compare(one, other),),
    )


def _trec(run: Run) -> str:
    tag = re.sub(r"\s+", "_", run.system)
    return "".join(
        f"{question_id} Q0 {passage_id} {rank} {score!r} {tag}\n"
        for question_id, retrieved in run.results.items()
        for rank, (passage_id, score) in enumerate(retrieved.ranking, start=1)
    )


def _retrieved(fields: Mapping[str, Any]) -> Retrieved:
    ranking = tuple((identity, score) for identity, score in fields["ranking"])
    answer = None if fields["answer"] is None else tuple(fields["answer"])
    return Retrieved(**{**fields, "ranking": ranking, "answer": answer})


def _outcome(fields: Mapping[str, Any]) -> Outcome:
    top = fields["top"]
    if top is not None:
        answer = None if top["answer"] is None else tuple(top["answer"])
        top = TopPassage(**{**top, "answer": answer})
    return Outcome(**{**fields, "top": top})
