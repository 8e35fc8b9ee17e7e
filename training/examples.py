"""Questions with the passages and the sentences that answer them: from NorQuAD and our reports.

NorQuAD (Ivanova et al. 2023, CC0 1.0) is read from a folder in BEIR form with sentence offsets,
answer spans and a division of its documents: only documents of the part asked for are taken, and
`questions/norquad/` has more questions to them. Our own questions to the reports are
`questions/*.jsonl`; those that share an answering sentence with a question of the "look" half of
`eval/gold.jsonl` are left out, so that half stays a fair measure.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kompetanse_qa.evaluation.matching import ANSWERS, Matcher, overlap, words_of
from kompetanse_qa.evaluation.records import Quote
from kompetanse_qa.search import Index

QUESTIONS = Path(__file__).with_name("questions")
GOLD = Path("eval/gold.jsonl")


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
    parts = dict(line.split("\t") for line in _lines(folder / "docdisjoint.tsv")[1:])
    rows = [json.loads(line) for line in _lines(folder / "corpus.jsonl")]
    rows = [row for row in rows if parts[row["doc"]] == part]
    holders: dict[str, set[str]] = {}
    by_document: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_document.setdefault(row["doc"], []).append(row)
    examples = []
    for split in ("train", "validation"):
        for line in _lines(folder / f"qrels.{split}.tsv")[1:]:
            question, passage, _ = line.split("\t")
            holders.setdefault(question, set()).add(passage)
        for line in _lines(folder / f"queries.{split}.jsonl"):
            asked = json.loads(line)
            if parts[asked["doc"]] != part:
                continue
            held = holders[asked["_id"]]
            sentences = {
                (row["_id"], number)
                for row in by_document[asked["doc"]]
                for number, (start, end) in enumerate(row["sents"])
                if row["_id"] in held
                and asked["start"] < row["start"] + end
                and asked["end"] > row["start"] + start
            }
            examples.append(Example(asked["text"], frozenset(held), frozenset(sentences)))
    texts = {r["_id"]: Text(r["_id"], r["text"], tuple(map(tuple, r["sents"]))) for r in rows}
    return texts, examples


def written_for_norquad(part: str) -> list[Example]:
    """Our own questions to NorQuAD's documents in ``part``; some have no answer there."""
    examples = []
    for line in _lines(QUESTIONS / "norquad" / f"{part}.jsonl"):
        question = json.loads(line)
        places = [*question["evidence"], *question["also"]]
        sentences = frozenset((place["passage"], place["sentence"]) for place in places)
        passages = frozenset(passage for passage, _ in sentences)
        examples.append(Example(question["question"], passages, sentences, question))
    return examples


def reports(index: Index, leave_out: tuple[str, ...] = ()) -> tuple[dict[str, Text], list[Example]]:
    """Passages of the index, and our questions with where in it they are answered.

    ``leave_out``: how the names of files begin whose questions are left out.
    """
    places = Places(index)
    held = {
        sentence
        for question in gold_questions()
        if question["split"] == "look"
        for sentence in places.of(question["evidence"]).sentences
    }
    examples = []
    files = [f for f in sorted(QUESTIONS.glob("*.jsonl")) if not f.name.startswith(leave_out)]
    for file in files:
        for question in map(json.loads, _lines(file)):
            found = places.of([*question["evidence"], *question["also"]])
            lost = bool(question["evidence"]) and not found.sentences
            if lost or found.sentences & held:
                continue
            about = {**question, "file": file.stem}
            examples.append(Example(question["question"], found.passages, found.sentences, about))
    return places.texts, examples


def gold_questions() -> list[dict[str, Any]]:
    """The gold set, line by line."""
    return [json.loads(line) for line in _lines(GOLD)]


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


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def nearest_ids(index: Index, questions: Collection[str], depth: int) -> dict[str, list[str]]:
    """What the present product ranks highest for each question: the hard negatives."""
    return {
        question: [hit.passage.id for hit in index.ask(question, k=depth).hits]
        for question in questions
    }
