"""The outcome of a question: hits, citations, and what was searched."""

from __future__ import annotations

from dataclasses import dataclass

from kompetanse_qa.records.filters import Filters
from kompetanse_qa.records.passages import Passage, ReportCard
from kompetanse_qa.records.positions import Span

DEFAULT_K = 5
"""Hits that come with an answer when no number is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What was searched: said with every answer."""

    reports: int
    passages: int
    filters: Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found, with its best sentence."""

    rank: int
    """1 is best."""
    score: float
    passage: Passage
    ranks: tuple[tuple[str, int], ...]
    """The passage's rank in each engine that found it: the score trace."""
    answer_span: Span | None
    """The sentence, or two adjacent ones, in ``passage.text`` that best meets the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """How much one report speaks of something."""

    report: ReportCard
    passages: tuple[Passage, ...]
    """The passages that speak of it, best first."""
    best_span: Span | None
    """The sentence of the first passage that speaks most of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Everything that is needed to show, cite and check a quote, without another look-up."""

    passage_id: str
    report_id: str
    title: str
    descriptive_title: bool
    authors: tuple[str, ...]
    publisher: str | None
    year: int | None
    headings: tuple[str, ...]
    page: int | None
    page_label: str | None
    lines: tuple[int, int] | None
    url: str | None
    source: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The outcome of one question. "No answer" is ``found=False``, not an error."""

    question: str
    found: bool
    touches: bool
    """The reports speak of the subject, whether or not they answer."""
    confidence: float
    """From 0 to 1: how sure we are that ``text`` answers the question."""
    text: str | None
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    """The best passages, also when nothing answers."""
    searched: Searched
    seconds: float
    index: str
    """The generation of the index that answered."""
