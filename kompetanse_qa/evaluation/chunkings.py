"""Other divisions of the same reports, to measure what ours is worth."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from kompetanse_qa.norwegian import sentences
from kompetanse_qa.records import Anchor, Passage, Span

AS_SHIPPED = "sentences"
"""The chunking of the index itself."""
WINDOW = 120
"""Words of a blind window: as many as our passages aim at."""

Chunking = Callable[[Sequence[Passage]], list[Passage]]


def as_shipped(passages: Sequence[Passage]) -> list[Passage]:
    """Our passages, indexed with title and headings."""
    return list(passages)


def bare(passages: Sequence[Passage]) -> list[Passage]:
    """Our passages, indexed by their text alone."""
    return [replace(passage, title="", headings=()) for passage in passages]


def windows(passages: Sequence[Passage]) -> list[Passage]:
    """Windows of `WINDOW` words that heed neither sentence nor section, without any context.

    They are cut from each report's passages in reading order, so they hold exactly the text that
    ours hold (the heads that are repeated above a divided table are there twice).
    """
    made = []
    for report_id, group in groupby(passages, key=lambda passage: passage.report_id):
        members = list(group)
        text = "\n\n".join(passage.text for passage in members)
        words = list(re.finditer(r"\S+", text))
        for number, first in enumerate(range(0, len(words), WINDOW)):
            last = min(first + WINDOW, len(words)) - 1
            window = text[words[first].start() : words[last].end()]
            made.append(_window(members[0], f"{report_id}#{number}", window))
    return made


def _window(model: Passage, identity: str, text: str) -> Passage:
    """Make a passage of ``text``; where it stands in the source is not kept."""
    whole = Span(start=0, end=len(text))
    return replace(
        model,
        id=identity,
        title="",
        headings=(),
        kind="paragraph",
        text=text,
        sentences=tuple(sentences.split(text)) or (whole,),
        anchors=(Anchor(offset=0, position=model.position),),
    )


CHUNKINGS: dict[str, Chunking] = {"sentences": as_shipped, "bare": bare, "windows": windows}
"""By the name that follows ``@`` in a system's name."""
