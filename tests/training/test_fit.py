"""The fit, end to end, on made-up reports with the toy encoder: it learns what the data say."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kompetanse_qa.answering import trees, weights
from kompetanse_qa.evaluation.abstention import auroc
from kompetanse_qa.indexing import build_index
from training import disjoint
from training.confidence import threshold_for
from training.data import Data
from training.fit import CONFIDENCE, WEIGHTS, fit
from training.norquad import FILES, make_folder
from training.question_sets import read_question_sets

SYLLABLES = ("bo", "kri", "lam", "ne", "stu", "va", "gji", "ros", "tek", "ul")
NAMES = ("Anna", "Berit", "Carl", "David", "Eva", "Frode", "Gerd", "Hans")
ONE_OR_NOTHING = ("first", "last", "is_question", "announces", "table", "number")
"""Features that are one or nothing, so that their weights can be held against each other."""
VERBS = ("plantet", "luket", "vannet", "klippet", "gravde", "tegnet", "solgte", "samlet")


def plants(number: int, rng: random.Random) -> list[str]:
    """Made-up words, all different."""
    found: dict[str, None] = {}
    while len(found) < number:
        found["".join(rng.choice(SYLLABLES) for _ in range(4))] = None
    return list(found)


def passage(plant: str, rng: random.Random) -> list[str]:
    """Three sentences that say much the same: only their places tell them apart."""
    verbs = rng.sample(VERBS, 3)
    places = rng.sample(SYLLABLES, 3)
    return [
        f"{name} {verb} {plant} ved {place}vika."
        for name, verb, place in zip(rng.sample(NAMES, 3), verbs, places, strict=True)
    ]


def made_up(folder: Path, answer: int) -> Data:
    """A report of 60 plants, and questions to them; sentence ``answer`` of a passage is right."""
    rng = random.Random(13)
    data = Data(folder)
    drawn = plants(200, rng)
    known, unknown, asked_about = drawn[:60], drawn[60:140], drawn[140:]
    said = {plant: passage(plant, rng) for plant in known}
    data.corpus.mkdir(parents=True)
    sections = [f"## Kapittel {n}\n\n{' '.join(said[p])}" for n, p in enumerate(known)]
    text = "# Planter\n\n" + "\n\n".join(sections) + "\n"
    (data.corpus / "planter.md").write_text(text, encoding="utf-8")

    def row(plant: str, split: str, words: str) -> dict[str, Any]:
        quotes = [{"report_id": "planter", "quote": said[plant][answer]}] if plant in said else []
        asked = {"question": words.format(plant), "split": split, "evidence": quotes, "also": []}
        return {**asked, "id": f"{plant}-{split}", "lang": "nb"}

    def write(path: Path, rows: list[dict[str, Any]]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows)
        path.write_text(lines, encoding="utf-8")

    who, short = "Hvem var det som arbeidet med {} den gangen?", "hvem hadde {}"
    write(
        data.questions / "long.jsonl",
        [row(p, "held", who) for p in (*known[:25], *unknown[:25])]
        + [row(p, "train", who) for p in unknown[70:]],
    )
    shorts = [row(p, "held", short) for p in (*known[:25], *unknown[25:45])]
    write(data.questions / "as-typed.jsonl", shorts)
    write(
        data.gold,
        [row(p, "tune", who) for p in (*known[25:45], *unknown[45:60])]
        + [row(p, "look", who) for p in (*known[45:], *unknown[60:70])],
    )
    write(data.questions / "norquad" / "validation.jsonl", [])
    public = folder / "public"
    public.mkdir()
    texts = {plant: f"Om {plant}\n{' '.join(passage(plant, rng))}" for plant in asked_about}
    for split in ("train", "validation"):
        paragraphs = [
            {"context": text, "qas": [{"question": short.format(p), "answers": [answered(text)]}]}
            for p, text in texts.items()
        ]
        content = json.dumps({"data": [{"paragraphs": paragraphs}]})
        (public / FILES[split]).write_text(content, encoding="utf-8")

    make_folder(public, data.norquad)
    disjoint.main(data.norquad, data.documents)
    return data


def answered(text: str) -> dict[str, Any]:
    """NorQuAD's answers are not in one place, so that they say nothing for any: the second."""
    sentence = text.split("\n")[1].split(". ")[1]
    return {"text": sentence, "answer_start": text.index(sentence)}


@pytest.mark.parametrize(
    ("answer", "right", "wrong"), [(0, "first", "last"), (-1, "last", "first")]
)
def test_what_tells_right_sentences_in_the_data_is_what_gets_the_weight(
    tmp_path: Path, answer: int, right: str, wrong: str
) -> None:
    data = made_up(tmp_path / "data", answer)
    build_index(data.corpus, tmp_path / "index", encoder="toy-tokens")
    sets = read_question_sets(data, tmp_path / "index")
    # 25 + 20 of our own, each with one right sentence of the three of its passage.
    assert [one.right.sum() for one in (*sets["held"], *sets["tune"])] == [1] * 45
    fitted = fit(sets)
    fitted.write(tmp_path)

    kept = json.loads((tmp_path / WEIGHTS).read_text(encoding="utf-8"))
    of_a_sentence = {name: kept["pick"][name] for name in ONE_OR_NOTHING}
    assert max(of_a_sentence, key=of_a_sentence.__getitem__) == right
    assert of_a_sentence[wrong] < 0
    assert all(one.is_right(fitted.picking) for one in sets["look"])
    # What is not fitted stays as it ships.
    assert kept.keys() == json.loads(weights.FILE.read_text(encoding="utf-8")).keys()

    # Plants that the report does not name get the lower confidence, also those of "look", which
    # were only looked at.
    of = fitted.confidences
    assert auroc(of["look"], of["look unanswerable"]) == 1
    learned = json.loads((tmp_path / CONFIDENCE).read_text(encoding="utf-8"))
    assert learned.keys() == json.loads(trees.FILE.read_text(encoding="utf-8")).keys()
    # At most 15 of 100 false answers, and 80 of 100 answered.
    assert np.mean(of["tune unanswerable"] >= learned["threshold"]) <= 0.15
    assert np.mean(np.concatenate([of["held"], of["tune"]]) >= learned["threshold"]) >= 0.8


def test_the_threshold_is_the_higher_of_few_false_answers_and_enough_answers() -> None:
    # Of ten without an answer one may be answered, not two: above the second highest, .6123.
    without = np.array([0.7, 0.6123, *[0.1] * 8])
    # Of ten with an answer eight are to be answered: from the eighth highest on, .3456.
    some = {"held": np.array([0.9] * 7), "tune": np.array([0.3456, 0.2, 0.1])}
    assert threshold_for({**some, "tune unanswerable": without}) == 0.613
    assert threshold_for({**some, "tune unanswerable": without / 10}) == 0.345
