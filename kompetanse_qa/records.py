"""The nouns of the product. Values: made once, never changed.

Offsets are counted in characters (Unicode code points), half open: ``text[start:end]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["paragraph", "list", "table", "footnote", "figure", "questions"]
SkipReason = Literal[
    "empty",
    "binary",
    "encoding",
    "encrypted",
    "damaged",
    "duplicate",
    "no_pages",
    "no_text_layer",
    "unsupported",
    "unreadable",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of characters in some text, half open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a piece of text stands in its source.

    ``start`` and ``end`` count characters in the decoded source (text formats) or in the text
    that was extracted from it, pages joined by a form feed (PDF).
    """

    start: int
    end: int
    lines: tuple[int, int] | None = None
    """First and last line, 1-based, both included; text formats only."""
    page: int | None = None
    """Page of the file, 1-based; PDF only. The page where the piece begins."""
    page_label: str | None = None
    """The page number that is printed on the page; None where it is not proven."""

    def joined(self, other: Position) -> Position:
        """The position from where this one begins to where ``other`` ends."""
        lines = None
        if self.lines and other.lines:
            lines = (min(self.lines[0], other.lines[0]), max(self.lines[1], other.lines[1]))
        return Position(
            start=min(self.start, other.start),
            end=max(self.end, other.end),
            lines=lines,
            page=self.page,
            page_label=self.page_label,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Text from ``offset`` on, up to the next anchor, was read from ``position``.

    One anchor for each source line (or PDF line) that a block was joined from, so that every
    sentence of a re-joined paragraph still knows its own lines and page.
    """

    offset: int
    position: Position


def locate(anchors: tuple[Anchor, ...], span: Span) -> Position:
    """The source position of ``span`` in a text with these anchors (sorted, at least one)."""
    first = max((i for i, a in enumerate(anchors) if a.offset <= span.start), default=0)
    last = max((i for i, a in enumerate(anchors) if a.offset < span.end), default=first)
    last = max(first, last)
    a, b = anchors[first], anchors[last]
    start = min(a.position.start + span.start - a.offset, a.position.end)
    end = min(b.position.start + span.end - b.offset, b.position.end)
    inside = Position(
        start=start,
        end=max(start, end),
        lines=a.position.lines,
        page=a.position.page,
        page_label=a.position.page_label,
    )
    if a.position.lines and b.position.lines:
        lines = (a.position.lines[0], b.position.lines[1])
        return Position(
            start=inside.start,
            end=inside.end,
            lines=lines,
            page=inside.page,
            page_label=inside.page_label,
        )
    return inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a list, a table, …: the text as it is quoted, and where each line came from.

    Source lines of running text are joined with one space (line-end hyphens resolved); list
    items and table rows stand on lines of their own, separated by a newline.
    """

    kind: BlockKind
    text: str
    position: Position
    anchors: tuple[Anchor, ...]
    head: Span | None = None
    """Tables: caption and column heads, repeated above the rows when a long table is divided.
    Lists: the lead-in sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with the text below it, up to the next heading of any level.

    ``headings`` is the whole path, outermost first; empty for text before the first heading.
    """

    headings: tuple[str, ...]
    blocks: tuple[Block, ...]
    position: Position | None = None
    """Where the heading itself stands; None where the section has no heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Something that was taken out of the text since it belongs to the page, not the report."""

    kind: Literal["page_number", "page_mark", "running_head", "running_foot", "markup", "metadata"]
    text: str
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report, read."""

    id: str
    """The file's stem in the corpus folder."""
    title: str
    authors: tuple[str, ...]
    publisher: str | None
    year: int | None
    url: str | None
    source: str
    """The file's path below the corpus folder."""
    sections: tuple[Section, ...]
    furniture: tuple[Furniture, ...] = ()
    descriptive_title: bool = False
    """The title describes the report; it is not printed on it."""
    listed: bool = True
    """The corpus manifest has an entry for this report."""

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Every block in reading order, with its section."""
        for section in self.sections:
            for block in section.blocks:
                yield section, block


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file of the corpus that could not be read, and why."""

    path: str
    reason: SkipReason
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit that is found and quoted."""

    id: str
    report_id: str
    title: str
    """The report's title."""
    year: int | None
    headings: tuple[str, ...]
    position: Position
    kind: BlockKind
    text: str
    """What is quoted; never holds title or headings."""
    sentences: tuple[Span, ...]
    """Sentences (list items, table rows) of ``text``, in order."""
    anchors: tuple[Anchor, ...] = field(repr=False)

    @property
    def indexed_text(self) -> str:
        """What the engines see: title and headings, then the text."""
        return "\n".join((self.title, " › ".join(self.headings), self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard:
    """What the index knows of a report, without its text."""

    id: str
    title: str
    authors: tuple[str, ...]
    publisher: str | None
    year: int | None
    url: str | None
    source: str
    descriptive_title: bool
    listed: bool
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which reports may answer. Empty means all; the conditions hold together."""

    reports: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    """Compared without regard to case; a part of the name is enough."""
    year_from: int | None = None
    year_to: int | None = None
    """Both years included. A report of unknown year never passes a year filter."""

    def passes(self, card: ReportCard) -> bool:
        """Whether this report may answer."""
        if self.reports and card.id not in self.reports:
            return False
        publisher = (card.publisher or "").casefold()
        if self.publishers and not any(p.casefold() in publisher for p in self.publishers):
            return False
        if self.year_from is None and self.year_to is None:
            return True
        return (
            card.year is not None
            and (self.year_from is None or card.year >= self.year_from)
            and (self.year_to is None or card.year <= self.year_to)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which passages may be found: a value, so that an engine can hand it on to its store."""

    reports: frozenset[str] | None = None
    """Ids of the reports; None: all."""
    without: frozenset[str] = frozenset()
    """Keys of passages that are left out."""


EVERYTHING = Scope()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A passage and what an engine gave it. Scores of two engines can't be compared."""

    key: str
    """`Passage.id`: the name by which all engines know it."""
    score: float


Ranking = tuple[Scored, ...]
"""Best first; of equal scores in the order of their keys."""
