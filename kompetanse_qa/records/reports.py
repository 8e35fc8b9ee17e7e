"""A report as it was read: sections, blocks, and what belongs to the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kompetanse_qa.records.positions import Anchor, Position, Span

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
