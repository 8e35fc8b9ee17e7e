"""The nouns of the product. Values: made once, never changed."""

from kompetanse_qa.records.answers import DEFAULT_K, Answer, Citation, Hit, Mentions, Searched
from kompetanse_qa.records.filters import EVERYTHING, Filters, Scope
from kompetanse_qa.records.passages import Passage, Ranking, ReportCard, Scored
from kompetanse_qa.records.positions import Anchor, Position, Span, locate
from kompetanse_qa.records.reports import (
    Block,
    BlockKind,
    Furniture,
    Report,
    Section,
    Skipped,
    SkipReason,
)

__all__ = [
    "DEFAULT_K",
    "Anchor",
    "Answer",
    "Block",
    "BlockKind",
    "Citation",
    "EVERYTHING",
    "Filters",
    "Furniture",
    "Hit",
    "Mentions",
    "Passage",
    "Position",
    "Ranking",
    "Report",
    "ReportCard",
    "Scope",
    "Scored",
    "Searched",
    "Section",
    "SkipReason",
    "Skipped",
    "Span",
    "locate",
]
