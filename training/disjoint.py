"""Write NorQuAD's questions to documents that training never saw, as a benchmark of its own.

    python -m training.disjoint NORQUAD OUT/norquad
    kompetanse-qa eval --beir OUT/norquad --split test

The passages are all of NorQuAD's. "test" has the questions to the documents that its division puts
in "test", which nothing was fitted on; "validation" those on which the weights were.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

SPLITS = ("train", "validation")
"""Of NorQuAD's own, by question, those that are read; "test" is not."""


def main(norquad: Path, out: Path) -> None:
    """Copy the passages, divide the questions anew."""
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(norquad / "corpus.jsonl", out)
    parts = parts_of(norquad)
    questions: dict[str, list[str]] = {"validation": [], "test": []}
    judged: dict[str, list[str]] = {"validation": [], "test": []}
    for split in SPLITS:
        part_of = {}
        for line in lines_of(norquad / f"queries.{split}.jsonl"):
            asked = json.loads(line)
            part = parts[asked["doc"]]
            if part in questions:
                part_of[asked["_id"]] = part
                questions[part].append(line)
        header, *rows = lines_of(norquad / f"qrels.{split}.tsv")
        for row in rows:
            part = part_of.get(row.split("\t")[0], "")
            if part:
                judged[part].append(row)
    for part, lines in questions.items():
        _write(out / f"queries.{part}.jsonl", lines)
        _write(out / f"qrels.{part}.tsv", [header, *judged[part]])


def parts_of(norquad: Path) -> dict[str, str]:
    """The part of each document: train, validation or test."""
    return dict(line.split("\t") for line in lines_of(norquad / "docdisjoint.tsv")[1:])


def lines_of(path: Path) -> list[str]:
    """The lines of a text file."""
    # Not splitlines, which also breaks at characters that may stand within a JSON string.
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
