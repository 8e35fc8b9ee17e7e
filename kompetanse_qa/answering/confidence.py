"""How sure are we that the picked sentence answers? Trees over its features, calibrated."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kompetanse_qa.answering.confidence_features import confidence_features
from kompetanse_qa.answering.picking import Picked
from kompetanse_qa.answering.term_weights import WeighedQuery
from kompetanse_qa.answering.trees import learned_threshold, learned_trees
from kompetanse_qa.answering.weights import learned

THRESHOLD = learned_threshold()
"""Below this confidence the product says that it found no answer. Learned: the higher of two, at
most 15 % false answers on the gold set's tuning half, and 80 % of the questions with an answer
answered there and on our own held-out ones (`training/confidence.py`)."""
TOUCHES = 0.1
"""Below this one not even the subject is spoken of."""


def confidence(asked: WeighedQuery, picked: Sequence[Picked]) -> float:
    """From 0 to 1, for the first of ``picked``, which is the best of them.

    0 for a question of stop words and figures alone, which asks for nothing.
    Scaled so that of the answers with confidence .6, six of ten should point at the right sentence
    (`training/confidence.py`); `eval` prints how far that holds, as ``ece``. Without token vectors
    the encoder is not the one it was fitted on, so its cosines mean something else, and the share
    of the words that are met must do.
    """
    if not asked.words.ask_something or not picked or picked[0].span is None:
        return 0.0
    found = confidence_features(asked, picked)
    if picked[0].candidate.maxsim is not None:
        logit = learned_trees().logit(found)
    else:
        weights = learned()["confidence_without_tokens"]
        logit = weights["bias"] + sum(weights.get(name, 0.0) * found[name] for name in found)
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))
