"""A system's name → the system."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kompetanse_qa.errors import UnknownSystem
from kompetanse_qa.evaluation.ablations import ABLATIONS, open_ablation
from kompetanse_qa.evaluation.parts import RANKINGS, open_part
from kompetanse_qa.evaluation.product import PRODUCT, Product
from kompetanse_qa.evaluation.systems import System
from kompetanse_qa.evaluation.variants import Variants

Opener = Callable[[Variants], System]
"""Makes a system on an index and its variants."""


def open_system(name: str, variants: Variants, others: Mapping[str, Opener]) -> System:
    """Return the system called ``name`` on the index that the ``variants`` are of.

    ``kompetanse`` is the product, ``without:…`` the product without a part; then come the
    ``others`` by their names, and the parts of the product with their variants (see `parts`).
    Raises UnknownSystem, NothingToSearch, and what an opener raises.
    """
    if name == PRODUCT:
        return Product(variants.index)
    if name in ABLATIONS:
        return open_ablation(name, variants.index)
    if name in others:
        return others[name](variants)
    if name.split(":")[0].split("@")[0] not in RANKINGS:
        raise UnknownSystem(name, (PRODUCT, *RANKINGS, *ABLATIONS, *others))
    return open_part(name, variants)
