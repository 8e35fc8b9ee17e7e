"""Fit `answering/weights.json`: which sentence answers, and how sure that is.

    python -m training.judge --norquad FOLDER

Picking is a conditional logit: among all sentences of the passages that are read, those that
answer. It is fitted on questions that the encoder was not trained on: the held-out part of
`questions/`, the "tune" half of the gold set, and the documents that NorQuAD's division puts in
"validation". The confidence is a logistic of what tells questions that are answered from those
that are not (near misses from `questions/`, questions about other things from `off_topic.txt`, and
NorQuAD's with the passage that answers taken away), then scaled until it is the chance that the
sentence is right. The "look" half and NorQuAD's "test" documents are only looked at. No randomness
but the seeds of the division.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from kompetanse_qa.answering import Picked, judged
from kompetanse_qa.answering.signs import SIGNS, signs
from kompetanse_qa.answering.weights import FILE
from kompetanse_qa.evaluation.abstention import auroc, calibration_error
from kompetanse_qa.evaluation.beir_index import index_corpus
from kompetanse_qa.search import Index, open_index
from training.examples import Example, Places, gold_questions, norquad, reports

OFF_TOPIC = Path(__file__).with_name("off_topic.txt")
RIDGE_OF_PICKING, STRENGTH_OF_CONFIDENCE = 1.0, 0.1
SHARE_OF_NORQUAD = 0.5
MOST_FALSE = 0.15
SHORT = -2.0
"""By hand: a heading within the text is taken for right if it stands in the quote, and helps no
reader. On the gold set this changes one question, for the better."""


@dataclass(frozen=True)
class Read:
    """A question, and the signs of every sentence that was read."""

    example: Example
    signs: NDArray[np.float64]
    right: NDArray[np.bool_]
    candidate: NDArray[np.int64]
    asked: object
    candidates: Sequence[object]

    def picked(self, weights: NDArray[np.float64]) -> list[Picked]:
        """What `answering.order` gives with these weights."""
        scores = self.signs @ weights
        found = []
        for number, candidate in enumerate(self.candidates):
            own = np.flatnonzero(self.candidate == number)
            if len(own):
                best = own[scores[own].argmax()]
                span = candidate.passage.sentences[best - own[0]]
                found.append(
                    Picked(candidate=candidate, span=span, score=float(scores[best]),
                           signs=self.signs[best])
                )  # fmt: skip
        return sorted(found, key=lambda one: -one.score)

    def is_right(self, weights: NDArray[np.float64]) -> bool:
        """Whether the picked sentence is one that answers."""
        return bool(len(self.right)) and bool(self.right[(self.signs @ weights).argmax()])


def read(index: Index, examples: Iterable[Example], *, hard: bool = False) -> list[Read]:
    """Ask the index; ``hard``: as if it did not hold the passages that answer."""
    found = []
    for example in examples:
        asked = index.asked(example.question)
        without = example.passages if hard else ()
        candidates = index.candidates(example.question, without=without)
        parts = [signs(asked, candidate) for candidate in candidates]
        right = [
            (candidate.passage.id, number) in example.sentences
            for candidate, part in zip(candidates, parts, strict=True)
            for number in range(len(part))
        ]
        owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        found.append(
            Read(example, np.vstack(parts), np.array(right, bool), owner, asked, candidates)
        )
    return found


def main() -> None:
    """Read, fit, print what it comes to, write."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--norquad", type=Path, required=True)
    arguments.add_argument("--cache", type=Path, default=Path("index/eval-cache"))
    chosen = arguments.parse_args()
    sets: dict[str, list[Read]] = {}
    with open_index() as index:
        encoder = index.manifest.encoder.name
        _, examples = reports(index)
        held = [e for e in examples if e.about["split"] == "held"]
        sets["held"] = read(index, [e for e in held if e.sentences])
        sets["near misses"] = read(index, [e for e in examples if not e.sentences])
        off_topic = OFF_TOPIC.read_text(encoding="utf-8").splitlines()
        sets["off topic"] = read(index, [Example(question) for question in off_topic])
        places = Places(index)
        for question in gold_questions():
            at = places.of([*question["evidence"], *question["also"]])
            example = Example(question["question"], at.passages, at.sentences)
            kind = "" if question["evidence"] else " unanswerable"
            sets.setdefault(question["split"] + kind, []).extend(read(index, [example]))
    with open_index(index_corpus(chosen.norquad, chosen.cache, encoder)) as index:
        for part in ("validation", "test"):
            _, examples = norquad(chosen.norquad, part)
            sets[f"norquad {part}"] = read(index, examples)
            sets[f"norquad {part} unanswerable"] = read(index, examples, hard=True)
    pick = _fit_picking([*sets["held"], *sets["tune"]], sets["norquad validation"])
    pick[SIGNS.index("short")] = SHORT
    for name in ("held", "tune", "look", "norquad validation", "norquad test"):
        share = np.mean([one.is_right(pick) for one in sets[name]])
        _say(f"{name}: right sentence {share:.3f} of {len(sets[name])}")
    confidence = _fit_confidence(sets, pick)
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    kept["pick"] = {name: round(float(w), 4) for name, w in zip(SIGNS, pick, strict=True)}
    kept["confidence"] = {name: round(w, 4) for name, w in confidence.items()}
    FILE.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def _fit_picking(own: Sequence[Read], norquad: Sequence[Read]) -> NDArray[np.float64]:
    every = np.concatenate([one.signs for one in (*own, *norquad)])
    spread = every.std(axis=0)
    spread[spread == 0] = 1.0
    weights = torch.zeros(len(SIGNS), requires_grad=True, dtype=torch.float64)
    cases = [
        (torch.tensor(one.signs / spread), torch.tensor(one.right), share)
        for some, share in ((own, 1.0), (norquad, SHARE_OF_NORQUAD))
        for one in some
        if one.right.any()
    ]
    optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        total = RIDGE_OF_PICKING * (weights**2).sum()
        for signs_of, right, share in cases:
            scores = signs_of @ weights
            total = total + share * (torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0))
        total.backward()
        return total

    optimizer.step(loss)
    return weights.detach().numpy() / spread


def _fit_confidence(sets: dict[str, list[Read]], pick: NDArray[np.float64]) -> dict[str, float]:
    from sklearn.linear_model import LogisticRegression

    rows: dict[str, NDArray[np.float64]] = {}
    names: list[str] = []
    for name, some in sets.items():
        found = [judged(one.asked, one.picked(pick)) for one in some]
        names = list(found[0])
        rows[name] = np.array([[one[n] for n in names] for one in found])
    parts = (
        ("held", 1, 1.0), ("tune", 1, 1.0), ("near misses", 0, 1.0), ("tune unanswerable", 0, 1.0),
        ("off topic", 0, 1.0), ("norquad validation", 1, SHARE_OF_NORQUAD),
        ("norquad validation unanswerable", 0, SHARE_OF_NORQUAD),
    )  # fmt: skip
    x = np.concatenate([rows[name] for name, _, _ in parts])
    y = np.concatenate([np.full(len(rows[name]), label) for name, label, _ in parts])
    share = np.concatenate([np.full(len(rows[name]), weight) for name, _, weight in parts])
    mean, spread = x.mean(axis=0), x.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=STRENGTH_OF_CONFIDENCE, max_iter=2000)
    model.fit((x - mean) / spread, y, sample_weight=share)
    slopes = model.coef_[0] / spread
    bias = float(model.intercept_[0] - slopes @ mean)

    def logits(name: str) -> NDArray[np.float64]:
        return rows[name] @ slopes + bias

    def answered_and_not(of: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Logits of a mixture as in the gold set, and whether the sentence is right."""
        values = np.concatenate([logits(name) for name in of])
        right = np.concatenate([[one.is_right(pick) for one in sets[name]] for name in of])
        return values, right

    # Scaled to the chance of being right, in the proportions of the gold set.
    values, right = answered_and_not(("held", "tune", "tune unanswerable", "near misses"))
    mixture = np.concatenate(
        [
            np.ones(len(sets["held"]) + len(sets["tune"])),
            np.full(len(sets["tune unanswerable"]) + len(sets["near misses"]), 0.0),
        ]
    )
    answerable = mixture.sum()
    mixture[mixture == 0] = answerable * 0.19 / (len(mixture) - answerable)
    scaled = LogisticRegression(C=1e6).fit(values[:, None], right, sample_weight=mixture)
    slope, shift = float(scaled.coef_[0, 0]), float(scaled.intercept_[0])

    def confidence(name: str) -> NDArray[np.float64]:
        return 1 / (1 + np.exp(-(slope * logits(name) + shift)))

    # Just above the first of them that would be one too many.
    highest = np.sort(confidence("tune unanswerable"))[::-1]
    threshold = float(highest[int(MOST_FALSE * len(highest))]) + 1e-4
    for name, other in (
        ("tune", "tune unanswerable"), ("look", "look unanswerable"), ("held", "near misses"),
        ("norquad test", "norquad test unanswerable"),
    ):  # fmt: skip
        yes, no = confidence(name), confidence(other)
        both, right = answered_and_not((name, other))
        chance = 1 / (1 + np.exp(-(slope * both + shift)))
        _say(
            f"{name}: AUROC {auroc(yes, no):.3f}, answered {np.mean(yes >= threshold):.2f}, "
            f"false answers {np.mean(no >= threshold):.2f} (at 85 % answered "
            f"{np.mean(no >= np.quantile(yes, 0.15)):.2f}), "
            f"calibration error {calibration_error(chance, right):.3f}"
        )
    off = confidence("off topic")
    _say(f"threshold {threshold:.3f}, off topic refused {np.mean(off < threshold):.3f}")
    for low in (0.05, 0.1, 0.15, 0.2):
        _say(
            f"below {low}: off topic {np.mean(off < low):.2f}, "
            f"near misses {np.mean(confidence('near misses') < low):.2f}, "
            f"answerable {np.mean(confidence('held') < low):.2f}"
        )
    fitted = {"bias": slope * bias + shift}
    return fitted | dict(zip(names, (slope * slopes).tolist(), strict=True))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
