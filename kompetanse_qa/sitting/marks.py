"""The marks: the passages that the reader wants to take along."""

from __future__ import annotations

from dataclasses import dataclass

from kompetanse_qa.records import Citation, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked passage; two marks are about the same passage if their ids are equal."""

    passage_id: str
    question: str
    """What was asked when it was found; empty where it was found by reading."""
    citation: Citation

    def span_in(self, text: str) -> Span | None:
        """Where the quote stands in its passage's text; None if it is the whole, or gone."""
        quote = self.citation.quote
        start = text.find(quote)
        if start < 0 or quote == text:
            return None
        return Span(start=start, end=start + len(quote))


class Marks(list[Mark]):
    """In the order they were made, one for each passage."""

    def holds(self, passage_id: str) -> bool:
        """Whether the passage is marked."""
        return any(mark.passage_id == passage_id for mark in self)

    def toggle(self, mark: Mark) -> bool:
        """Mark a passage, or take its mark away; returns whether it is marked now."""
        if self.holds(mark.passage_id):
            self[:] = [other for other in self if other.passage_id != mark.passage_id]
            return False
        self.append(mark)
        return True
