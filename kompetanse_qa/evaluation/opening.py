"""A system's name → the system."""

from __future__ import annotations

from kompetanse_qa.errors import UnknownSystem
from kompetanse_qa.evaluation.arms import AS_SHIPPED, RANKINGS, Workshop, open_arm
from kompetanse_qa.evaluation.baselines import PREFIX, open_baseline
from kompetanse_qa.evaluation.peers import PEERS, open_peer
from kompetanse_qa.evaluation.systems import PRODUCT, Shipped, System
from kompetanse_qa.ranking import PARTS
from kompetanse_qa.search import READING, Index

WITHOUT = "without:"
ABLATIONS = tuple(f"{WITHOUT}{part}" for part in (*PARTS, READING))
"""The product without one of its parts."""


def open_system(name: str, index: Index, workshop: Workshop) -> System:
    """Return the system called ``name`` on this index.

    ``kompetanse`` is the product, ``without:…`` the product without a part, ``baseline:…`` a part
    with pinned settings; then come the peers, and the parts of the product with their variants
    (see `arms`). Raises UnknownSystem, NothingToSearch, and PeerMissing for a library that is not
    installed.
    """
    if name == PRODUCT:
        return Shipped(index)
    if name in ABLATIONS:
        return Shipped(index.lacking(name.removeprefix(WITHOUT)), name)
    if name.startswith(PREFIX):
        return open_baseline(name, workshop)
    if name in PEERS:
        bench = workshop.bench(AS_SHIPPED)
        vectors = bench.vectors.matrix()
        return open_peer(name, bench.passages, vectors, bench.encode_query, bench.identity)
    if name.split(":")[0].split("@")[0] not in RANKINGS:
        raise UnknownSystem(name, system_names())
    return open_arm(name, workshop)


def system_names() -> tuple[str, ...]:
    """The plain names; each part takes variants besides."""
    return (PRODUCT, *RANKINGS, *ABLATIONS, *PEERS)
