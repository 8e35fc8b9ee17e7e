"""Train an adapter: fit the encoder to finding the passage and the sentence that answers.

    python -m training.adapter --data FOLDER --index FOLDER --out FILE [--leave-out BEGINNING …]

Data: the documents of NorQuAD that its document-disjoint division puts in "train" (CC0 1.0), and
`questions/` (written for this project, MIT; see README.md here). Each step takes some documents,
or some passages of the reports that the index ranks high for the same questions, and asks for the
passage and for the sentence that answers among all of them. Seed 13; 30 to 60 minutes on two cores
with bfloat16. The last digits depend on the processor.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from kompetanse_qa.encoders.bundled_file import PASSAGE_PROMPT, QUERY_PROMPT
from kompetanse_qa.search import open_index
from training.data import Data
from training.examples import Example, Text, nearest_ids, norquad, reports
from training.network import (
    LONGEST_PASSAGE,
    LONGEST_QUESTION,
    Asked,
    Network,
    Said,
    best_by,
)
from training.reader import Pair, Reader

SEED, EPOCHS = 13, 3
ROOM = 5200  # tokens of passages in a step
MOST_QUESTIONS, OF_A_DOCUMENT = 36, 8
READ_IN_A_STEP, PASSAGES_READ, TAKEN_AWAY = 16, 3, 0.3
WARM_UP, FLOOR = 20, 0.03  # steps; share of the learning rate at the end
_CHARACTERS_A_TOKEN = 3.2

Step = tuple[list[str], list[Example]]


def main() -> None:
    """Train and save."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--index", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--epochs", type=int, default=EPOCHS)
    arguments.add_argument(
        "--leave-out", nargs="*", default=(), help="files of questions whose names begin so"
    )
    chosen = arguments.parse_args()
    torch.manual_seed(SEED)
    threads = torch.get_num_threads()
    data = Data(chosen.data)
    documents, of_documents = norquad(data.norquad, "train")
    with open_index(chosen.index) as index:
        passages, of_reports = reports(index, data, leave_out=tuple(chosen.leave_out))
        of_reports = [e for e in of_reports if e.about["split"] == "train"]
        ranked = nearest_ids(index, [e.question for e in of_reports], 3)
    torch.set_num_threads(threads)  # asking leaves PyTorch with one
    texts = {**documents, **passages}
    network = Network([text.text for text in documents.values()])
    rng = random.Random(SEED)
    plan = []
    for _ in range(chosen.epochs):
        epoch = [*_of_documents(documents, of_documents, rng)]
        epoch += _of_reports(texts, of_reports, ranked, rng)
        rng.shuffle(epoch)
        plan += epoch
    read = sorted({name for names, _ in plan for name in names})
    network.keep_lower([PASSAGE_PROMPT + texts[name].text for name in read], LONGEST_PASSAGE)
    questions = [QUERY_PROMPT + e.question for e in (*of_documents, *of_reports)]
    network.keep_lower(questions, LONGEST_QUESTION)
    _train(network, texts, plan, rng)
    network.save(chosen.out)


def _of_documents(
    texts: Mapping[str, Text], examples: Sequence[Example], rng: random.Random
) -> Iterator[Step]:
    """Whole documents, each with some of its questions, until the room is full."""
    own: dict[str, list[str]] = {}
    asked: dict[str, list[Example]] = {}
    for name in texts:
        own.setdefault(name.split("#")[0], []).append(name)
    for example in examples:
        asked.setdefault(min(example.passages).split("#")[0], []).append(example)
    order = sorted(asked)
    rng.shuffle(order)
    names: list[str] = []
    chosen: list[Example] = []
    for document in order:
        names += own[document]
        chosen += rng.sample(asked[document], min(OF_A_DOCUMENT, len(asked[document])))
        if sum(_size(texts[name]) for name in names) >= ROOM:
            yield names, chosen
            names, chosen = [], []


def _of_reports(
    texts: Mapping[str, Text],
    examples: Sequence[Example],
    ranked: Mapping[str, Sequence[str]],
    rng: random.Random,
) -> Iterator[Step]:
    """Questions whose answers and whose wrong candidates are much the same passages."""
    needs = {e.question: {*sorted(e.passages)[:2], *ranked[e.question]} for e in examples}
    left = list(examples)
    rng.shuffle(left)
    while left:
        chosen = [left.pop(0)]
        names = set(needs[chosen[0].question])
        while left and len(chosen) < MOST_QUESTIONS:
            if sum(_size(texts[name]) for name in names) >= ROOM:
                left, free = _parted(left, lambda e: needs[e.question] <= names)  # noqa: B023
                take = MOST_QUESTIONS - len(chosen)
                chosen, left = chosen + free[:take], left + free[take:]
                break
            shared = [len(needs[e.question] & names) / len(needs[e.question]) for e in left]
            chosen.append(left.pop(shared.index(max(shared))))
            names |= needs[chosen[-1].question]
        yield sorted(names), chosen


def _parted(
    examples: Sequence[Example], free: Callable[[Example], bool]
) -> tuple[list[Example], list[Example]]:
    return [e for e in examples if not free(e)], [e for e in examples if free(e)]


def _size(text: Text) -> float:
    return len(text.text) / _CHARACTERS_A_TOKEN


def _train(
    network: Network, texts: Mapping[str, Text], plan: Sequence[Step], rng: random.Random
) -> None:
    reader = Reader()
    scalars = [reader.mix, reader.bias]
    others = [p for p in reader.parameters() if all(p is not s for s in scalars)]
    heads = [p for h in (network.token, network.asked, network.said) for p in h.parameters()]
    groups: list[dict[str, Any]] = [
        {"params": [p for c in network.changed.values() for p in (c.down, c.up)], "lr": 4e-4},
        {"params": heads, "lr": 3e-4},
        {"params": [*network.weight.parameters(), network.scales], "lr": 3e-3},
        {"params": others, "lr": 1e-3},
        {"params": scalars, "lr": 3e-2},
    ]
    rates = [group["lr"] for group in groups]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    every = [p for group in groups for p in group["params"]]
    started = time.monotonic()
    for number, (names, examples) in enumerate(plan):
        pace = min(1, (number + 1) / WARM_UP) * max(FLOOR, 1 - number / len(plan))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * pace
        loss, right = _loss(network, reader, [texts[name] for name in names], examples, rng)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(every, 1.0)
        optimizer.step()
        if number % 10 == 0:
            sys.stdout.write(
                f"{number}/{len(plan)}, {time.monotonic() - started:.0f} s: "
                f"loss {loss.item():.3f}, right sentence {right:.2f}\n"
            )
            sys.stdout.flush()


def _loss(
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
    scores, right = scores[rows], right[rows]
    among = scores.masked_fill(~right, -1e9)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(among, 1)).mean()


if __name__ == "__main__":
    main()
