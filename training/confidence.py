"""Fit the confidence: trees, scaled to the chance that the picked sentence is right; a threshold.

What it tells apart: questions that were answered from near misses (of `questions/`), questions
about other things (`off_topic.txt`), and NorQuAD's with the passages that answer taken away.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from kompetanse_qa.answering import confidence_features
from kompetanse_qa.answering.trees import Trees
from training.question_sets import QuestionSets
from training.read_questions import ReadQuestion

Confidences = dict[str, NDArray[np.float64]]
"""Of each question, by the name of its set."""

SHARE_OF_NORQUAD = 0.5
WRONG = 0.25
"""A question with an answer of which another sentence was picked speaks so much against
confidence: it is wrong to be sure, but the nearest passages are worth a look."""
UNANSWERABLE = 0.19
"""How many there are to each that has an answer, in the gold set."""
MOST_FALSE, LEAST_ANSWERED = 0.15, 0.8
"""What the threshold is to keep: of the gold set's questions without an answer, and of those with
one together with our own."""
SEED, FOLDS = 1, 5
_PARTS = (
    ("held", True, 1.0), ("short", True, 0.7), ("tune", True, 1.0),
    ("near misses", False, 1.5), ("short near misses", False, 1.0),
    ("tune unanswerable", False, 1.5),
    # The encoder was told in training that these have no answer, so they look easier than they are.
    ("near misses trained on", False, 0.1), ("off topic", False, 1.0),
    ("norquad validation", True, SHARE_OF_NORQUAD),
    ("norquad validation unanswerable", False, SHARE_OF_NORQUAD),
    ("written", True, 0.3), ("written unanswerable", False, 0.3),
)  # fmt: skip
"""What the confidence is fitted on: whether it answers, and how much each question counts."""


def fit_confidence(sets: QuestionSets, pick: NDArray[np.float64]) -> tuple[Trees, Confidences]:
    """The trees, and the confidence of each question of each set.

    A question that the trees are fitted on gets it from trees that have not seen it.
    """
    found = {
        name: [confidence_features(one.asked, one.picked(pick)) for one in some]
        for name, some in sets.items()
    }
    names = list(found["held"][0])
    rows = {
        name: np.array([[f[n] for n in names] for f in some]).reshape(-1, len(names))
        for name, some in found.items()
    }
    x = np.concatenate([rows[name] for name, _, _ in _PARTS])
    against = np.concatenate([_against(sets[name], answers, pick) for name, answers, _ in _PARTS])
    share = np.concatenate([np.full(len(rows[name]), weight) for name, _, weight in _PARTS])
    questions = [one.example.question for name, _, _ in _PARTS for one in sets[name]]
    unseen = np.zeros(len(x))
    for seen, left_out in GroupKFold(FOLDS).split(x, groups=questions):
        model = _boosted(x[seen], against[seen], share[seen])
        unseen[left_out] = model.decision_function(x[left_out])
    borders = np.cumsum([len(rows[name]) for name, _, _ in _PARTS])[:-1]
    parts = np.split(unseen, borders)
    logits = {name: part for (name, _, _), part in zip(_PARTS, parts, strict=True)}
    slope, shift = _scale(sets, logits, pick)
    trees = _exported(_boosted(x, against, share), names, slope, shift)
    confidences = {name: _chance(slope * some + shift) for name, some in logits.items()}
    for name in sets.keys() - confidences.keys():
        confidences[name] = _chance(np.array([trees.logit(one) for one in found[name]]))
    return trees, confidences


def threshold_for(confidences: Mapping[str, NDArray[np.float64]]) -> float:
    """The higher of two, to three digits: few enough false answers, and just enough answers."""
    # Above the first that would be one too many; not above the last that is to be answered.
    without_answer = np.sort(confidences["tune unanswerable"])[::-1]
    too_many = float(without_answer[math.floor(MOST_FALSE * len(without_answer))])
    answerable = np.sort(np.concatenate([confidences["held"], confidences["tune"]]))[::-1]
    enough = float(answerable[math.ceil(LEAST_ANSWERED * len(answerable)) - 1])
    thousandths = max(math.floor(too_many * 1000) + 1, math.floor(enough * 1000))
    return thousandths / 1000


def save(trees: Trees, threshold: float, path: Path) -> None:
    """Write what `kompetanse_qa.answering.trees` reads, a tree a line."""
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees.trees)
    features, bias = json.dumps(trees.features), json.dumps(trees.bias)
    text = (
        f'{{"features": {features},\n"threshold": {json.dumps(threshold)}, "bias": {bias},\n'
        f'"trees": [\n{lines}\n]}}\n'
    )
    path.write_text(text, encoding="utf-8")


def _scale(
    sets: QuestionSets, logits: Confidences, pick: NDArray[np.float64]
) -> tuple[float, float]:
    """Slope and shift that make logits the chance of being right (Platt 1999).

    In the proportions of the gold set, whose "tune" half counts as much as either kind of the
    more numerous questions of our own.
    """
    x: list[NDArray[np.float64]] = []
    right: list[NDArray[np.bool_]] = []
    share: list[NDArray[np.float64]] = []
    for answered, not_answered in (
        ("held", "near misses"), ("short", "short near misses"), ("tune", "tune unanswerable"),
    ):  # fmt: skip
        yes, no = logits[answered], logits[not_answered]
        x += [yes, no]
        is_right = [one.is_right(pick) for one in sets[answered]]
        right += [np.array(is_right, bool), np.zeros(len(no), bool)]
        share += [np.full(len(yes), 1 / len(yes)), np.full(len(no), UNANSWERABLE / len(no))]
    model = LogisticRegression(C=1e9)
    weight = np.concatenate(share) * len(logits["held"])
    model.fit(np.concatenate(x)[:, None], np.concatenate(right), sample_weight=weight)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _against(
    some: Sequence[ReadQuestion], answers: bool, pick: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How much each question speaks against confidence in what was picked, 0 to 1."""
    if not answers:
        return np.ones(len(some))
    return np.array([0.0 if one.is_right(pick) else WRONG for one in some])


def _boosted(
    x: NDArray[np.float64], against: NDArray[np.float64], share: NDArray[np.float64]
) -> HistGradientBoostingClassifier:
    """Trees fitted to every question twice, for and against, by the weight of each."""
    model = HistGradientBoostingClassifier(
        max_iter=200,
        learning_rate=0.05,
        max_leaf_nodes=8,
        min_samples_leaf=30,
        l2_regularization=5.0,
        max_features=0.3,
        random_state=SEED,
    )
    y = np.repeat([1, 0], len(x))
    weight = np.concatenate([share * (1 - against), share * against])
    return model.fit(np.vstack([x, x]), y, sample_weight=weight)


def _exported(
    model: HistGradientBoostingClassifier, names: Sequence[str], slope: float, shift: float
) -> Trees:
    """The model as plain trees, scaled; six digits of a limit are enough."""
    # scikit-learn has no public way to see these trees.
    predictors, baseline = model._predictors, model._baseline_prediction
    trees = []
    for (predictor,) in predictors:
        trees.append(
            tuple(
                round(slope * float(node["value"]), 5)
                if node["is_leaf"]
                else (
                    int(node["feature_idx"]),
                    float(f"{node['num_threshold']:.6g}"),
                    int(node["left"]),
                    int(node["right"]),
                )
                for node in predictor.nodes
            )
        )
    base = float(np.ravel(baseline)[0])
    return Trees(tuple(names), round(slope * base + shift, 5), tuple(trees))


def _chance(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-logits))
    return chance
