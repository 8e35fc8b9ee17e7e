"""multilingual-e5-small with low-rank changes in its upper layers, and the four heads.

What is computed is what `kompetanse_qa.encoders.norwegian_e5` computes; the states below
the changed layers never change, so they are kept from step to step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from kompetanse_qa.encoders.bundled import MultilingualE5Small
from kompetanse_qa.encoders.bundled_file import PASSAGE_PROMPT, QUERY_PROMPT
from training.examples import Text

DIMENSION, RANK, FIRST_CHANGED = 128, 16, 6
LEADING = 4  # tokens before a text's own: the beginning and the prompt
LONGEST_QUESTION, LONGEST_PASSAGE = 64, 320
_CHANGED = ("q", "k", "v", "ao", "fi", "fo")
_SAMPLE = 400  # texts whose tokens the heads begin from


class LowRank(nn.Module):
    """A frozen linear layer plus a product of two thin matrices, nothing at first."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(RANK, base.in_features) * 0.02)
        self.up = nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, x: Tensor) -> Tensor:
        """The changed layer."""
        changed = functional.linear(functional.linear(x, self.down), self.up)
        base: Tensor = self.base(x)
        return base + changed


@dataclass(frozen=True)
class Asked:
    """Some questions: their tokens in one row of tensors, and a vector for each question."""

    tokens: Tensor
    weights: Tensor
    owner: Tensor
    whole: Tensor


@dataclass(frozen=True)
class Said:
    """Some passages: all tokens and all sentences in order, with their owners."""

    tokens: Tensor
    owner: Tensor
    sentence_of: Tensor
    """Of each token, among all sentences; -1 for title and headings."""
    sentence_owner: Tensor
    sentences: Tensor
    whole: Tensor


class Network(nn.Module):
    """The encoder that is trained."""

    def __init__(self, sample: Sequence[str]) -> None:
        super().__init__()
        model = MultilingualE5Small().sentence_transformer()
        self.tokenizer, self.bert = model.tokenizer, model[0].model
        for parameter in self.bert.parameters():
            parameter.requires_grad_(False)
        self.bert.to(torch.bfloat16)
        self.changed: dict[str, LowRank] = {}
        for number, layer in enumerate(self.bert.encoder.layer):
            if number < FIRST_CHANGED:
                continue
            own = layer.attention.self
            places = (
                (own, "query"), (own, "key"), (own, "value"), (layer.attention.output, "dense"),
                (layer.intermediate, "dense"), (layer.output, "dense"),
            )  # fmt: skip
            for name, (module, attribute) in zip(_CHANGED, places, strict=True):
                change = LowRank(getattr(module, attribute))
                setattr(module, attribute, change)
                self.changed[f"l{number}.{name}.w"] = change
        self._lower: dict[str, tuple[Tensor, Tensor]] = {}
        mean, basis = self._main_directions(sample)
        self.token, self.asked, self.said = (_projection(mean, basis) for _ in range(3))
        self.weight = nn.Linear(384, 1)
        nn.init.zeros_(self.weight.weight)
        nn.init.constant_(self.weight.bias, 0.54)
        # Logarithms: passage by tokens; sentence by tokens, by vector, by its passage's tokens.
        self.scales = nn.Parameter(torch.tensor([3.0, 2.0, 3.0, 1.0]))

    def _main_directions(self, sample: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Mean and main directions of token states, from which the heads begin.

        Hidden states lie in a narrow cone; without their mean they tell tokens apart (Mu and
        Viswanath 2018, arXiv:1702.01417).
        """
        with torch.no_grad():
            states, _, _ = self._states([PASSAGE_PROMPT + text for text in sample[:_SAMPLE]], 160)
        mean = states.mean(dim=0)
        _, _, directions = np.linalg.svd((states - mean).numpy(), full_matrices=False)
        return mean, torch.tensor(directions[:DIMENSION])

    def keep_lower(self, texts: Sequence[str], longest: int) -> None:
        """Compute and keep the states below the changed layers."""
        new = sorted(set(texts) - self._lower.keys(), key=len)
        for start in range(0, len(new), 24):
            batch = new[start : start + 24]
            held = self.tokenizer(
                batch, return_tensors="pt", padding=True, truncation=True, max_length=longest,
                return_offsets_mapping=True,
            )  # fmt: skip
            real = held["attention_mask"].bool()
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                x = self.bert.embeddings(input_ids=held["input_ids"])
                x = self._through(x, real, slice(0, FIRST_CHANGED))
            for row, text in enumerate(batch):
                kept = x[row][real[row]].to(torch.bfloat16)
                self._lower[text] = (kept, held["offset_mapping"][row][real[row]])

    def _through(self, x: Tensor, real: Tensor, layers: slice) -> Tensor:
        for layer in self.bert.encoder.layer[layers]:
            x = layer(x, attention_mask=real[:, None, None, :])
            x = x[0] if isinstance(x, tuple) else x
        return x

    def _states(self, texts: Sequence[str], longest: int) -> tuple[Tensor, Tensor, Tensor]:
        """States of the texts' own tokens at unit length, their owners, their offsets."""
        self.keep_lower(texts, longest)
        lower = [self._lower[text] for text in texts]
        x = torch.zeros(len(lower), max(len(s) for s, _ in lower), 384, dtype=torch.bfloat16)
        real = torch.zeros(x.shape[:2], dtype=torch.bool)
        own = real.clone()
        for row, (states, _) in enumerate(lower):
            x[row, : len(states)], real[row, : len(states)] = states, True
            own[row, LEADING : len(states) - 1] = True
        with torch.autocast("cpu", torch.bfloat16):
            x = self._through(x, real, slice(FIRST_CHANGED, None))
        states = functional.normalize(x.float(), dim=-1)[own]
        owner = torch.arange(len(texts))[:, None].expand_as(own)[own]
        return states, owner, torch.cat([offsets[LEADING:-1] for _, offsets in lower])

    def ask(self, questions: Sequence[str]) -> Asked:
        """Encode questions."""
        states, owner, _ = self._states([QUERY_PROMPT + q for q in questions], LONGEST_QUESTION)
        raw = functional.softplus(self.weight(states)).squeeze(-1)
        total = torch.zeros(len(questions)).index_add(0, owner, raw)
        return Asked(
            tokens=functional.normalize(self.token(states), dim=-1),
            weights=raw / total[owner],
            owner=owner,
            whole=functional.normalize(self.asked(mean_by(states, owner, len(questions))), dim=-1),
        )

    def say(self, passages: Sequence[Text]) -> Said:
        """Encode passages."""
        texts = [PASSAGE_PROMPT + passage.text for passage in passages]
        states, owner, offsets = self._states(texts, LONGEST_PASSAGE)
        starts, ends = (offsets - len(PASSAGE_PROMPT)).T
        sentence_of = torch.full((len(owner),), -1)
        owners: list[int] = []
        for row, passage in enumerate(passages):
            for start, end in passage.sentences:
                inside = (owner == row) & (starts >= start - 1) & (starts < end) & (ends > start)
                sentence_of[inside] = len(owners)
                owners.append(row)
        inside = sentence_of >= 0
        sentences = mean_by(states[inside], sentence_of[inside], len(owners))
        return Said(
            tokens=functional.normalize(self.token(states), dim=-1),
            owner=owner,
            sentence_of=sentence_of,
            sentence_owner=torch.tensor(owners),
            sentences=functional.normalize(self.said(sentences), dim=-1),
            whole=functional.normalize(self.said(mean_by(states, owner, len(passages))), dim=-1),
        )

    def save(self, path: Path) -> None:
        """Write what `kompetanse_qa.encoders.adapter` reads, in half precision."""
        arrays: dict[str, Tensor] = {}
        for name, change in self.changed.items():
            arrays[f"{name}.down"], arrays[f"{name}.up"] = change.down, change.up
        for name in ("token", "asked", "said"):
            head = getattr(self, name)
            arrays[f"{name}.w"], arrays[f"{name}.b"] = head.weight, head.bias
        arrays["weight.w"], arrays["weight.b"] = self.weight.weight[0], self.weight.bias
        halved = {k: v.detach().numpy().astype(np.float16) for k, v in arrays.items()}
        with path.open("wb") as file:
            np.savez(file, **halved)  # type: ignore[arg-type]


def _projection(mean: Tensor, directions: Tensor) -> nn.Linear:
    head = nn.Linear(directions.shape[1], directions.shape[0])
    with torch.no_grad():
        head.weight.copy_(directions)
        head.bias.copy_(-(directions @ mean))
    return head


def mean_by(x: Tensor, owner: Tensor, owners: int) -> Tensor:
    """The mean of the rows of each owner, (owners, columns)."""
    total = torch.zeros(owners, x.shape[1]).index_add(0, owner, x)
    return total / torch.bincount(owner, minlength=owners).clamp(min=1)[:, None]


def best_by(x: Tensor, owner: Tensor, owners: int) -> Tensor:
    """The greatest of the columns of each owner, (rows, owners); -1 where there is none."""
    none = torch.full((x.shape[0], owners), -1.0)
    return none.scatter_reduce(1, owner[None].expand(x.shape[0], -1), x, "amax")
