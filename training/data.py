"""The folder of what is trained on and measured on: copied once, so that a run has one truth."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training import disjoint

ROOT = Path(__file__).parents[1]
A_KIND, DOCUMENTS = 20, 12
"""What is left in a small folder: questions of each kind, NorQuAD documents of each part."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Data:
    """What lies in the folder."""

    folder: Path

    @property
    def corpus(self) -> Path:
        """The reports."""
        return self.folder / "corpus"

    @property
    def questions(self) -> Path:
        """Our own questions to the reports and, below `norquad`, to NorQuAD's documents."""
        return self.folder / "questions"

    @property
    def gold(self) -> Path:
        """The gold set."""
        return self.folder / "gold.jsonl"

    @property
    def norquad(self) -> Path:
        """NorQuAD as `training.norquad` makes it."""
        return self.folder / "norquad"

    @property
    def documents(self) -> Path:
        """The same passages with the questions as `training.disjoint` divides them.

        The folder's name is the same, too, so that both have one index.
        """
        return self.folder / "by-document" / "norquad"


def lay_out(norquad: Path, folder: Path, *, small: bool) -> None:
    """Copy what this repository holds, and NorQuAD; ``small``: a little of each.

    SystemExit if ``norquad`` is not such a folder.
    """
    if not (norquad / "docdisjoint.tsv").is_file():
        raise SystemExit(f"{norquad}: no NorQuAD folder as training.norquad makes it")
    data = Data(folder)
    shutil.copytree(ROOT / "corpus", data.corpus)
    shutil.copytree(ROOT / "training" / "questions", data.questions)
    shutil.copy(ROOT / "eval" / "gold.jsonl", data.gold)
    shutil.copytree(norquad, data.norquad)
    if small:
        _keep_little(data)
    disjoint.main(data.norquad, data.documents)


def _keep_little(data: Data) -> None:
    """All reports but the largest, some questions to them, some documents of each part."""
    reports = [path for path in data.corpus.iterdir() if path.suffix != ".toml"]
    largest = max(reports, key=lambda path: path.stat().st_size)
    largest.unlink()

    def asks_the_others(row: Row) -> bool:
        return all(q["report_id"] != largest.stem for q in (*row["evidence"], *row["also"]))

    kinds: Counter[tuple[object, ...]] = Counter()
    for file in sorted(data.questions.glob("*.jsonl")):
        few = []
        for row in filter(asks_the_others, _rows(file)):
            kind = file.name.split("-")[0], row["split"], bool(row["evidence"])
            kinds[kind] += 1
            if kinds[kind] <= A_KIND:
                few.append(row)
        _write_rows(file, few)
    _write_rows(data.gold, filter(asks_the_others, _rows(data.gold)))
    _keep_documents(data.norquad)


def _keep_documents(norquad: Path) -> None:
    parts = disjoint.parts_of(norquad)
    kept: set[str] = set()
    for part in sorted(set(parts.values())):
        kept |= set([doc for doc in sorted(parts) if parts[doc] == part][:DOCUMENTS])
    for name, key in (("docs.jsonl", "_id"), ("corpus.jsonl", "doc")):
        _write_rows(norquad / name, [row for row in _rows(norquad / name) if row[key] in kept])
    _keep_lines(norquad / "docdisjoint.tsv", kept)
    for queries in norquad.glob("queries.*.jsonl"):
        asked = [row for row in _rows(queries) if row["doc"] in kept]
        _write_rows(queries, asked)
        qrels = queries.with_name(queries.name.replace("queries", "qrels"))
        _keep_lines(qrels.with_suffix(".tsv"), {row["_id"] for row in asked})


def _rows(file: Path) -> list[Row]:
    return [json.loads(line) for line in disjoint.lines_of(file) if line]


def _write_rows(file: Path, rows: Iterable[Row]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    file.write_text("".join(lines), encoding="utf-8")


def _keep_lines(file: Path, firsts: Collection[str]) -> None:
    """Keep the header and the lines whose first column is one of these."""
    header, *lines = disjoint.lines_of(file)
    kept = [header, *(line for line in lines if line.split("\t")[0] in firsts)]
    file.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
