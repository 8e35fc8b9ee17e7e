"""What training added to multilingual-e5-small: low-rank changes of weights, and four heads.

Low-rank adaptation is Hu et al. 2021, arXiv:2106.09685; it is added to the weights when they are
read, so that it costs nothing afterwards, or to what they are multiplied to, so that it costs
nothing before. The heads are linear maps of hidden states of unit
length: tokens for late interaction, how much each token of a question counts, and one vector for
what is asked and one for what is said, which need not lie in the same place. `training/adapter.py`
made the file and says from what.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_qa.encoders.unit_length import unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = Path(__file__).with_name("adapter.npz")
DIMENSION = 128
"""Of every vector that the heads give."""


class Adapter:
    """The file; read at the first use.

    The ``states`` of a text are its tokens' hidden states, (tokens, 384), brought to unit length.
    """

    def __init__(self, path: Path = FILE) -> None:
        self._path = path

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the file."""
        return hashlib.sha256(self._path.read_bytes()).hexdigest()

    def adapted(self, name: str, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """The tensor of that name as it was trained.

        That is ``weights`` plus, where training changed them, a product of two thin matrices.
        """
        down, up = self._arrays.get(f"{name}.down"), self._arrays.get(f"{name}.up")
        return weights if down is None or up is None else weights + up @ down

    def added(self, name: str, x: NDArray[np.float32]) -> NDArray[np.float32] | None:
        """What training added to ``x`` times the tensor of that name, (rows of ``x``, rows).

        For a few rows two thin products are sooner done than the weights are changed.
        """
        down, up = self._arrays.get(f"{name}.down"), self._arrays.get(f"{name}.up")
        if down is None or up is None:
            return None
        thin: NDArray[np.float32] = x @ down.T
        added: NDArray[np.float32] = thin @ up.T
        return added

    def token_vectors(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
        """Vectors of unit length, (tokens, 128)."""
        return self._head("token", states)

    def token_weights(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
        """How much each token of a question counts, (tokens,); they sum to 1."""
        import numpy as np

        raw: NDArray[np.float32] = states @ self._arrays["weight.w"]
        raw += self._arrays["weight.b"]
        positive = np.logaddexp(0, raw)
        weights: NDArray[np.float32] = (positive / positive.sum()).astype(np.float32)
        return weights

    def asked(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
        """The vector of a question, (128,)."""
        (vector,) = self._head("asked", states.mean(axis=0, keepdims=True))
        asked: NDArray[np.float32] = vector
        return asked

    def said(self, means: NDArray[np.float32]) -> NDArray[np.float32]:
        """Vectors of sentences or passages, (number, 128).

        ``means``, (number, 384), are those of their tokens' states.
        """
        return self._head("said", means)

    def _head(self, name: str, x: NDArray[np.float32]) -> NDArray[np.float32]:
        projected: NDArray[np.float32] = x @ self._arrays[f"{name}.w"].T
        projected += self._arrays[f"{name}.b"]
        return unit(projected)

    @cached_property
    def _arrays(self) -> dict[str, NDArray[np.float32]]:
        import numpy as np

        with np.load(self._path, allow_pickle=False) as file:
            return {name: file[name].astype(np.float32) for name in file.files}
