"""What a screen or widget can ask of the app, as messages."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from kompetanse_qa.records import Citation, Span


@dataclass
class OpenReader(Message):
    """Open the report at this passage, with ``span`` of its text marked as the answer."""

    passage_id: str
    span: Span | None = None


@dataclass
class OpenOverview(Message):
    """Show every report that speaks of these words."""

    words: str


@dataclass
class IndexRenewed(Message):
    """The index on the disk is a new one, and the session has opened it."""


@dataclass
class OfferCopy(Message):
    """Offer to copy this quote and its citation."""

    citation: Citation


@dataclass
class ToggleMark(Message):
    """Mark this passage, or take its mark away."""

    citation: Citation
    question: str


@dataclass
class ExportSession(Message):
    """Save what was asked and marked to a file."""


@dataclass
class OpenSource(Message):
    """Open the source file at the citation's page or line."""

    citation: Citation
