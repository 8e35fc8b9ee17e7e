"""`kompetanse-qa eval` with more systems than the package knows: `python -m benchmarks.eval`.

    python -m benchmarks.eval --system kompetanse txtai baseline:bm25s

Options and output are the same. What may be named besides are the `peers` and the `baselines`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import partial

from benchmarks.baselines import BASELINES, open_baseline
from benchmarks.peers import PEERS, Peer, PeerMissing, open_peer
from kompetanse_qa.answering import THRESHOLD
from kompetanse_qa.cli.eval import evaluate
from kompetanse_qa.cli.parser import parse
from kompetanse_qa.errors import KompetanseError
from kompetanse_qa.evaluation.chunkings import AS_SHIPPED
from kompetanse_qa.evaluation.registry import Opener
from kompetanse_qa.evaluation.variants import Variants
from kompetanse_qa.texts import explain


def main(argv: Sequence[str]) -> int:
    """Carry out the command; what goes wrong ends it with a sentence on stderr."""
    args = parse(["eval", *argv], THRESHOLD)
    try:
        return evaluate(args, OTHERS, command=["python", "-m", "benchmarks.eval", *argv])
    except KompetanseError as error:
        sys.exit(explain(error))
    except PeerMissing as error:
        sys.exit(str(error))


def _peer(name: str, variants: Variants) -> Peer:
    variant = variants.of(AS_SHIPPED)
    vectors, encode = variant.dense.vectors(), variants.index.encoder.encode_query
    return open_peer(name, variant.passages, vectors, encode, variant.identity)


OTHERS: Mapping[str, Opener] = {
    **{name: partial(_peer, name) for name in PEERS},
    **{name: partial(open_baseline, name) for name in BASELINES},
}
"""By name, what `kompetanse-qa eval` does not know."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
