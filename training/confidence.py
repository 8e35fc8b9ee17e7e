"""Fit `answering.confidence`: prints the bias and the slopes, and how well they do.

    python training/confidence.py

A logistic regression (ridge, by Newton's method) on the tuning half of the gold set, where the
reports answer or do not, and on `off_topic.txt`, which they never do. The three kinds weigh a half,
a quarter and a quarter. The looking half is only looked at. No randomness.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from kompetanse_qa import answering, open_index
from kompetanse_qa.evaluation.abstention import auroc
from kompetanse_qa.evaluation.gold import load_gold

RIDGE = 2.0
OFF_TOPIC = Path(__file__).with_name("off_topic.txt")


def main() -> None:
    """Collect the signs of every question, fit, print."""
    gold = load_gold(Path("eval/gold.jsonl"))
    off_topic = OFF_TOPIC.read_text(encoding="utf-8").splitlines()
    signs = _signs([question.question for question in gold] + off_topic)
    answerable = np.array([question.answerable for question in gold] + [False] * len(off_topic))
    kind = np.array(["gold"] * len(gold) + ["off"] * len(off_topic))
    tune = np.array([question.split == "tune" for question in gold] + [True] * len(off_topic))
    parts = (answerable, ~answerable & (kind == "gold"), kind == "off")
    weights = np.zeros(len(gold) + len(off_topic))
    for part, share in zip(parts, (0.5, 0.25, 0.25), strict=True):
        weights[part & tune] = share / (part & tune).sum() * 100
    bias, slopes = _fitted(signs[tune], answerable[tune], weights[tune])
    scores = bias + signs @ slopes
    sys.stdout.write(f"bias {bias:.3f}, slopes {np.round(slopes, 3).tolist()}\n")
    for name in ("tune", "look"):
        here = (kind == "gold") & (tune if name == "tune" else ~tune)
        yes, no = scores[here & answerable], scores[here & ~answerable]
        sys.stdout.write(
            f"{name}: AUROC {auroc(yes, no):.3f}, answered {np.mean(yes > 0):.2f}, "
            f"false answers {np.mean(no > 0):.2f}\n"
        )
    sys.stdout.write(f"off topic refused {np.mean(scores[kind == 'off'] <= 0):.2f}\n")


def _signs(questions: list[str]) -> np.ndarray:
    found: list[answering.Signs] = []
    answering.confidence = lambda signs: found.append(signs) or 0.0  # type: ignore[func-returns-value]
    with open_index() as index:
        for question in questions:
            index.ask(question)
    return np.array([(signs.cosine, signs.weakest) for signs in found])


def _fitted(
    signs: np.ndarray, answerable: np.ndarray, weights: np.ndarray
) -> tuple[float, np.ndarray]:
    """Bias and slopes in the signs' own units."""
    mean, spread = signs.mean(axis=0), signs.std(axis=0)
    design = np.column_stack([np.ones(len(signs)), (signs - mean) / spread])
    ridge = RIDGE * np.diag([0.0, *[1.0] * signs.shape[1]])
    at = np.zeros(design.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-design @ at))
        gradient = design.T @ (weights * (chance - answerable)) + ridge @ at
        curvature = (design * (weights * chance * (1 - chance))[:, None]).T @ design + ridge
        at -= np.linalg.solve(curvature, gradient)
    slopes = at[1:] / spread
    return float(at[0] - slopes @ mean), slopes


if __name__ == "__main__":
    main()
