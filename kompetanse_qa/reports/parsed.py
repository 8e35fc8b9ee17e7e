"""What a format's module hands over: the report without what the manifest knows."""

from __future__ import annotations

from dataclasses import dataclass

from kompetanse_qa.records import Furniture, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A file's content. The fields with a default are what the file itself says, if it does."""

    sections: tuple[Section, ...]
    furniture: tuple[Furniture, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    year: int | None = None
    url: str | None = None
