"""A system's name → the system."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kompetanse_qa.engines import LATE, QUICK
from kompetanse_qa.errors import UnknownSystem
from kompetanse_qa.evaluation.parts import RANKINGS, open_part
from kompetanse_qa.evaluation.systems import PRODUCT, Shipped, System
from kompetanse_qa.evaluation.variants import Variants
from kompetanse_qa.ranking import WEIGHTS
from kompetanse_qa.search import Index, open_index

WITHOUT = "without:"
ABLATIONS = tuple(f"{WITHOUT}{part}" for part in (*QUICK, LATE, "language", "reading"))
"""The product without an engine, without the silence of some in English, or in the fused order."""

Opener = Callable[[Variants], System]
"""Makes a system on an index and its variants."""


def open_system(name: str, variants: Variants, others: Mapping[str, Opener]) -> System:
    """Return the system called ``name`` on the index that the ``variants`` are of.

    ``kompetanse`` is the product, ``without:…`` the product without a part; then come the
    ``others`` by their names, and the parts of the product with their variants (see `parts`).
    Raises UnknownSystem, NothingToSearch, and what an opener raises.
    """
    if name == PRODUCT:
        return Shipped(variants.index)
    if name in ABLATIONS:
        return Shipped(_without(name.removeprefix(WITHOUT), variants.index), name)
    if name in others:
        return others[name](variants)
    if name.split(":")[0].split("@")[0] not in RANKINGS:
        raise UnknownSystem(name, (PRODUCT, *RANKINGS, *ABLATIONS, *others))
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
