"""Make `token_basis.npz`: the mean and the 128 main directions of token vectors.

    python training/token_basis.py TEXTS.jsonl kompetanse_qa/engines/encoders/token_basis.npz

TEXTS.jsonl has a Norwegian text of about 100 words in the field ``text`` of each line. The file
that is shipped was made from the 2,176 passages of NorQuAD (Ivanova et al. 2023, CC0 1.0). The
computation has no randomness; it takes some minutes on two cores.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from kompetanse_qa.engines.encoders.bundled import MultilingualE5Small

DIMENSION = 128
EVERY = 23  # token of all texts that the directions are computed from


def main(texts: Path, out: Path) -> None:
    """Encode, centre, decompose, save in half precision."""
    lines = texts.read_text(encoding="utf-8").splitlines()
    states = MultilingualE5Small().hidden_states([json.loads(line)["text"] for line in lines])
    sample = np.concatenate(states)[::EVERY]
    sample /= np.linalg.norm(sample, axis=1, keepdims=True)
    mean = sample.mean(axis=0)
    _, _, directions = np.linalg.svd(sample - mean, full_matrices=False)
    basis = directions[:DIMENSION].T
    # The sign of a direction is arbitrary: fix it, so that two runs give the same file.
    basis *= np.sign(basis[np.abs(basis).argmax(axis=0), np.arange(DIMENSION)])
    np.savez(out, mean=mean.astype(np.float16), basis=basis.astype(np.float16))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
