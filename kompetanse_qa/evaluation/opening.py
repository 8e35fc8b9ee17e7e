"""A system's name → the system."""

from __future__ import annotations

from dataclasses import replace

from kompetanse_qa.errors import UnknownSystem
from kompetanse_qa.evaluation.baselines import PREFIX, open_baseline
from kompetanse_qa.evaluation.chunkings import AS_SHIPPED
from kompetanse_qa.evaluation.parts import RANKINGS, open_part
from kompetanse_qa.evaluation.peers import PEERS, open_peer
from kompetanse_qa.evaluation.systems import PRODUCT, Shipped, System
from kompetanse_qa.evaluation.variants import Variants
from kompetanse_qa.fusion import WEIGHTS
from kompetanse_qa.search import Index, open_index

WITHOUT = "without:"
_ENGINES = ("bm25", "grams", "dense", "sentences", "tokens")
ABLATIONS = tuple(f"{WITHOUT}{part}" for part in (*_ENGINES, "language", "reading"))
"""The product without an engine, without the silence of some in English, or in the fused order."""


def open_system(name: str, index: Index, variants: Variants) -> System:
    """Return the system called ``name`` on this index.

    ``kompetanse`` is the product, ``without:…`` the product without a part, ``baseline:…`` a part
    with pinned settings; then come the peers, and the parts of the product with their variants
    (see `parts`). Raises UnknownSystem, NothingToSearch, and PeerMissing for a library that is not
    installed.
    """
    if name == PRODUCT:
        return Shipped(index)
    if name in ABLATIONS:
        return Shipped(_without(name.removeprefix(WITHOUT), index), name)
    if name.startswith(PREFIX):
        return open_baseline(name, variants)
    if name in PEERS:
        variant = variants.of(AS_SHIPPED)
        vectors = variant.dense.vectors()
        return open_peer(
            name, variant.passages, vectors, index.encoder.encode_query, variant.identity
        )
    if name.split(":")[0].split("@")[0] not in RANKINGS:
        raise UnknownSystem(name, system_names())
    return open_part(name, variants)


def _without(part: str, index: Index) -> Index:
    """The same index, opened without a part."""
    match part:
        case "language":
            return open_index(index.folder, weights=replace(WEIGHTS, silent_in_english=frozenset()))
        case "reading":
            return open_index(index.folder, reads=0)
        case _:
            names = [name for name in index.manifest.engines if name != part]
            return open_index(index.folder, engines=names)


def system_names() -> tuple[str, ...]:
    """The plain names; each part takes variants besides."""
    return (PRODUCT, *RANKINGS, *ABLATIONS, *PEERS)
