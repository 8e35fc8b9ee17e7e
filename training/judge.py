"""Fit `weights.json` and `confidence.json`: which sentence answers, and how sure that is.

    python -m training.judge --norquad FOLDER

Picking is a conditional logit: among all sentences of the passages that are read, those that
answer. It is fitted on questions that the encoder was not trained on: the held-out part of
`questions/`, the "tune" half of the gold set, and the documents that NorQuAD's division puts in
"validation". The confidence is trees over what tells questions that are answered from those
that are not (near misses from `questions/`, questions about other things from `off_topic.txt`, and
NorQuAD's with the passage that answers taken away), then scaled until it is the chance that the
sentence is right. The "look" half and NorQuAD's "test" documents are only looked at. No randomness
but the seeds of the division.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from kompetanse_qa.answering.signs import SIGNS
from numpy.typing import NDArray

from kompetanse_qa.answering.weights import FILE
from kompetanse_qa.evaluation.abstention import auroc, calibration_error
from kompetanse_qa.evaluation.beir_index import index_corpus
from kompetanse_qa.search import Index, open_index
from training.confidence import SHARE_OF_NORQUAD, fit_confidence, save
from training.examples import Example, Places, gold_questions, norquad, reports, written_for_norquad
from training.reading import Read, read

OFF_TOPIC = Path(__file__).with_name("off_topic.txt")
RIDGE_OF_PICKING = 2.0
MOST_FALSE, MOST_ANSWERED = 0.15, 0.8
SHORT = -2.0
"""By hand: a heading within the text is taken for right if it stands in the quote, and helps no
reader. On the gold set this changes one question, for the better."""


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
        long = [e for e in held if not _is_short(e)]
        short = [e for e in held if _is_short(e)]
        sets["held"], sets["near misses"] = _read_apart(index, long)
        sets["short"], sets["short near misses"] = _read_apart(index, short)
        trained_on = [e for e in examples if not e.sentences and e.about["split"] == "train"]
        sets["near misses trained on"] = read(index, trained_on)
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
        written = written_for_norquad("validation")
        sets["written"], sets["written near misses"] = _read_apart(index, written)
        sets["written unanswerable"] = read(index, [e for e in written if e.sentences], hard=True)
    pick = _fit_picking([*sets["held"], *sets["tune"]], sets["norquad validation"])
    pick[SIGNS.index("short")] = SHORT
    for name in ("held", "short", "tune", "look", "written", "norquad validation", "norquad test"):
        share = np.mean([one.is_right(pick) for one in sets[name]])
        _say(f"{name}: right sentence {share:.3f} of {len(sets[name])}")
    trees, confidences = fit_confidence(sets, pick)
    _report(sets, confidences, pick)
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    kept["pick"] = {name: round(float(w), 4) for name, w in zip(SIGNS, pick, strict=True)}
    FILE.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    save(trees)


def _is_short(example: Example) -> bool:
    return example.about["file"].startswith("as-typed")


def _read_apart(index: Index, examples: Sequence[Example]) -> tuple[list[Read], list[Read]]:
    """Those with an answer, and those without."""
    answerable = [e for e in examples if e.sentences]
    return read(index, answerable), read(index, [e for e in examples if not e.sentences])


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


def _report(
    sets: dict[str, list[Read]],
    confidence: dict[str, NDArray[np.float64]],
    pick: NDArray[np.float64],
) -> None:
    # Just above the first of them that would be one too many.
    highest = np.sort(confidence["tune unanswerable"])[::-1]
    few_false = float(highest[int(MOST_FALSE * len(highest))]) + 1e-4
    most_answered = np.quantile(
        np.concatenate([confidence["held"], confidence["tune"]]), 1 - MOST_ANSWERED
    )
    threshold = max(few_false, most_answered)
    _say(f"few false from {few_false:.3f}, {MOST_ANSWERED} answered from {most_answered:.3f}")
    for name, other in (
        ("tune", "tune unanswerable"), ("look", "look unanswerable"), ("held", "near misses"),
        ("short", "short near misses"), ("written", "written near misses"),
        ("norquad validation", "norquad validation unanswerable"),
        ("norquad test", "norquad test unanswerable"),
    ):  # fmt: skip
        yes, no = confidence[name], confidence[other]
        right = [one.is_right(pick) for some in (name, other) for one in sets[some]]
        error = calibration_error(np.concatenate([yes, no]), np.array(right))
        _say(
            f"{name}: AUROC {auroc(yes, no):.3f}, answered {np.mean(yes >= threshold):.2f}, "
            f"false answers {np.mean(no >= threshold):.2f} (at 85 % answered "
            f"{np.mean(no >= np.quantile(yes, 0.15)):.2f}), calibration error {error:.3f}"
        )
    off = confidence["off topic"]
    _say(f"threshold {threshold:.3f}, off topic refused {np.mean(off < threshold):.3f}")
    for low in (0.05, 0.1, 0.15, 0.2):
        _say(
            f"below {low}: off topic {np.mean(off < low):.2f}, "
            f"near misses {np.mean(confidence['near misses'] < low):.2f}, "
            f"answerable {np.mean(confidence['held'] < low):.2f}"
        )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
