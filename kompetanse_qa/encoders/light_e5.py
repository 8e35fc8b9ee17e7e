"""Hidden states of multilingual-e5-small for a short text, in plain numpy.

A new process can't wait for torch, and a question of 20 tokens costs no more than 12 layers of
small matrix products. The model is BERT (Devlin et al. 2019, arXiv:1810.04805), the tokenizer
SentencePiece Unigram (Kudo 2018, arXiv:1804.10959); both are held against the other runtimes in
tests.
"""

from __future__ import annotations

import unicodedata
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_qa.encoders.packed_e5 import PackedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from kompetanse_qa.encoders.vocabulary import Vocabulary

    Added = Callable[[str, NDArray[np.float32]], NDArray[np.float32] | None]
    """A tensor's name and what it is multiplied with to what is added to the product, if any."""

_SPACE = "\N{LOWER ONE EIGHTH BLOCK}"
_LONGEST_PIECE = 16
"""Characters; no piece of the vocabulary is longer."""
_UNKNOWN_PENALTY = 10.0
"""Below the least likely piece: SentencePiece's own."""


class LightE5:
    """The packed model, with what an adapter has ``added``; weights are read at the first text."""

    def __init__(self, path: Path, added: Added) -> None:
        self._file = PackedFile(path)
        self._added = added

    def hidden_states(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The last layer of every token: (tokens, hidden).

        ``ids`` are those of `token_ids`, not more than the model has positions.
        """
        import numpy as np

        weights, file = self._weights, self._file
        x = file.word_rows(ids) + weights["emb.pos"][: len(ids)] + weights["emb.type"][0]
        x = self._normed(x, "emb.ln")
        heads, width = file.heads, file.hidden // file.heads
        for layer in range(file.layers):
            name = f"l{layer}"
            q, k, v = (
                self._linear(x, f"{name}.{part}").reshape(-1, heads, width).transpose(1, 0, 2)
                for part in "qkv"
            )
            mixed = _softmax(q @ k.transpose(0, 2, 1) / np.float32(np.sqrt(width))) @ v
            mixed = mixed.transpose(1, 0, 2).reshape(-1, file.hidden)
            x = self._normed(x + self._linear(mixed, f"{name}.ao"), f"{name}.aln")
            wide = _gelu(self._linear(x, f"{name}.fi"))
            x = self._normed(x + self._linear(wide, f"{name}.fo"), f"{name}.oln")
        return x

    def token_ids(self, text: str) -> list[int]:
        """The ids of the text's tokens, between those that begin and end a text.

        Of a text that is too long the beginning.
        """
        words = unicodedata.normalize("NFKC", text).split()
        ids = [token for word in words for token in self._pieces_of(_SPACE + word)]
        return [self._file.begin, *ids[: self._file.positions - 2], self._file.end]

    def _pieces_of(self, word: str) -> list[int]:
        """The most likely division of a word into pieces (Viterbi)."""
        known, scores = self._vocabulary, self._scores
        best = [0.0, *[float("-inf")] * len(word)]
        came: list[tuple[int, int]] = [(0, 0)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + _LONGEST_PIECE) + 1):
                piece = known.get(word[start:end].encode())
                if piece is not None:
                    score = best[start] + scores[piece]
                elif end == start + 1:
                    piece, score = self._file.unknown, best[start] + self._least
                else:
                    continue
                if score > best[end]:
                    best[end], came[end] = score, (start, piece)
        pieces = []
        end = len(word)
        while end > 0:
            end, piece = came[end]
            pieces.append(piece)
        return _unknowns_joined(pieces[::-1], self._file.unknown)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return self._file.ids_of_pieces()

    @cached_property
    def _scores(self) -> memoryview:
        return self._file.scores.data

    @cached_property
    def _least(self) -> float:
        return float(self._file.scores.min()) - _UNKNOWN_PENALTY

    @cached_property
    def _weights(self) -> dict[str, NDArray[np.float32]]:
        # A product with a few rows is a third faster with a matrix that is turned round.
        return {name: self._file.turned(name) for name in self._file.names if name != "emb.word"}

    def _linear(self, x: NDArray[np.float32], name: str) -> NDArray[np.float32]:
        y: NDArray[np.float32] = x @ self._weights[f"{name}.w"]
        y += self._weights[f"{name}.b"]
        added = self._added(f"{name}.w", x)
        if added is not None:
            y += added
        return y

    def _normed(self, x: NDArray[np.float32], name: str) -> NDArray[np.float32]:
        import numpy as np

        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self._file.epsilon)
        y: NDArray[np.float32] = (
            centred / spread * self._weights[f"{name}.w"] + self._weights[f"{name}.b"]
        )
        return y


def _unknowns_joined(pieces: list[int], unknown: int) -> list[int]:
    """Neighbouring unknown characters are one unknown token, as in SentencePiece."""
    return [
        piece
        for at, piece in enumerate(pieces)
        if piece != unknown or at == 0 or pieces[at - 1] != unknown
    ]


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    shares: NDArray[np.float32] = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """The exact GELU; erf by Abramowitz and Stegun 7.1.26, within 1.5e-7."""
    import numpy as np

    z = np.abs(x) * np.float32(0.70710678)
    t = 1 / (1 + np.float32(0.3275911) * z)
    polynomial = np.float32(1.061405429) * t - np.float32(1.453152027)
    for coefficient in (1.421413741, -0.284496736, 0.254829592):
        polynomial = polynomial * t + np.float32(coefficient)
    erf = np.copysign(1 - polynomial * t * np.exp(-z * z), x)
    y: NDArray[np.float32] = np.float32(0.5) * x * (1 + erf)
    return y
