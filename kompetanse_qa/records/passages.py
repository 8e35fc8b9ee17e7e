"""What is found and quoted, and what the index knows of the report that it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field

from kompetanse_qa.records.positions import Anchor, Position, Span
from kompetanse_qa.records.reports import BlockKind


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
class Scored:
    """A passage and what an engine gave it. Scores of two engines can't be compared."""

    key: str
    """`Passage.id`: the name by which all engines know it."""
    score: float


Ranking = tuple[Scored, ...]
"""Best first; of equal scores in the order of their keys."""
