"""Lines of source → a Block whose every character can be found again."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from kompetanse_qa.norwegian.hyphens import HYPHENS, join_line_end
from kompetanse_qa.records import Anchor, Block, BlockKind, Span
from kompetanse_qa.reports.text.lines import Line

_UNFINISHED_URL = re.compile(r"://\S*[/_=&?]$")

Row = list[Line]
"""Lines that are joined to one: a paragraph, a list item, a table row."""


@dataclass(slots=True)
class Draft:
    """A block before its lines are joined; ``rows`` stand on lines of their own."""

    kind: BlockKind
    rows: list[Row]
    head_rows: int = 0
    """How many of the first rows are the head (lead-in; caption and column heads)."""
    joins_cut_words: bool = False
    """A line with no space at its end goes on in mid-word, as in narrow table columns."""


def build(draft: Draft, vocabulary: Collection[str]) -> Block:
    """Join the lines of ``draft``; ``vocabulary`` is the evidence for line-end hyphens."""
    text = ""
    anchors: list[Anchor] = []
    head: Span | None = None
    for number, row in enumerate(draft.rows):
        if number == draft.head_rows > 0:
            head = Span(start=0, end=len(text))
        if number:
            text += "\n"
        for line, following in zip(row, [*row[1:], None], strict=True):
            dropped, separator = _joint(draft, line, following, vocabulary)
            for piece in line.cut(0, len(line.text) - dropped).pieces:
                end = piece.start + len(piece.text)
                position = replace(line.position, start=piece.start, end=end)
                anchors.append(Anchor(offset=len(text), position=position))
                text += piece.text
            text += separator
    if draft.head_rows >= len(draft.rows):
        head = Span(start=0, end=len(text))
    whole = anchors[0].position
    for anchor in anchors[1:]:
        whole = whole.joined(anchor.position)
    return Block(kind=draft.kind, text=text, position=whole, anchors=tuple(anchors), head=head)


def _joint(
    draft: Draft, line: Line, following: Line | None, vocabulary: Collection[str]
) -> tuple[int, str]:
    """Return how many characters of ``line`` fall away, and what stands before ``following``."""
    if following is None:
        return 0, ""
    left, right = line.text.split(" ")[-1], following.text.split(" ")[0]
    if left[-1] in HYPHENS and len(left) > 1:
        before = join_line_end(left, right, vocabulary).removesuffix(right)
        return len(left) - len(before.rstrip()), before[len(before.rstrip()) :]
    if _UNFINISHED_URL.search(left):
        return 0, ""
    if draft.joins_cut_words and line.open_end and right[:1].islower():
        return 0, ""
    return 0, " "
