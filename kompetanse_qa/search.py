"""Question to answer, on an index that is open for reading."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType

from kompetanse_qa import answering
from kompetanse_qa.citing import citation_of
from kompetanse_qa.encoders import Encoder, open_encoder
from kompetanse_qa.engines import LATE, Engine, Place, Statistics, open_engine
from kompetanse_qa.errors import (
    DamagedIndex,
    EmptyQuestion,
    EngineMissing,
    IndexMismatch,
    UnknownPassage,
)
from kompetanse_qa.fusion import WEIGHTS, WEIGHTS_WITHOUT_LATE, Weights
from kompetanse_qa.norwegian import ANALYZER, analyze, character_ngrams
from kompetanse_qa.query import Query, make_query
from kompetanse_qa.ranking import Ranked, Ranker
from kompetanse_qa.records import (
    DEFAULT_K,
    EVERYTHING,
    Answer,
    Citation,
    Filters,
    Hit,
    Mentions,
    Passage,
    ReportCard,
    Scope,
    Searched,
    Span,
)
from kompetanse_qa.store import DEFAULT_INDEX
from kompetanse_qa.store.generations import Generation, Store
from kompetanse_qa.store.passages import Passages

READ = 14
"""Passages at the top of the fused ranking whose sentences are read."""
NO_FILTERS = Filters()
_SPEAKS_OF = 0.5
_LEXICAL, _PIECES = "bm25", "grams"
"""The engines that know how many passages hold a word, or a piece of one."""


class Index:
    """An index that is open for reading: ask it, search it, look passages up.

    Engines and encoder are loaded at their first use. Safe to use from several threads.
    """

    def __init__(
        self,
        generation: Generation,
        *,
        engines: Sequence[str] | None = None,
        weights: Weights | None = None,
        reads: int = READ,
    ) -> None:
        """``engines`` are names of those to ask, of the generation's; None: all.

        ``weights`` are those of the fusion; None: as shipped. ``reads`` passages are put in the
        order of their best sentences. Raises IndexMismatch, DamagedIndex, EngineMissing.
        """
        self._generation = generation
        self.manifest = generation.manifest
        self.name = generation.name
        if self.manifest.analyzer != ANALYZER:
            raise IndexMismatch(self.folder, "analyzer", self.manifest.analyzer, ANALYZER)
        self._asked = tuple(self.manifest.engines if engines is None else engines)
        for name in self._asked:
            if name not in self.manifest.engines:
                raise EngineMissing(name, ", ".join(self.manifest.engines))
        shipped = WEIGHTS if LATE in self._asked else WEIGHTS_WITHOUT_LATE
        self._weights, self._reads = weights or shipped, reads
        self._passages = Passages(generation.folder)
        self._check_count("passages.sqlite", self._passages.count)

    @property
    def folder(self) -> Path:
        """The index folder."""
        return self._generation.folder.parent

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
        for engine in self.__dict__.get("engines", {}).values():
            engine.close()

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder the vectors were made with; IndexMismatch if it has changed since."""
        identity = self.manifest.encoder
        encoder = open_encoder(identity.name)
        if encoder.fingerprint != identity.fingerprint:
            raise IndexMismatch(self.folder, "encoder", identity.fingerprint, encoder.fingerprint)
        return encoder

    @cached_property
    def engines(self) -> Mapping[str, Engine]:
        """The engines that are asked, by name. Raises DamagedIndex, EngineMissing, EngineFailed."""
        place = Place.of(self._generation.folder, self.encoder)
        addresses = self.manifest.engines
        opened = {name: open_engine(name, place, addresses[name]) for name in self._asked}
        for name, engine in opened.items():
            self._check_count(name, engine.statistics(()).passages)
        return opened

    @cached_property
    def _ranker(self) -> Ranker:
        return Ranker(tuple(self.engines.values()), self._weights)

    def _check_count(self, what: str, count: int) -> None:
        # All engines must hold the same passages.
        expected, folder = self.manifest.counts["passages"], self._generation.folder
        if count != expected:
            raise DamagedIndex(folder.parent, f"{folder.name}/{what}", f"{count} != {expected}")

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
        """All passages, report by report in reading order."""
        return self._passages.all()

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
        is to have none. Raises EmptyQuestion, UnknownReport, NothingMatchesFilters, EngineFailed.
        """
        started = time.perf_counter()
        query = self.query(question)
        scope, searched = self._passages.scope(filters, without)
        asked = self.weighed(query)
        candidates = self.candidates(asked, max(self._reads, k), scope)
        # What is asked for beyond those that are read must not change what comes before.
        picked = answering.pick_each(query, candidates)
        read = answering.best_first(picked[: self._reads])
        confidence = answering.confidence(asked, read or picked)
        hits = answering.as_hits([*read, *picked[self._reads :]][:k])
        return self._answer(question, hits, confidence, threshold, searched, started)

    def query(self, question: str) -> Query:
        """The question, made ready once. Raises EmptyQuestion."""
        if not any(character.isalnum() for character in question):
            raise EmptyQuestion
        return make_query(question, self.encoder)

    def weighed(self, query: Query) -> answering.WeighedQuery:
        """The query with what its terms weigh in this index."""
        words, pieces = self._counted(_LEXICAL, query.terms), self._counted(_PIECES, query.ngrams)
        return answering.WeighedQuery(
            query=query,
            words=answering.TermWeights(query.terms, words.passages, words.holders, analyze),
            ngrams=answering.TermWeights(
                query.ngrams, pieces.passages, pieces.holders, character_ngrams
            ),
        )

    def _counted(self, engine: str, terms: Collection[str]) -> Statistics:
        # Without the engine that knows, all terms weigh the same.
        known = self.engines.get(engine)
        return Statistics(passages=1) if known is None else known.statistics(terms)

    def candidates(
        self, asked: answering.WeighedQuery, count: int, scope: Scope = EVERYTHING
    ) -> list[answering.Candidate]:
        """The ``count`` passages in scope that come first, in their fused order."""
        ranked = self._ranker.rank(asked.query, count, scope)
        passages = self._passages.at([found.key for found in ranked])
        return [
            _candidate(asked, found, passage)
            for found, passage in zip(ranked, passages, strict=True)
        ]

    def mentions(
        self, words: str, *, filters: Filters = NO_FILTERS
    ) -> tuple[tuple[Mentions, ...], Searched]:
        """Every report that speaks of these words (or of a question), most passages first.

        A passage speaks of them if it holds at least half of them, by weight. Raises what `ask`
        raises.
        """
        query = self.query(words)
        scope, searched = self._passages.scope(filters)
        asked = self.weighed(query).words
        lexical = self.engines.get(_LEXICAL)
        if lexical is None:
            raise EngineMissing(_LEXICAL, ", ".join(self.engines))
        found = lexical.search(query, self._passages.count, scope)
        by_report: dict[str, list[Passage]] = {}
        for passage in self._passages.at([scored.key for scored in found]):
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
        return citation_of(self._passages.card(passage.report_id), passage, span)


def _candidate(
    asked: answering.WeighedQuery, found: Ranked, passage: Passage
) -> answering.Candidate:
    import numpy as np

    sentences = len(passage.sentences)
    if found.held is None:
        coverage = asked.words.coverage(passage.indexed_text)
    else:
        terms = zip(asked.words.terms, found.held.tolist(), strict=True)
        coverage = asked.words.share([term for term, held in terms if held])
    cosines = found.sentence_cosines
    return answering.Candidate(
        passage=passage,
        fused=found.score,
        ranks=found.ranks,
        coverage=coverage,
        cosine=found.cosine or 0.0,
        sentence_cosines=np.zeros(sentences, np.float32) if cosines is None else cosines,
        maxsim=found.maxsim,
    )


def open_index(
    folder: Path | str = DEFAULT_INDEX,
    *,
    engines: Sequence[str] | None = None,
    weights: Weights | None = None,
    reads: int = READ,
) -> Index:
    """Open an index for reading; nothing is written. See `Index` for what may be chosen.

    Raises NoIndex, IndexMismatch, DamagedIndex, EngineMissing.
    """
    generation = Store(Path(folder)).current()
    return Index(generation, engines=engines, weights=weights, reads=reads)
