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


def main(norquad: Path, out: Path) -> None:
    """Copy the passages, divide the questions anew."""
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(norquad / "corpus.jsonl", out)
    parts = dict(line.split("\t") for line in _lines(norquad / "docdisjoint.tsv")[1:])
    questions: dict[str, list[str]] = {"validation": [], "test": []}
    judged: dict[str, list[str]] = {"validation": [], "test": []}
    for split in ("train", "validation"):
        part_of = {}
        for line in _lines(norquad / f"queries.{split}.jsonl"):
            asked = json.loads(line)
            part = parts[asked["doc"]]
            if part in questions:
                part_of[asked["_id"]] = part
                questions[part].append(line)
        header, *rows = _lines(norquad / f"qrels.{split}.tsv")
        for row in rows:
            part = part_of.get(row.split("\t")[0], "")
            if part:
                judged[part].append(row)
    for part, lines in questions.items():
        _write(out / f"queries.{part}.jsonl", lines)
        _write(out / f"qrels.{part}.tsv", [header, *judged[part]])


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
