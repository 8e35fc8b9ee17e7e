"""How sure are we that the picked sentence answers? Trees over its signs, calibrated."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kompetanse_qa.answering.picking import Picked
from kompetanse_qa.answering.question import Question
from kompetanse_qa.answering.signs import SIGNS
from kompetanse_qa.answering.trees import learned_trees
from kompetanse_qa.answering.weights import learned
from kompetanse_qa.norwegian.asked_for import KINDS

THRESHOLD = 0.415
"""Below this confidence the product says that it found no answer. Chosen for at most 15 %
false answers on the tuning half of the gold set (`training/judge.py`)."""
TOUCHES = 0.08
"""Below this one not even the subject is spoken of."""


def confidence(question: Question, picked: Sequence[Picked]) -> float:
    """From 0 to 1, for the first of ``picked``, which is the best of them.

    Scaled so that of the answers with confidence .6, six of ten should point at the right sentence
    (`training/confidence.py`); `eval` prints how far that holds, as ``ece``. Without token vectors
    the encoder is not the one it was fitted on, so its cosines mean something else, and the share
    of the words that are met must do.
    """
    if not picked or picked[0].span is None:
        return 0.0
    found = judged(question, picked)
    if picked[0].candidate.met is not None:
        logit = learned_trees().logit(found)
    else:
        weights = learned()["confidence_without_tokens"]
        logit = weights["bias"] + sum(weights.get(name, 0.0) * found[name] for name in found)
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))


def judged(question: Question, picked: Sequence[Picked]) -> dict[str, float]:
    """The signs of the picked sentence by name, and some of the question and of the whole list."""
    import numpy as np

    best = picked[0]
    found = dict(zip(SIGNS, best.signs.tolist(), strict=True))
    found["score"] = best.score
    found["ahead"] = best.score - picked[1].score if len(picked) > 1 else 0.0
    found |= {f"wants_{kind}": float(kind in question.wants) for kind in KINDS}
    found["english"] = float(question.is_english)
    met, weights = best.candidate.met, best.candidate.token_weights
    if met is not None and weights is not None:
        lacking = weights * (1 - met[0])
        found["question_length"] = math.log(len(weights))
        found["worst_lack"] = float(lacking.max())
        found["low_quarter"] = float(np.quantile(met[0], 0.25))
        found["all_met"] = float((weights * np.log(np.clip(1 - met[0], 0.02, 1))).sum())
    return found
