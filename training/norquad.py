"""Make the NorQuAD folder that training reads from the public data set.

    python -m training.norquad DOWNLOADED OUT

DOWNLOADED holds the three files of `data/evaluation/all` of https://github.com/ltgoslo/NorQuAD
(Ivanova et al. 2023, CC0 1.0): `training_dataset_flattened.json`,
`validation_dataset_flattened.json` and `test_dataset_flattened.json`, in the form of SQuAD 1.1. A
file that is missing is passed over; the first one must be there. OUT becomes a folder in BEIR form
(see `kompetanse_qa.evaluation.beir`) with more besides:

    docs.jsonl                    _id, title (the first line), text
    corpus.jsonl                  _id, doc, n, start, end, title, text, sents: sentences in text
    queries.<split>.jsonl         _id, text, answer, doc, start, end: the answer's place in doc
    qrels.<split>.tsv             the passages that hold the answer, or a part of it
    docdisjoint.tsv, neardup.tsv  the division of the documents: see `training.division`

The splits are by question, so most documents stand in several of them; what learns from text goes
by `docdisjoint.tsv`. Nothing in training reads the questions of "test".
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from kompetanse_qa.norwegian import sentences
from kompetanse_qa.records import Span
from training.division import digest, divide, near_duplicates

FILES = {
    "train": "training_dataset_flattened.json",
    "validation": "validation_dataset_flattened.json",
    "test": "test_dataset_flattened.json",
}
PASSAGE_WORDS = 117
"""Words of a passage on the whole; it ends where a sentence does."""


@dataclass(frozen=True)
class Asked:
    """A question as the data set has it."""

    split: str
    text: str
    answer: str
    doc: str
    start: int


def main() -> None:
    """Read what was downloaded, write the folder, say what it holds."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("downloaded", type=Path)
    arguments.add_argument("out", type=Path)
    chosen = arguments.parse_args()
    for name, number in make_folder(chosen.downloaded, chosen.out).items():
        sys.stdout.write(f"{number:6} {name}\n")


def make_folder(downloaded: Path, out: Path) -> dict[str, int]:
    """Write the folder; returns how many there are of each thing."""
    documents: dict[str, str] = {}
    asked: list[Asked] = []
    for split, name in FILES.items():
        if split == "train" or (downloaded / name).is_file():
            for one, text in _read(downloaded / name, split):
                documents.setdefault(one.doc, text)
                asked.append(one)
    passages = {doc: list(cut(text)) for doc, text in documents.items()}
    out.mkdir(parents=True, exist_ok=True)
    _write_lines(out / "docs.jsonl", map(_line, _document_rows(documents)))
    _write_lines(out / "corpus.jsonl", map(_line, _passage_rows(documents, passages)))
    counts = {"documents": len(documents), "passages": sum(map(len, passages.values()))}
    for split in dict.fromkeys(one.split for one in asked):
        counts |= _write_split(out, split, asked, documents, passages)
    pairs = near_duplicates(documents)
    rows = [f"{first}\t{second}\t{share:.3f}" for first, second, share in pairs]
    _write_lines(out / "neardup.tsv", ["doc-a\tdoc-b\tcontainment6", *rows])
    parts = divide(documents, pairs)
    rows = [f"{doc}\t{part}" for doc, part in parts.items()]
    _write_lines(out / "docdisjoint.tsv", ["doc\tsplit", *rows])
    return counts


def _read(path: Path, split: str) -> Iterator[tuple[Asked, str]]:
    """Each question, with the text that it asks of."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    for article in kept["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            for question in paragraph["qas"]:
                for answer in question["answers"][:1]:
                    place = answer["answer_start"]
                    yield (
                        Asked(split, question["question"], answer["text"], digest(text), place),
                        text,
                    )


def cut(text: str) -> Iterator[Sequence[Span]]:
    """The sentences of the text in runs of about the same length, near `PASSAGE_WORDS`.

    A sentence goes to the run that its middle lies in.
    """
    spans = sentences.split(text)
    words = [len(text[span.start : span.end].split()) for span in spans]
    number = max(1, round(sum(words) / PASSAGE_WORDS))
    runs: dict[int, list[Span]] = {}
    for span, end, own in zip(spans, accumulate(words), words, strict=True):
        run = int((end - own / 2) * number / sum(words))
        runs.setdefault(run, []).append(span)
    yield from runs.values()


def _document_rows(documents: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for doc, text in documents.items():
        yield {"_id": doc, "title": _title(text), "text": text}


def _passage_rows(
    documents: Mapping[str, str], passages: Mapping[str, Sequence[Sequence[Span]]]
) -> Iterator[dict[str, Any]]:
    for doc, runs in passages.items():
        text = documents[doc]
        for number, run in enumerate(runs):
            start, end = run[0].start, run[-1].end
            yield {
                "_id": f"{doc}#{number}",
                "doc": doc,
                "n": number,
                "start": start,
                "end": end,
                "title": _title(text),
                "text": text[start:end],
                "sents": [[span.start - start, span.end - start] for span in run],
            }


def _write_split(
    out: Path,
    split: str,
    asked: Sequence[Asked],
    documents: Mapping[str, str],
    passages: Mapping[str, Sequence[Sequence[Span]]],
) -> dict[str, int]:
    """Write queries and qrels; returns how many there are, and how many were left out."""
    queries, judged = [], []
    own = [one for one in asked if one.split == split]
    for number, one in enumerate(own):
        start = _place(one, documents[one.doc])
        if start is None:
            continue
        identity, end = f"{one.doc}-{split}-{number}", start + len(one.answer)
        row = {"_id": identity, "text": one.text, "answer": one.answer, "doc": one.doc}
        queries.append(_line({**row, "start": start, "end": end}))
        judged += [
            f"{identity}\t{one.doc}#{place}\t1"
            for place, run in enumerate(passages[one.doc])
            if start < run[-1].end and end > run[0].start
        ]
    _write_lines(out / f"queries.{split}.jsonl", queries)
    _write_lines(out / f"qrels.{split}.tsv", ["query-id\tcorpus-id\tscore", *judged])
    return {f"{split}: questions": len(queries), f"{split}: left out": len(own) - len(queries)}


def _place(asked: Asked, text: str) -> int | None:
    """Where the answer begins: where the data set says, or where it stands nearest to that.

    None if it stands nowhere.
    """
    found, at = [], text.find(asked.answer)
    while at >= 0 and asked.answer.strip():
        found.append(at)
        at = text.find(asked.answer, at + 1)
    return min(found, key=lambda at: abs(at - asked.start), default=None)


def _title(text: str) -> str:
    return text.strip().splitlines()[0].strip()


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
