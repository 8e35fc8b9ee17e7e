"""The learned weights, from the readable file beside this one."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_qa.answering.features import FEATURES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = Path(__file__).with_name("weights.json")


@lru_cache(maxsize=1)
def learned() -> dict[str, dict[str, float]]:
    """All weights: by what they are for, then by the name of the feature; absent ones are 0."""
    found: dict[str, dict[str, float]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=8)
def weights(purpose: str) -> NDArray[np.float64]:
    """The weights for a purpose, in the order of `FEATURES`."""
    import numpy as np

    named = learned()[purpose]
    return np.array([named.get(name, 0.0) for name in FEATURES])
