"""The product as a system, whole or without one of its parts (an ablation)."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import replace

from kompetanse_qa.engines import LATE, QUICK
from kompetanse_qa.evaluation.records import Retrieved
from kompetanse_qa.ranking import WEIGHTS
from kompetanse_qa.search import Index, open_index

PRODUCT = "kompetanse"
WITHOUT = "without:"
ABLATIONS = tuple(f"{WITHOUT}{part}" for part in (*QUICK, LATE, "language", "reading"))
"""The product without an engine, without the silence of some in English, or in the fused order."""


class Product:
    """The product as it is used: `Index.ask` with its defaults."""

    def __init__(self, index: Index, name: str = PRODUCT) -> None:
        self.name = name
        self._index = index
        self.identity = {**index_identity(index), "system": name}

    def passages(self) -> Sequence[tuple[str, str, str]]:
        """All passages of the index, report by report in reading order."""
        return [(p.id, p.report_id, p.text) for p in self._index.all_passages()]

    def ask(self, question_id: str, text: str, depth: int) -> Retrieved:
        """Ask the index."""
        return self.ask_without(question_id, text, depth, ())

    def ask_without(
        self, question_id: str, text: str, depth: int, without: Collection[str]
    ) -> Retrieved:
        """Ask the index as if these passages were not in it.

        The sentence is the one the first hit points at, whether or not the product would speak.
        """
        started = time.perf_counter()
        answer = self._index.ask(text, k=depth, without=without)
        seconds = time.perf_counter() - started
        pointed = None
        if answer.hits and (span := answer.hits[0].answer_span):
            pointed = answer.hits[0].passage.id, span.start, span.end
        return Retrieved(
            question_id=question_id,
            ranking=tuple((hit.passage.id, hit.score) for hit in answer.hits),
            answer=pointed,
            confidence=answer.confidence,
            found=answer.found,
            seconds=seconds,
        )


def without_part(part: str, index: Index) -> Index:
    """The same index, opened without a part."""
    match part:
        case "language":
            return open_index(index.folder, weights=replace(WEIGHTS, silent_in_english=frozenset()))
        case "reading":
            return open_index(index.folder, reads=0)
        case _:
            names = [name for name in index.manifest.engines if name != part]
            return open_index(index.folder, engines=names)


def index_identity(index: Index) -> dict[str, str]:
    """What a result on this index depends on."""
    manifest = index.manifest
    return {
        "index": index.name,
        "encoder": manifest.encoder.name,
        "encoder_fingerprint": manifest.encoder.fingerprint,
        "analyzer": manifest.analyzer,
        "reading": manifest.reading,
        "chunking": manifest.chunking,
        "created": manifest.created,
    }
