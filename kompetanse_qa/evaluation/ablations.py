"""Ablations: the product without one of its parts, by the name ``without:PART``."""

from __future__ import annotations

from dataclasses import replace

from kompetanse_qa.engines import LATE, QUICK
from kompetanse_qa.evaluation.product import Product
from kompetanse_qa.fusion import WEIGHTS
from kompetanse_qa.search import Index, open_index

WITHOUT = "without:"
ABLATIONS = tuple(f"{WITHOUT}{part}" for part in (*QUICK, LATE, "language", "reading"))
"""Without an engine, without the silence of some in English, or in the fused order."""


def open_ablation(name: str, index: Index) -> Product:
    """The product called ``name``, one of `ABLATIONS`, on the folder of this index."""
    match name.removeprefix(WITHOUT):
        case "language":
            heard = replace(WEIGHTS, silent_in_english=frozenset())
            return Product(open_index(index.folder, weights=heard), name)
        case "reading":
            return Product(open_index(index.folder, reads=0), name)
        case part:
            names = [engine for engine in index.manifest.engines if engine != part]
            return Product(open_index(index.folder, engines=names), name)
