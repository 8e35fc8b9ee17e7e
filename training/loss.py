"""The loss of a step: the passage and the sentence that answer among all, and whether any does."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import Tensor

from training.examples import Example, Text
from training.network import Asked, Network, Said, best_by
from training.reader import Pair, Reader

READ_IN_A_STEP, PASSAGES_READ, TAKEN_AWAY = 16, 3, 0.3


def loss_of(
    network: Network,
    reader: Reader,
    passages: Sequence[Text],
    examples: Sequence[Example],
    rng: random.Random,
) -> tuple[Tensor, float]:
    """The loss of a step, and the share of questions whose sentence is found."""
    asked, said = network.ask([e.question for e in examples]), network.say(passages)
    similar = asked.tokens @ said.tokens.T

    def maxsim(best: Tensor) -> Tensor:
        weighed = best * asked.weights[:, None]
        return torch.zeros(len(examples), best.shape[1]).index_add(0, asked.owner, weighed)

    by_passage = maxsim(best_by(similar, said.owner, len(passages)))
    inside = said.sentence_of >= 0
    sentences = len(said.sentence_owner)
    by_sentence = maxsim(best_by(similar[:, inside], said.sentence_of[inside], sentences))
    near, near_passage = asked.whole @ said.sentences.T, asked.whole @ said.whole.T
    scale = network.scales.exp()
    joint = by_sentence * scale[1] + near * scale[2] + by_passage[:, said.sentence_owner] * scale[3]
    numbers: dict[int, int] = {}
    names = []
    for owner in said.sentence_owner.tolist():
        names.append((passages[owner].id, numbers.get(owner, 0)))
        numbers[owner] = numbers.get(owner, 0) + 1
    passage_right = torch.tensor([[p.id in e.passages for p in passages] for e in examples])
    sentence_right = torch.tensor([[name in e.sentences for name in names] for e in examples])
    loss = (
        _unlikely(by_passage * scale[0], passage_right)
        + _unlikely(joint, sentence_right)
        + 0.3 * _unlikely(near * 2 * scale[2].detach(), sentence_right)
        + 0.3 * _unlikely(near_passage * 20, passage_right)
    )
    features = torch.stack(
        [
            by_sentence,
            by_passage[:, said.sentence_owner],
            near,
            near_passage[:, said.sentence_owner],
        ],
        2,
    )
    loss = loss + _unread(reader, asked, said, joint, features, passage_right, sentence_right, rng)
    rows = sentence_right.any(dim=1)
    best = joint.argmax(dim=1, keepdim=True)
    return loss, float(sentence_right.gather(1, best)[rows].float().mean())


def _unread(
    reader: Reader,
    asked: Asked,
    said: Said,
    joint: Tensor,
    features: Tensor,
    passage_right: Tensor,
    sentence_right: Tensor,
    rng: random.Random,
) -> Tensor:
    """The reader's loss over the best passages of some questions.

    For `TAKEN_AWAY` of them, and for those without an answer, the passages that answer are taken
    away, and "none" is right.
    """
    at = torch.searchsorted(said.owner, torch.arange(passage_right.shape[1] + 1)).tolist()
    starts = torch.searchsorted(said.sentence_owner, torch.arange(passage_right.shape[1] + 1))
    first = starts.tolist()
    best = best_by(joint.detach(), said.sentence_owner, passage_right.shape[1])
    total = torch.zeros(())
    chosen = rng.sample(range(len(joint)), min(READ_IN_A_STEP, len(joint)))
    for row in chosen:
        none = not sentence_right[row].any() or rng.random() < TAKEN_AWAY
        ranked = best[row].clone()
        if none:
            ranked[passage_right[row]] = -1e9
        top = ranked.argsort(descending=True)[:PASSAGES_READ].tolist()
        if not none and not passage_right[row, top].any():
            top[-1] = int(passage_right[row].nonzero()[0])
        own = asked.owner == row
        pairs, right = [], []
        for number in top:
            tokens, sentences = (
                slice(at[number], at[number + 1]),
                slice(*first[number : number + 2]),
            )
            of = said.sentence_of[tokens]
            local = torch.where(of >= 0, of - first[number], of)
            pairs.append(
                Pair(
                    asked.tokens[own], asked.weights[own], said.tokens[tokens], local,
                    features[row, sentences],
                )
            )  # fmt: skip
            right.append(sentence_right[row, sentences])
        scores = torch.cat([torch.zeros(1), *reader(pairs)])
        among = scores[1:][torch.cat(right)]
        answer = scores[0] if none or not len(among) else torch.logsumexp(among, 0)
        total = total + torch.logsumexp(scores, 0) - answer
    return total / len(chosen)


def _unlikely(scores: Tensor, right: Tensor) -> Tensor:
    """Minus the logarithm of the share that the right ones have, over rows that have any."""
    rows = right.any(dim=1)
    if not rows.any():
        return scores.new_zeros(())
    scores, right = scores[rows], right[rows]
    among = scores.masked_fill(~right, -1e9)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(among, 1)).mean()
