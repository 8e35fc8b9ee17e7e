"""BM25 as `rank_bm25` computes it, from sparse arrays, so that 100,000 passages are no burden."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

from kompetanse_qa.engines import Batch, Evidence, Place, Statistics
from kompetanse_qa.engines import postings as columns
from kompetanse_qa.engines import rows as names
from kompetanse_qa.engines.files import read_arrays, write_arrays
from kompetanse_qa.engines.local import LocalEngine
from kompetanse_qa.engines.postings import Postings
from kompetanse_qa.engines.rows import Rows
from kompetanse_qa.errors import DamagedIndex
from kompetanse_qa.norwegian import analyze, character_ngrams
from kompetanse_qa.query import Query
from kompetanse_qa.records import EVERYTHING, Ranking, Scope

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = 1 << 20
"""Postings whose weights are computed at a time: temporary arrays stay small."""


class TermCounts:
    """How often each term stands in each document, collected one document at a time."""

    def __init__(self, documents: Iterable[Sequence[str]] = ()) -> None:
        self.terms: dict[str, int] = {}
        self._columns, self._counts = array("i"), array("i")
        self._lengths, self._distinct = array("i"), array("i")
        for document in documents:
            self.add(document)

    def add(self, document: Sequence[str]) -> None:
        """Count the terms of one more document."""
        frequencies = Counter(document)
        for term, frequency in frequencies.items():
            self._columns.append(self.terms.setdefault(term, len(self.terms)))
            self._counts.append(frequency)
        self._lengths.append(len(document))
        self._distinct.append(len(frequencies))

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Terms in each document, (documents,)."""
        return np.array(self._lengths, np.int64)

    def by_term(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Column, document and count of all pairs, (pairs,) each; a term's pairs together."""
        columns = np.array(self._columns, np.int32)
        documents = np.repeat(
            np.arange(len(self._lengths), dtype=np.int32), np.array(self._distinct, np.int64)
        )
        order = np.argsort(columns, kind="stable")
        return columns[order], documents[order], np.array(self._counts, np.int32)[order]

    def holders(self) -> dict[str, int]:
        """The number of documents that hold each term."""
        columns = np.array(self._columns, np.int64)
        numbers = np.bincount(columns, minlength=len(self.terms)).tolist()
        return dict(zip(self.terms, numbers, strict=True))

    def of(self, documents: NDArray[np.int64]) -> TermCounts:
        """The counts of these documents alone, rising; no term without a document is left."""
        if len(documents) == len(self._lengths):
            return self
        fewer, spelled = TermCounts(), list(self.terms)
        starts = np.concatenate([[0], np.cumsum(np.array(self._distinct, np.int64))]).tolist()
        for document in documents.tolist():
            place = slice(starts[document], starts[document + 1])
            for column, count in zip(self._columns[place], self._counts[place], strict=True):
                term = spelled[column]
                fewer._columns.append(fewer.terms.setdefault(term, len(fewer.terms)))
                fewer._counts.append(count)
            fewer._lengths.append(self._lengths[document])
            fewer._distinct.append(self._distinct[document])
        return fewer


class SparseOkapi(BM25Okapi):  # type: ignore[misc]  # the library has no types
    """`rank_bm25.BM25Okapi` (ATIRE BM25, Trotman et al. 2014) with the same scores.

    The stock class counts every term of a query in every document; this one computes each term's
    share once and keeps it where it is not zero. An empty corpus is allowed.
    """

    postings: Postings

    def _initialize(self, corpus: TermCounts | Iterable[Sequence[str]]) -> dict[str, int]:
        """Count terms; returns the number of documents of each, as the stock class does."""
        self._counted = corpus if isinstance(corpus, TermCounts) else TermCounts(corpus)
        self.doc_len = self._counted.lengths
        self.corpus_size = len(self.doc_len)
        self.avgdl = self.doc_len.sum() / self.corpus_size if self.corpus_size else 0.0
        return self._counted.holders()

    def _calc_idf(self, nd: dict[str, int]) -> None:
        """Stock inverse document frequencies, then each posting's share of a score."""
        if nd:
            super()._calc_idf(nd)
        terms = self._counted.terms
        columns, rows, counts = self._counted.by_term()
        idf = np.array([self.idf[term] for term in terms])
        norm = self.k1 * (1 - self.b + self.b * self.doc_len / (self.avgdl or 1.0))
        weights = np.empty(len(rows))
        for start in range(0, len(rows), _BLOCK):
            part = slice(start, start + _BLOCK)
            share = counts[part] * (self.k1 + 1) / (counts[part] + norm[rows[part]])
            weights[part] = idf[columns[part]] * share
        self.postings = Postings(
            size=self.corpus_size,
            terms=terms,
            starts=np.searchsorted(columns, np.arange(len(terms) + 1)),
            rows=rows,
            weights=weights,
        )
        del self._counted

    def get_scores(self, query: Sequence[str]) -> NDArray[np.float64]:
        """Return the score of every document, (documents,); a repeated token counts again."""
        return self.postings.scores(query)[0]


class Bm25(LocalEngine):
    """The lexical engine: passages by the words (or whatever ``analyze`` makes) of a query.

    Ranked are the passages that hold at least one term of the query, also where the term is so
    common that it adds nothing: in a corpus of two passages every score of BM25 is 0. A query
    that matches nothing has an empty ranking.
    """

    def __init__(
        self,
        place: Place,
        address: str | None = None,
        *,
        name: str,
        analyze: Callable[[str], list[str]],
        asked: Callable[[Query], Sequence[str]],
        k1: float = 1.5,
        b: float = 0.75,
    ) -> None:
        """``asked`` gives the terms of a query, in the form that ``analyze`` gives a passage's."""
        self.name = name
        self._analyze, self._asked = analyze, asked
        self._k1, self._b = k1, b
        super().__init__(place, address)

    def _begin(self) -> None:
        self._counts = TermCounts()
        self._postings = SparseOkapi([]).postings

    def _take(self, batch: Batch) -> None:
        for passage in batch.passages:
            self._counts.add(self._analyze(passage.indexed_text))

    def _write(self, left: NDArray[np.int64]) -> str:
        counts = self._counts.of(left)
        del self._counts
        self._postings = SparseOkapi(counts, k1=self._k1, b=self._b).postings
        address = f"{self.name}.npz"
        write_arrays(self._folder / address, {**self._postings.arrays(), **self._rows.arrays()})
        return address

    def _load(self, address: str) -> None:
        arrays = read_arrays(self._folder / address, (*columns.ARRAYS, *names.ARRAYS))
        try:
            self._rows = Rows.from_arrays(arrays)
            self._postings = Postings.from_arrays(arrays)
            if self._postings.size != len(self._rows):
                raise ValueError(f"{self._postings.size} != {len(self._rows)}")
        except (ValueError, IndexError) as error:
            raise DamagedIndex(self._folder, address, str(error)) from error

    def search(self, query: Query, depth: int, scope: Scope = EVERYTHING) -> Ranking:
        """The ``depth`` best passages in scope that hold a term of the query."""
        scores, matched = self._postings.scores(self._asked(query))
        allowed = self._rows.in_scope(scope)
        if allowed is not None:
            matched &= allowed
        rows = np.flatnonzero(matched)
        return self._rows.ranking(rows, scores[rows], depth)

    def evidence(self, query: Query, keys: Sequence[str]) -> Evidence:
        """Which of the query's terms each passage holds, if these are what it searches for."""
        asked = self._asked(query)
        if asked is not query.terms:
            return Evidence()
        rows, terms = self._of(keys), dict.fromkeys(asked)
        held = [np.isin(rows, self._postings.rows_with(term)) for term in terms]
        shape = len(rows), len(terms)
        return Evidence(held=np.column_stack(held) if held else np.zeros(shape, np.bool_))

    def statistics(self, terms: Collection[str]) -> Statistics:
        """Passages, and those that hold each term."""
        holders = {term: len(self._postings.rows_with(term)) for term in terms}
        return Statistics(passages=len(self._rows), holders=holders)


def lemma_engine(place: Place, address: str | None = None) -> Bm25:
    """BM25 over lemmas and the parts of compounds."""
    return Bm25(place, address, name="bm25", analyze=analyze, asked=lambda query: query.terms)


def ngram_engine(place: Place, address: str | None = None) -> Bm25:
    """BM25 over pieces of words, which match where no dictionary helps."""
    return Bm25(
        place,
        address,
        name="grams",
        analyze=character_ngrams,
        asked=lambda query: query.ngrams,
        k1=0.9,
        b=0.4,
    )
