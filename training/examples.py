"""Questions with the passages and the sentences that answer them: from NorQuAD and our reports.

NorQuAD (Ivanova et al. 2023, CC0 1.0) is read from the folder that `training.norquad` makes: only
documents of the part asked for are taken, and `questions/norquad/` has more questions to them. Our
own questions to the reports are `questions/*.jsonl`; those that share an answering sentence with a
question of the "look" half of the gold set are left out, so that half stays a fair measure.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kompetanse_qa.evaluation.matching import ANSWERS, Matcher, overlap, words_of
from kompetanse_qa.evaluation.records import Quote
from kompetanse_qa.search import Index
from training.data import ROOT, Data
from training.disjoint import SPLITS, lines_of, parts_of
from training.division import digest

GOLD = ROOT / "eval" / "gold.jsonl"


@dataclass(frozen=True)
class Text:
    """A passage as it is encoded."""

    id: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Example:
    """A question; without sentences it has no answer."""

    question: str
    passages: frozenset[str] = frozenset()
    sentences: frozenset[tuple[str, int]] = frozenset()
    about: Mapping[str, Any] = field(default_factory=dict)


def norquad(folder: Path, part: str) -> tuple[dict[str, Text], list[Example]]:
    """Passages and questions of the documents in ``part``: train, validation or test."""
    parts = parts_of(folder)
    rows = [row for row in _rows(folder / "corpus.jsonl") if parts[row["doc"]] == part]
    by_document = _by_document(rows)
    holders: dict[str, set[str]] = {}
    examples = []
    for split in SPLITS:
        for line in lines_of(folder / f"qrels.{split}.tsv")[1:]:
            question, passage, _ = line.split("\t")
            holders.setdefault(question, set()).add(passage)
        for asked in _rows(folder / f"queries.{split}.jsonl"):
            if parts[asked["doc"]] == part:
                found = _sentences_at(by_document[asked["doc"]], asked["start"], asked["end"])
                held = frozenset(holders[asked["_id"]])
                examples.append(Example(asked["text"], held, frozenset(found)))
    texts = {r["_id"]: Text(r["_id"], r["text"], tuple(map(tuple, r["sents"]))) for r in rows}
    return texts, examples


def written_for_norquad(data: Data, part: str) -> list[Example]:
    """Our own questions to NorQuAD's documents in ``part``; some have no answer there.

    They name places in documents by the texts' digests; what the folder lacks is passed over.
    """
    parts = parts_of(data.norquad)
    by_document = _by_document(_rows(data.norquad / "corpus.jsonl"))
    known = {digest(row["text"]): row["_id"] for row in _rows(data.norquad / "docs.jsonl")}
    examples = []
    for question in _rows(data.questions / "norquad" / f"{part}.jsonl"):
        places = [*question["evidence"], *question["also"]]
        documents = [known.get(place["document"], "") for place in places]
        if any(parts.get(document) != part for document in documents):
            continue
        sentences = frozenset(
            sentence
            for document, place in zip(documents, places, strict=True)
            for sentence in _sentences_at(by_document[document], place["start"], place["end"])
        )
        passages = frozenset(passage for passage, _ in sentences)
        examples.append(Example(question["question"], passages, sentences, question))
    return examples


def _by_document(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["doc"], []).append(row)
    return found


def _sentences_at(
    passages: Sequence[Mapping[str, Any]], start: int, end: int
) -> Iterator[tuple[str, int]]:
    """The sentences that a stretch of their document touches: passage and number."""
    for row in passages:
        for number, (first, last) in enumerate(row["sents"]):
            if start < row["start"] + last and end > row["start"] + first:
                yield row["_id"], number


def reports(
    index: Index, data: Data, leave_out: tuple[str, ...] = ()
) -> tuple[dict[str, Text], list[Example]]:
    """Passages of the index, and our questions with where in it they are answered.

    ``leave_out``: how the names of files begin whose questions are left out.
    """
    places = Places(index)
    held = {
        sentence
        for question in gold_questions(data.gold)
        if question["split"] == "look"
        for sentence in places.of(question["evidence"]).sentences
    }
    examples = []
    files = sorted(data.questions.glob("*.jsonl"))
    for file in [file for file in files if not file.name.startswith(leave_out)]:
        for question in _rows(file):
            found = places.of([*question["evidence"], *question["also"]])
            lost = bool(question["evidence"]) and not found.sentences
            if lost or found.sentences & held:
                continue
            about = {**question, "file": file.stem}
            examples.append(Example(question["question"], found.passages, found.sentences, about))
    return places.texts, examples


def gold_questions(file: Path = GOLD) -> list[dict[str, Any]]:
    """The gold set, line by line."""
    return list(_rows(file))


class Places:
    """Where quotes stand in an index."""

    def __init__(self, index: Index) -> None:
        passages = index.all_passages()
        self._matcher = Matcher((p.id, p.report_id, p.text) for p in passages)
        self._words = {
            p.id: [words_of(p.text[s.start : s.end]) for s in p.sentences] for p in passages
        }
        self.texts: dict[str, Text] = {}
        for p in passages:
            before = len(p.indexed_text) - len(p.text)
            spans = tuple((s.start + before, s.end + before) for s in p.sentences)
            self.texts[p.id] = Text(p.id, p.indexed_text, spans)

    def of(self, quotes: Iterable[Mapping[str, str]]) -> Example:
        """The passages that hold any of the quotes, and their sentences that are the answer."""
        passages: set[str] = set()
        sentences: set[tuple[str, int]] = set()
        for quote in quotes:
            words = words_of(quote["quote"])
            for holder in self._matcher.holders(
                Quote(report_id=quote["report_id"], quote=quote["quote"])
            ):
                passages.add(holder)
                sentences |= {
                    (holder, number)
                    for number, sentence in enumerate(self._words[holder])
                    if _is_answer(words, sentence)
                }
        return Example("", frozenset(passages), frozenset(sentences))


def _is_answer(quote: Sequence[str], sentence: Sequence[str]) -> bool:
    found = overlap(quote, sentence)
    covered = len(found.words) / len(sentence) if sentence else 0.0
    return max(found.share, covered) >= ANSWERS


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in lines_of(path) if line)


def nearest_ids(index: Index, questions: Collection[str], depth: int) -> dict[str, list[str]]:
    """What the present product ranks highest for each question: the hard negatives."""
    return {
        question: [hit.passage.id for hit in index.ask(question, k=depth).hits]
        for question in questions
    }
