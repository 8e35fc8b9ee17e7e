"""Question to answer, on an index that is open for reading."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from kompetanse_qa import answering
from kompetanse_qa.encoders import Encoder, open_encoder
from kompetanse_qa.errors import DamagedIndex, EmptyQuestion, IndexMismatch, UnknownPassage
from kompetanse_qa.norwegian import ANALYZER
from kompetanse_qa.ranking import Ranker
from kompetanse_qa.records import (
    Answer,
    Citation,
    Filters,
    Hit,
    Mentions,
    Passage,
    ReportCard,
    Searched,
    Span,
    locate,
)
from kompetanse_qa.store.generations import Generation, Store
from kompetanse_qa.store.passages import Passages

DEFAULT_K = 5
READ = 14
"""Passages at the top of the fused ranking whose sentences are read."""
NO_FILTERS = Filters()
_SPEAKS_OF = 0.5
READING = "reading"
"""The part of the search that is not the ranker's: see `Index.lacking`."""


class Index:
    """An index that is open for reading: ask it, search it, look passages up.

    Engines and encoder are loaded at their first use. Safe to use from several threads.
    """

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self.manifest = generation.manifest
        self.name = generation.name
        if self.manifest.analyzer != ANALYZER:
            raise IndexMismatch(
                generation.folder.parent, "analyzer", self.manifest.analyzer, ANALYZER
            )
        self._passages = Passages(generation.folder)
        self._check_count("passages.sqlite", self._passages.count)
        self._reads = True

    def __enter__(self) -> Index:
        """Use as a context manager to have the files closed."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the files."""
        self.close()

    def close(self) -> None:
        """Close the index's files."""
        self._passages.close()

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder the vectors were made with; IndexMismatch if it has changed since."""
        identity = self.manifest.encoder
        encoder = open_encoder(identity.name)
        if encoder.fingerprint != identity.fingerprint:
            raise IndexMismatch(
                self._generation.folder.parent, "encoder", identity.fingerprint, encoder.fingerprint
            )
        return encoder

    @cached_property
    def _ranker(self) -> Ranker:
        ranker = Ranker(self.encoder)
        ranker.load(self._generation.folder)
        for engine, length in ranker.lengths().items():
            self._check_count(engine, length)
        return ranker

    def _check_count(self, file: str, count: int) -> None:
        # Row i must mean the same passage in every file.
        expected, folder = self.manifest.counts["passages"], self._generation.folder
        if count != expected:
            raise DamagedIndex(folder.parent, f"{folder.name}/{file}", f"{count} != {expected}")

    @property
    def reports(self) -> tuple[ReportCard, ...]:
        """The reports in the index, by id."""
        return self._passages.cards

    def report(self, report_id: str) -> ReportCard:
        """One report; UnknownReport if the index does not hold it."""
        return self._passages.card(report_id)

    def passage(self, passage_id: str) -> Passage:
        """One passage; UnknownPassage if there is none with this id."""
        found = self._passages.by_id(passage_id)
        if found is None:
            raise UnknownPassage(passage_id)
        return found

    def passages_of(self, report_id: str) -> list[Passage]:
        """All passages of a report, in reading order."""
        self.report(report_id)
        return self._passages.of_report(report_id)

    def all_passages(self) -> list[Passage]:
        """All passages, report by report in reading order: row i of every engine."""
        return self._passages.all()

    def all_vectors(self) -> NDArray[np.float32]:
        """The vectors of `all_passages`, one a row: shape (passages, dimension)."""
        return self._ranker.dense.matrix()

    def surroundings(self, passage: Passage, context: int) -> list[Passage]:
        """The passage with up to ``context`` neighbours on each side, in reading order."""
        around = self._passages.of_report(passage.report_id)
        at = next(i for i, other in enumerate(around) if other.id == passage.id)
        return around[max(0, at - context) : at + context + 1]

    def ask(
        self,
        question: str,
        *,
        k: int = DEFAULT_K,
        filters: Filters = NO_FILTERS,
        threshold: float = answering.THRESHOLD,
        without: Collection[str] = (),
    ) -> Answer:
        """Answer a question with a sentence of a report, or say that none was found.

        ``k`` hits are returned either way. The passages with an id in ``without`` are passed
        over, as if the corpus did not hold them: what is asked when a question that has an answer
        is to have none. Raises EmptyQuestion, UnknownReport,
        NothingMatchesFilters.
        """
        started = time.perf_counter()
        if not any(character.isalnum() for character in question):
            raise EmptyQuestion
        allowed, searched = self._passages.allowed(filters, without)
        asked = self.asked(question)
        candidates = self._ranker.candidates(question, max(READ, k), allowed, self._passages.at)
        # What is asked for beyond READ must not change what comes before.
        read = answering.order if self._reads else answering.pick_each
        picked = [
            *read(asked, candidates[:READ]),
            *answering.pick_each(asked, candidates[READ:]),
        ]
        confidence = answering.confidence(asked, picked[:READ])
        return self._answer(question, _hits(picked[:k]), confidence, threshold, searched, started)

    def lacking(self, part: str) -> Index:
        """The same index, asked without one part of the search: what an ablation measures.

        ``part`` is one of `ranking.PARTS`, or `READING`: passages then keep their fused order.
        """
        other = copy(self)
        other._ranker = self._ranker.lacking(part)  # noqa: SLF001
        other._reads = part != READING  # noqa: SLF001
        return other

    def asked(self, question: str) -> answering.Question:
        """The question as answers are held against it."""
        words, pieces = self._ranker.terms(question)
        return answering.Question(question, words, pieces)

    def candidates(
        self, question: str, *, without: Collection[str] = ()
    ) -> list[answering.Candidate]:
        """The passages that `ask` reads, in their fused order: what training learns from."""
        allowed, _ = self._passages.allowed(NO_FILTERS, without)
        return self._ranker.candidates(question, READ, allowed, self._passages.at)

    def mentions(
        self, words: str, *, filters: Filters = NO_FILTERS
    ) -> tuple[tuple[Mentions, ...], Searched]:
        """Every report that speaks of these words (or of a question), most passages first.

        A passage speaks of them if it holds at least half of them, by weight. Raises what `ask`
        raises.
        """
        if not any(character.isalnum() for character in words):
            raise EmptyQuestion
        allowed, searched = self._passages.allowed(filters)
        asked, _ = self._ranker.terms(words)
        found = self._ranker.bm25.search(words, self._passages.count, allowed)
        by_report: dict[str, list[Passage]] = {}
        for passage in self._passages.at([scored.row for scored in found]):
            if asked.coverage(passage.text) >= _SPEAKS_OF:
                by_report.setdefault(passage.report_id, []).append(passage)
        mentions = [
            Mentions(
                report=self.report(report_id),
                passages=tuple(passages),
                best_span=answering.best_sentence(asked, passages[0]),
            )
            for report_id, passages in by_report.items()
        ]
        mentions.sort(key=lambda m: (-len(m.passages), m.report.id))
        return tuple(mentions), searched

    def _answer(
        self,
        question: str,
        hits: tuple[Hit, ...],
        confidence: float,
        threshold: float,
        searched: Searched,
        started: float,
    ) -> Answer:
        citations: tuple[Citation, ...] = ()
        if hits and confidence >= threshold and hits[0].answer_span is not None:
            citations = (self.cite(hits[0].passage, hits[0].answer_span),)
        return Answer(
            question=question,
            found=bool(citations),
            touches=bool(citations) or confidence >= answering.TOUCHES,
            confidence=confidence,
            text=citations[0].quote if citations else None,
            citations=citations,
            hits=hits,
            searched=searched,
            seconds=time.perf_counter() - started,
            index=self.name,
        )

    def cite(self, passage: Passage, span: Span | None = None) -> Citation:
        """The citation of a passage, or of a stretch of it."""
        span = span or Span(start=0, end=len(passage.text))
        card = self._passages.card(passage.report_id)
        position = locate(passage.anchors, span)
        return Citation(
            passage_id=passage.id,
            report_id=card.id,
            title=card.title,
            descriptive_title=card.descriptive_title,
            authors=card.authors,
            publisher=card.publisher,
            year=card.year,
            headings=passage.headings,
            page=position.page,
            page_label=position.page_label,
            lines=position.lines,
            url=card.url,
            source=card.source,
            quote=passage.text[span.start : span.end],
        )


def _hits(picked: Sequence[answering.Picked]) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    for rank, one in enumerate(picked, start=1):
        hits.append(
            Hit(
                rank=rank,
                # A score never rises down the list, so that whoever sorts by it gets this order.
                score=min(one.score, hits[-1].score) if hits else one.score,
                passage=one.candidate.passage,
                ranks=one.candidate.ranks,
                answer_span=one.span,
            )
        )
    return tuple(hits)


def open_index(folder: Path | str = "index") -> Index:
    """Open an index for reading; nothing is written.

    Raises NoIndex, IndexMismatch, DamagedIndex.
    """
    return Index(Store(Path(folder)).current())
