"""A head for training alone: is the answer in these passages at all?

A small transformer reads the tokens of a question and of a passage together and scores the
passage's sentences against "none of them". Being asked this makes the encoder keep apart what a
near miss shares with the question and what it lacks. In the program it adds nothing to
the features (docs/decisions/0008), so the head is thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.network import DIMENSION, mean_by

HEADS, WIDE, LAYERS, DROP = 4, 256, 2, 0.1


@dataclass(frozen=True)
class Pair:
    """A question and a passage."""

    asked: Tensor
    """(tokens of the question, DIMENSION)"""
    weights: Tensor
    said: Tensor
    """(tokens of the passage, DIMENSION)"""
    sentence_of: Tensor
    """Of each token of the passage, from 0; -1 outside."""
    scores: Tensor
    """(sentences, 4): what the encoder says of each sentence and of the passage."""


class Layer(nn.Module):
    """A transformer layer with its norms before attention and product."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.LayerNorm(DIMENSION), nn.LayerNorm(DIMENSION)
        self.mixed = nn.Linear(DIMENSION, 3 * DIMENSION)
        self.out = nn.Linear(DIMENSION, DIMENSION)
        self.widened = nn.Linear(DIMENSION, WIDE)
        self.narrowed = nn.Linear(WIDE, DIMENSION)
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.normal_(self.narrowed.weight, std=0.02)

    def forward(self, x: Tensor, real: Tensor) -> Tensor:
        """Read each pair of the batch, (pairs, tokens, DIMENSION)."""
        pairs, tokens, _ = x.shape
        parts = self.mixed(self.first(x)).view(pairs, tokens, 3, HEADS, DIMENSION // HEADS)
        q, k, v = parts.permute(2, 0, 3, 1, 4)
        y = functional.scaled_dot_product_attention(q, k, v, attn_mask=real[:, None, None, :])
        x = x + functional.dropout(self.out(y.transpose(1, 2).reshape(x.shape)), DROP)
        wide = functional.gelu(self.widened(self.second(x)))
        return x + functional.dropout(self.narrowed(wide), DROP)


class Reader(nn.Module):
    """Scores of a passage's sentences; "none of them" is 0."""

    def __init__(self) -> None:
        super().__init__()
        self.inward = nn.Linear(DIMENSION, DIMENSION)
        self.inward.weight.data = 6 * torch.eye(DIMENSION)
        nn.init.zeros_(self.inward.bias)
        self.side = nn.Parameter(torch.randn(2, DIMENSION) * 0.3)
        self.matched = nn.Linear(2, DIMENSION)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(DIMENSION)
        self.out = nn.Linear(2 * DIMENSION, 1)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)
        self.mix = nn.Parameter(torch.tensor([9.0, 3.0, 20.0, 0.0]))
        self.bias = nn.Parameter(torch.tensor(-18.0))

    def forward(self, pairs: list[Pair]) -> list[Tensor]:
        """For each pair (sentences,)."""
        lengths = [len(pair.asked) + len(pair.said) for pair in pairs]
        x = torch.zeros(len(pairs), max(lengths), DIMENSION)
        matched = torch.zeros(*x.shape[:2], 2)
        side = torch.zeros(x.shape[:2], dtype=torch.long)
        real = torch.zeros(x.shape[:2], dtype=torch.bool)
        for row, pair in enumerate(pairs):
            at, end = len(pair.asked), lengths[row]
            similar = (pair.asked @ pair.said.T).detach()
            weights = pair.weights.detach()
            x[row, :at], x[row, at:end] = pair.asked, pair.said
            matched[row, :at] = torch.stack([similar.max(1).values, weights * 10], 1)
            weighed = (weights[:, None] * similar).max(0).values * 10
            matched[row, at:end] = torch.stack([similar.max(0).values, weighed], 1)
            side[row, at:end], real[row, :end] = 1, True
        x = self.inward(x) + self.side[side] + self.matched(matched)
        for layer in self.layers:
            x = layer(x, real)
        x = self.norm(x)
        return [
            self._scores(x[row, len(pair.asked) : lengths[row]], pair)
            for row, pair in enumerate(pairs)
        ]

    def _scores(self, read: Tensor, pair: Pair) -> Tensor:
        inside = pair.sentence_of >= 0
        own, of, sentences = read[inside], pair.sentence_of[inside], len(pair.scores)
        least = torch.full((sentences, DIMENSION), -9.0)
        greatest = least.scatter_reduce(0, of[:, None].expand_as(own), own, "amax")
        pooled = torch.cat([mean_by(own, of, sentences), greatest], 1)
        scores: Tensor = self.out(pooled).squeeze(1) + pair.scores @ self.mix + self.bias
        return scores
