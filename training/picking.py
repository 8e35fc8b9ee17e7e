"""Fit the weights that pick a sentence: a conditional logit (McFadden 1974).

Among all sentences of the passages that are read for a question, those that answer are to have the
greatest share. A little ridge keeps what is rare small.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from kompetanse_qa.answering.features import FEATURES
from training.read_questions import ReadQuestion

RIDGE = 2.0
SHORT = -2.0
"""By hand: a heading within the text is taken for right if it stands in the quote, and helps no
reader. On the gold set this changes one question, for the better."""


def fit_picking(
    parts: Sequence[tuple[Sequence[ReadQuestion], float]],
) -> NDArray[np.float64]:
    """The weights, (features,); each part comes with how much a question of it counts."""
    every = np.concatenate([one.features for some, _ in parts for one in some])
    spread = every.std(axis=0)
    spread[spread == 0] = 1.0
    cases = [
        (torch.tensor(one.features / spread), torch.tensor(one.right), share)
        for some, share in parts
        for one in some
        if one.right.any()
    ]
    weights = torch.zeros(len(FEATURES), requires_grad=True, dtype=torch.float64)
    optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> float:
        optimizer.zero_grad()
        total = RIDGE * (weights**2).sum()
        for found, right, share in cases:
            scores = found @ weights
            total = total + share * (torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0))
        torch.autograd.backward(total)
        return float(total.detach())

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    fitted: NDArray[np.float64] = weights.detach().numpy() / spread
    fitted[FEATURES.index("short")] = SHORT
    return fitted
