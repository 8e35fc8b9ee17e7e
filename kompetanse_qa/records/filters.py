"""What may be found: the user's filters, and the scope that an engine is given."""

from __future__ import annotations

from dataclasses import dataclass

from kompetanse_qa.records.passages import ReportCard


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
