"""Fit `weights.json` and `confidence.json`: which sentence answers, and how sure that is.

    python -m training.fit --data FOLDER --index FOLDER --out FOLDER

Picking is fitted on questions that the encoder was not trained on: the held-out part of
`questions/`, the "tune" half of the gold set, and the documents that NorQuAD's division puts in
"validation" (`training.picking`). The confidence is trees over what tells questions that are
answered from those that are not, scaled until it is the chance that the sentence is right, with the
threshold that goes with it (`training.confidence`). The "look" half and NorQuAD's "test" documents
are only looked at. No randomness but the seeds of the division.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kompetanse_qa.answering import trees as shipped_trees
from kompetanse_qa.answering import weights as shipped_weights
from kompetanse_qa.answering.features import FEATURES
from kompetanse_qa.answering.trees import Trees
from kompetanse_qa.evaluation.abstention import auroc, calibration_error
from training.confidence import (
    SHARE_OF_NORQUAD,
    Confidences,
    fit_confidence,
    save,
    threshold_for,
)
from training.data import Data
from training.picking import fit_picking
from training.question_sets import QuestionSets, read_question_sets

WEIGHTS, CONFIDENCE = shipped_weights.FILE.name, shipped_trees.FILE.name


@dataclass(frozen=True)
class Fitted:
    """What is written, and the confidence of each question of each set."""

    picking: NDArray[np.float64]
    trees: Trees
    threshold: float
    confidences: Confidences

    def write(self, folder: Path) -> None:
        """Write `weights.json` and `confidence.json` into the folder."""
        kept = json.loads(shipped_weights.FILE.read_text(encoding="utf-8"))
        named = zip(FEATURES, self.picking.tolist(), strict=True)
        kept["pick"] = {name: round(weight, 4) for name, weight in named}
        text = json.dumps(kept, indent=2) + "\n"
        (folder / WEIGHTS).write_text(text, encoding="utf-8")
        save(self.trees, self.threshold, folder / CONFIDENCE)


def main() -> None:
    """Read, fit, print what it comes to, write."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--index", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    chosen = arguments.parse_args()
    sets = read_question_sets(Data(chosen.data), chosen.index)
    fitted = fit(sets)
    _report(sets, fitted)
    chosen.out.mkdir(parents=True, exist_ok=True)
    fitted.write(chosen.out)


def fit(sets: QuestionSets) -> Fitted:
    """Fit all; the names of the sets are those of `training.question_sets`."""
    picking = fit_picking(
        [([*sets["held"], *sets["tune"]], 1.0), (sets["norquad validation"], SHARE_OF_NORQUAD)]
    )
    trees, confidences = fit_confidence(sets, picking)
    return Fitted(picking, trees, threshold_for(confidences), confidences)


def _report(sets: QuestionSets, fitted: Fitted) -> None:
    confidence, threshold, picking = fitted.confidences, fitted.threshold, fitted.picking
    for name in ("held", "short", "tune", "look", "written", "norquad validation", "norquad test"):
        share = np.mean([one.is_right(picking) for one in sets[name]])
        _say(f"{name}: right sentence {share:.3f} of {len(sets[name])}")
    for name, other in (
        ("tune", "tune unanswerable"), ("look", "look unanswerable"), ("held", "near misses"),
        ("short", "short near misses"), ("written", "written near misses"),
        ("norquad validation", "norquad validation unanswerable"),
        ("norquad test", "norquad test unanswerable"),
    ):  # fmt: skip
        yes, no = confidence[name], confidence[other]
        right = [one.is_right(picking) for some in (name, other) for one in sets[some]]
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
