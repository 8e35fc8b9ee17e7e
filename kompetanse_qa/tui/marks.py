"""A mark: a passage that the reader wants to take along."""

from __future__ import annotations

from dataclasses import dataclass

from kompetanse_qa.records import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked passage; two marks are about the same passage if their ids are equal."""

    passage_id: str
    question: str
    """What was asked when it was found; empty where it was found by reading."""
    citation: Citation
