"""`kompetanse-qa batch`: a file of questions in, an answer written for each as it comes."""

from __future__ import annotations

import csv
import json
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from kompetanse_qa.answer_json import answer_object
from kompetanse_qa.cli.asking import (
    CSV_COLUMNS,
    answer_csv_row,
    answer_markdown,
    filters_of,
    print_answer,
)
from kompetanse_qa.cli.exits import DONE, SKIPPED
from kompetanse_qa.cli.questions import Asked, read_questions
from kompetanse_qa.cli.screen import json_text, out, talk_to
from kompetanse_qa.errors import BadInput, KompetanseError
from kompetanse_qa.records import Answer
from kompetanse_qa.search import Index, open_index
from kompetanse_qa.texts import talk
from kompetanse_qa.texts.errors import explain_line


def batch(args: Namespace) -> int:
    """Ask every question; 4 if some could not be asked."""
    started = time.perf_counter()
    asked = read_questions(args.questions)
    if args.output and args.questions != "-" and _same(args.output, Path(args.questions)):
        raise BadInput(args.output, "same_file")
    done = _answered_before(args.output) if args.resume else set()
    todo = [one for one in asked if one.id not in done]
    console = talk_to(args)
    answered = failed = 0
    with open_index(args.index) as index, _output(args) as file:
        sheet = _SHEETS[args.format](file, index, args)
        sheet.begin()
        with Progress(
            TextColumn(talk.ASKING),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True),
            TextColumn(talk.TIME_LEFT),
            console=console,
            transient=True,
        ) as bar:
            for one in bar.track(todo, description=""):
                outcome = _ask(index, one, args)
                if isinstance(outcome, Answer):
                    answered += outcome.found
                    sheet.answer(one, outcome)
                else:
                    failed += 1
                    sheet.fault(one, outcome)
                # Whoever reads along sees each answer at once, and an interruption loses none.
                file.flush()
        sheet.end()
    took = time.perf_counter() - started
    console.print(talk.batch_done(len(todo), answered, failed, len(asked) - len(todo), took))
    return SKIPPED if failed else DONE


def _ask(index: Index, one: Asked, args: Namespace) -> Answer | KompetanseError:
    if one.fault:
        return one.fault
    filters = one.filters if one.filters is not None else filters_of(args)
    try:
        return index.ask(one.question, k=args.k, filters=filters, threshold=args.threshold)
    except KompetanseError as error:
        return error


def _same(a: Path, b: Path) -> bool:
    return a.exists() and b.exists() and a.samefile(b)


def _answered_before(path: Path) -> set[str]:
    """Ids in the output of an earlier run; a last line that was cut off is taken away."""
    if not path.exists():
        return set()
    data = path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    if len(whole) < len(data):
        path.write_bytes(whole)
    found = set()
    for number, line in enumerate(whole.decode("utf-8", "replace").splitlines(), start=1):
        try:
            found.add(str(json.loads(line)["id"]))
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(path, "not_json", number) from error
    return found


@contextmanager
def _output(args: Namespace) -> Iterator[TextIO]:
    if args.output is None:
        yield sys.stdout
        return
    with args.output.open("a" if args.resume else "w", encoding="utf-8", newline="\n") as file:
        yield file


@dataclass
class _Sheet:
    """Writes answers in one format."""

    file: TextIO
    index: Index
    args: Namespace

    def begin(self) -> None:
        """Write what stands before the first answer."""

    def answer(self, one: Asked, answer: Answer) -> None:
        """Write an answer."""
        self.fields(one, answer_object(answer, one.id))

    def fault(self, one: Asked, error: KompetanseError) -> None:
        """Write why a question was not asked."""
        fault = {"type": type(error).__name__, "message": explain_line(error)}
        self.fields(one, {"id": one.id, "question": one.question, "error": fault})

    def fields(self, one: Asked, fields: dict[str, object]) -> None:
        """Write an object: JSONL."""
        self.file.write(json_text(fields, indent=None) + "\n")

    def end(self) -> None:
        """Write what stands after the last answer."""


class _JsonSheet(_Sheet):
    def begin(self) -> None:
        self._separator = "["
        self._empty = True

    def fields(self, one: Asked, fields: dict[str, object]) -> None:
        self.file.write(f"{self._separator}\n{json_text(fields)}")
        self._separator, self._empty = ",", False

    def end(self) -> None:
        self.file.write("[]\n" if self._empty else "\n]\n")


class _CsvSheet(_Sheet):
    def begin(self) -> None:
        self._rows = csv.writer(self.file, lineterminator="\n")
        self._rows.writerow(CSV_COLUMNS)

    def answer(self, one: Asked, answer: Answer) -> None:
        self._rows.writerow(answer_csv_row(answer, one.id))

    def fault(self, one: Asked, error: KompetanseError) -> None:
        blanks = [None] * (len(CSV_COLUMNS) - 3)
        self._rows.writerow([one.id, one.question, *blanks, explain_line(error)])


class _MarkdownSheet(_Sheet):
    def answer(self, one: Asked, answer: Answer) -> None:
        cited = [self.index.cite(hit.passage, hit.answer_span) for hit in answer.hits]
        self.file.write(answer_markdown(answer, cited) + "\n")

    def fault(self, one: Asked, error: KompetanseError) -> None:
        self.file.write(f"## {one.question or one.id}\n\n**{explain_line(error)}**\n\n")


class _TextSheet(_Sheet):
    def begin(self) -> None:
        self._console = out(self.args)
        self._console.file = self.file

    def answer(self, one: Asked, answer: Answer) -> None:
        self._console.rule(f"{one.id}: {one.question}", align="left")
        print_answer(self._console, self.index, answer)

    def fault(self, one: Asked, error: KompetanseError) -> None:
        self._console.rule(f"{one.id}: {one.question}", align="left")
        self._console.print(explain_line(error))


_SHEETS = {
    "jsonl": _Sheet,
    "json": _JsonSheet,
    "csv": _CsvSheet,
    "md": _MarkdownSheet,
    "text": _TextSheet,
}
