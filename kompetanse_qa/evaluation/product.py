"""The product as a system."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence

from kompetanse_qa.evaluation.records import Retrieved
from kompetanse_qa.search import Index

PRODUCT = "kompetanse"


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
