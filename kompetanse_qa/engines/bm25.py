"""BM25 as `rank_bm25` computes it, from sparse arrays, so that 100,000 passages are no burden."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

from kompetanse_qa.engines.postings import Postings
from kompetanse_qa.engines.top_rows import top_rows
from kompetanse_qa.records import Passage, Ranking

if TYPE_CHECKING:
    from numpy.typing import NDArray


class SparseOkapi(BM25Okapi):  # type: ignore[misc]  # the library has no types
    """`rank_bm25.BM25Okapi` (ATIRE BM25, Trotman et al. 2014) with the same scores.

    The stock class counts every term of a query in every document; this one computes each term's
    share once and keeps it where it is not zero. An empty corpus is allowed.
    """

    postings: Postings

    def _initialize(self, corpus: Iterable[Sequence[str]]) -> dict[str, int]:
        """Count terms; returns the number of documents of each, as the stock class does."""
        terms: dict[str, int] = {}
        columns, counts, lengths, distinct = array("i"), array("i"), array("i"), array("i")
        for document in corpus:
            frequencies = Counter(document)
            for term, frequency in frequencies.items():
                columns.append(terms.setdefault(term, len(terms)))
                counts.append(frequency)
            lengths.append(len(document))
            distinct.append(len(frequencies))
        self._terms = terms
        self._columns = np.frombuffer(columns, np.int32) if columns else np.zeros(0, np.int32)
        self._counts = np.frombuffer(counts, np.int32) if counts else np.zeros(0, np.int32)
        self._distinct = np.array(distinct, np.int64)
        self.doc_len = np.array(lengths, np.int64)
        self.corpus_size = len(lengths)
        self.avgdl = self.doc_len.sum() / self.corpus_size if self.corpus_size else 0.0
        holders = np.bincount(self._columns, minlength=len(terms)).tolist()
        return dict(zip(terms, holders, strict=True))

    def _calc_idf(self, nd: dict[str, int]) -> None:
        """Stock inverse document frequencies, then each posting's share of a score."""
        if nd:
            super()._calc_idf(nd)
        rows = np.repeat(np.arange(self.corpus_size, dtype=np.int32), self._distinct)
        order = np.argsort(self._columns, kind="stable")
        columns, counts, rows = self._columns[order], self._counts[order], rows[order]
        idf = np.array([self.idf[term] for term in self._terms])
        norm = self.k1 * (1 - self.b + self.b * self.doc_len / (self.avgdl or 1.0))
        self.postings = Postings(
            size=self.corpus_size,
            terms=self._terms,
            starts=np.searchsorted(columns, np.arange(len(self._terms) + 1)),
            rows=rows,
            weights=idf[columns] * (counts * (self.k1 + 1) / (counts + norm[rows])),
        )
        del self._columns, self._counts, self._distinct

    def get_scores(self, query: Sequence[str]) -> NDArray[np.float64]:
        """Return the score of every document, (documents,); a repeated token counts again."""
        return self.postings.scores(query)[0]


class Bm25:
    """The lexical engine: passages by the words (or whatever ``analyze`` makes) of a question.

    Ranked are the rows that hold at least one token of the question, also where the token is so
    common that it adds nothing: in a corpus of two passages every score of BM25 is 0. A question
    that matches nothing has an empty ranking.
    """

    def __init__(
        self,
        analyze: Callable[[str], list[str]],
        name: str = "bm25",
        *,
        k1: float = 1.5,
        b: float = 0.75,
    ) -> None:
        self.name = name
        self._analyze = analyze
        self._k1, self._b = k1, b
        self._postings = SparseOkapi([]).postings

    def __len__(self) -> int:
        return self._postings.size

    def build(self, passages: Sequence[Passage]) -> None:
        """Index the tokens of each passage's `indexed_text`, one passage at a time."""
        tokens = (self._analyze(passage.indexed_text) for passage in passages)
        self._postings = SparseOkapi(tokens, k1=self._k1, b=self._b).postings

    def term_weight(self, term: str) -> float:
        """How much a term tells passages apart: ln(1 + rows / rows that hold it), never below 0.

        A term that no passage holds weighs as if one did.
        """
        return math.log1p(len(self) / max(1, self._postings.holders(term)))

    def coverage(self, question: str, rows: Sequence[int]) -> list[float]:
        """The share, by `term_weight`, of the question's terms that each of the rows holds."""
        weights = {term: self.term_weight(term) for term in self._analyze(question)}
        total = sum(weights.values())
        covered = np.zeros(len(rows))
        for term, weight in weights.items():
            covered += weight * np.isin(rows, self._postings.rows_with(term))
        shares: list[float] = (covered / total if total else covered).tolist()
        return shares

    def search(
        self, question: str, depth: int, allowed: NDArray[np.bool_] | None = None
    ) -> Ranking:
        """Return the ``depth`` best of the allowed rows that hold a token of the question."""
        scores, matched = self._postings.scores(self._analyze(question))
        if allowed is not None:
            matched &= allowed
        rows = np.flatnonzero(matched)
        return top_rows(rows, scores[rows], depth)

    def save(self, folder: Path) -> None:
        """Write `<name>.npz`."""
        self._postings.save(folder / f"{self.name}.npz")

    def load(self, folder: Path) -> None:
        """Read `<name>.npz`. Raises `DamagedIndex`."""
        self._postings = Postings.load(folder / f"{self.name}.npz")
