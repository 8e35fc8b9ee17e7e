"""`kompetanse-qa verify`: the quotes of an answer file against their sources."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.text import Text

from kompetanse_qa.cli.exits import DONE, FAULT
from kompetanse_qa.cli.screen import csv_text, json_text, out, talk_to, write
from kompetanse_qa.errors import BadInput, NoCorpus
from kompetanse_qa.texts import talk
from kompetanse_qa.verifying import Check, Verifier


def verify(args: Namespace) -> int:
    """Check every quote; 3 if one of them does not stand where it is said to."""
    if not args.corpus.is_dir():
        raise NoCorpus(args.corpus)
    verifier = Verifier(args.corpus)
    checks = [check for answer in _answers(args.answers) for check in verifier.check(answer)]
    faults = [check for check in checks if check.outcome != "stands"]
    match args.format:
        case "text":
            _print(args, faults)
        case "json":
            write(json_text([asdict(check) for check in checks]))
        case "jsonl":
            write("\n".join(json_text(asdict(check), indent=None) for check in checks))
        case "csv":
            columns = ("question_id", "report_id", "outcome", "quote")
            rows = [[asdict(check)[column] for column in columns] for check in checks]
            write(csv_text(columns, rows))
    talk_to(args).print(talk.verified(len(checks), len(faults)))
    return FAULT if faults else DONE


def _print(args: Namespace, faults: list[Check]) -> None:
    console = out(args)
    for check in faults:
        where = f"{check.question_id or '–'} · {check.report_id}"
        console.print(Text(f"{where}: {talk.VERIFIED[check.outcome]}", style="bold"))
        console.print(Text(f"  «{' '.join(check.quote.split())[:300]}»"))


def _answers(source: str) -> Iterator[dict[str, Any]]:
    path = Path(source)
    if source == "-":
        text = sys.stdin.read()
    elif not path.is_file():
        raise BadInput(path, "missing")
    else:
        text = path.read_text(encoding="utf-8-sig")
    found = False
    for answer in _objects(path, text):
        found = True
        if "error" not in answer:  # a question that could not be asked quotes nothing
            yield answer
    if not found:
        raise BadInput(path, "no_answers")


def _objects(path: Path, text: str) -> Iterator[dict[str, Any]]:
    """One object, an array of them, or one a line."""
    try:
        whole = json.loads(text)
    except ValueError:
        whole = None
    if isinstance(whole, dict):
        yield whole
        return
    if isinstance(whole, list):
        yield from (value for value in whole if isinstance(value, dict))
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise BadInput(path, "not_json", number) from error
        if not isinstance(value, dict):
            raise BadInput(path, "not_an_object", number)
        yield value
