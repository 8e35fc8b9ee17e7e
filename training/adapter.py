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
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from kompetanse_qa.encoders.bundled_file import PASSAGE_PROMPT, QUERY_PROMPT
from kompetanse_qa.search import open_index
from training.data import Data
from training.examples import Text, nearest_ids, norquad, reports
from training.loss import loss_of
from training.network import LONGEST_PASSAGE, LONGEST_QUESTION, Network
from training.plan import Step, epoch
from training.reader import Reader

SEED, EPOCHS = 13, 3
WARM_UP, FLOOR = 20, 0.03  # steps; share of the learning rate at the end


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
    steps: list[Step] = []
    for _ in range(chosen.epochs):
        steps += epoch((documents, of_documents), (passages, of_reports), ranked, rng)
    read = sorted({name for names, _ in steps for name in names})
    network.keep_lower([PASSAGE_PROMPT + texts[name].text for name in read], LONGEST_PASSAGE)
    questions = [QUERY_PROMPT + e.question for e in (*of_documents, *of_reports)]
    network.keep_lower(questions, LONGEST_QUESTION)
    _train(network, texts, steps, rng)
    network.save(chosen.out)


def _train(
    network: Network, texts: Mapping[str, Text], steps: Sequence[Step], rng: random.Random
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
    for number, (names, examples) in enumerate(steps):
        pace = min(1, (number + 1) / WARM_UP) * max(FLOOR, 1 - number / len(steps))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * pace
        loss, right = loss_of(network, reader, [texts[name] for name in names], examples, rng)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(every, 1.0)
        optimizer.step()
        if number % 10 == 0:
            sys.stdout.write(
                f"{number}/{len(steps)}, {time.monotonic() - started:.0f} s: "
                f"loss {loss.item():.3f}, right sentence {right:.2f}\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
