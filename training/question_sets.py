"""The questions that weights and confidence are fitted on or looked at with, read, by name.

The encoder was not trained on any but "near misses trained on". "look", "norquad test" and what
goes with them are only looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kompetanse_qa.evaluation.beir_index import index_corpus
from kompetanse_qa.evaluation.evaluate import CACHE
from kompetanse_qa.search import Index, open_index
from training.data import Data
from training.examples import Example, Places, gold_questions, norquad, reports, written_for_norquad
from training.read_questions import ReadQuestion, read_each

OFF_TOPIC = Path(__file__).with_name("off_topic.txt")

QuestionSets = dict[str, list[ReadQuestion]]


def read_question_sets(data: Data, folder: Path) -> QuestionSets:
    """Ask the index in ``folder``, and one of NorQuAD with the same encoder below it.

    Those whose names end in "near misses" or "unanswerable", and "off topic", have no answer.
    """
    sets: QuestionSets = {}
    with open_index(folder) as index:
        encoder = index.manifest.encoder.name
        _, examples = reports(index, data)
        held = [e for e in examples if e.about["split"] == "held"]
        sets["held"], sets["near misses"] = _apart(index, [e for e in held if not _is_short(e)])
        sets["short"], sets["short near misses"] = _apart(index, [e for e in held if _is_short(e)])
        trained_on = [e for e in examples if not e.sentences and e.about["split"] == "train"]
        sets["near misses trained on"] = read_each(index, trained_on)
        off_topic = OFF_TOPIC.read_text(encoding="utf-8").splitlines()
        sets["off topic"] = read_each(index, map(Example, off_topic))
        places = Places(index)
        for question in gold_questions(data.gold):
            at = places.of([*question["evidence"], *question["also"]])
            example = Example(question["question"], at.passages, at.sentences)
            kind = "" if question["evidence"] else " unanswerable"
            sets.setdefault(question["split"] + kind, []).extend(read_each(index, [example]))
    with open_index(index_corpus(data.norquad, folder / CACHE, encoder)) as index:
        for part in ("validation", "test"):
            _, examples = norquad(data.norquad, part)
            sets[f"norquad {part}"] = read_each(index, examples)
            without = read_each(index, examples, without_answer=True)
            sets[f"norquad {part} unanswerable"] = without
        written = written_for_norquad(data, "validation")
        sets["written"], sets["written near misses"] = _apart(index, written)
        answered = [e for e in written if e.sentences]
        sets["written unanswerable"] = read_each(index, answered, without_answer=True)
    return sets


def _is_short(example: Example) -> bool:
    return str(example.about["file"]).startswith("as-typed")


def _apart(
    index: Index, examples: Sequence[Example]
) -> tuple[list[ReadQuestion], list[ReadQuestion]]:
    """Those with an answer, and those without."""
    answered = read_each(index, [e for e in examples if e.sentences])
    return answered, read_each(index, [e for e in examples if not e.sentences])
