"""The passages of an index divided anew, with the engines over them: what parts are measured on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import cached_property, partial
from itertools import groupby
from pathlib import Path

from kompetanse_qa.embedding import Embedder
from kompetanse_qa.engines import Batch, Place
from kompetanse_qa.engines.bm25 import Bm25
from kompetanse_qa.engines.dense import Dense
from kompetanse_qa.evaluation.chunkings import AS_SHIPPED, CHUNKINGS
from kompetanse_qa.evaluation.product import index_identity
from kompetanse_qa.norwegian import analyze, character_ngrams
from kompetanse_qa.norwegian.snowball import plain_words, snowball_stems
from kompetanse_qa.query import Query
from kompetanse_qa.records import Passage
from kompetanse_qa.search import Index

ANALYSES: dict[str, Callable[[str], list[str]]] = {
    "words": plain_words,
    "snowball": snowball_stems,
    "lemmas": analyze,
    "4grams": partial(character_ngrams, n=4),
}
"""By the name that follows ``:`` in a system's name."""


class Variants:
    """One for each chunking of an index; what is made is kept for the next system."""

    def __init__(
        self, index: Index, cache: Path, chunkings: Sequence[str] = tuple(CHUNKINGS)
    ) -> None:
        self.index, self._cache = index, cache
        self.chunkings = tuple(chunkings)
        self._made: dict[str, Variant] = {}

    def of(self, chunking: str) -> Variant:
        """The index's passages in this chunking."""
        if chunking not in self._made:
            passages = CHUNKINGS[chunking](self.index.all_passages())
            identity = {**index_identity(self.index), "variant": chunking}
            self._made[chunking] = Variant(passages, identity, self.index, self._cache)
        return self._made[chunking]


class Variant:
    """Some passages, and engines over them, each made when it is first used."""

    def __init__(
        self, passages: Sequence[Passage], identity: Mapping[str, str], index: Index, cache: Path
    ) -> None:
        self.passages, self.identity = passages, identity
        self.passage = {passage.id: passage for passage in passages}
        self._index, self._folder = index, cache / identity["variant"]
        self._lexical: dict[str, Bm25] = {}

    def query(self, text: str) -> Query:
        """A question, made ready."""
        return self._index.query(text)

    def lexical(self, analysis: str) -> Bm25:
        """BM25 with this analysis."""
        if analysis not in self._lexical:
            terms = ANALYSES[analysis]
            engine = Bm25(
                self._place(),
                name=f"bm25-{analysis}",
                analyze=terms,
                asked=lambda query: terms(query.text),
            )
            for batch in self._batches():
                engine.add(batch)
            engine.commit()
            self._lexical[analysis] = engine
        return self._lexical[analysis]

    @cached_property
    def dense(self) -> Dense:
        """Search over passage vectors: the index's own engine if the passages are its own."""
        shipped = self._index.engines.get("dense")
        if self.identity["variant"] == AS_SHIPPED and isinstance(shipped, Dense):
            return shipped
        engine = Dense(self._place())
        with closing(Embedder(self._index.encoder, self._place().folder)) as embedder:
            embedder.expect(self.passages)
            for batch in self._batches():
                vectors = embedder.vectors(batch.passages)
                engine.add(Batch(card=batch.card, passages=batch.passages, vectors=vectors))
        engine.commit()
        return engine

    def _place(self) -> Place:
        self._folder.mkdir(parents=True, exist_ok=True)
        return Place.of(self._folder, self._index.encoder)

    def _batches(self) -> list[Batch]:
        return [
            Batch(card=self._index.report(report), passages=list(members), vectors=())
            for report, members in groupby(self.passages, key=lambda p: p.report_id)
        ]
