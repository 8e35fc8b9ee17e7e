"""Report → passages: what is found and quoted, cut on sentence borders.

A passage never leaves its section, so that its headings are true of every sentence in it; tiny
sections stay small for that reason. Running text (paragraphs and lists) flows past what stands
between it; tables, figures, footnotes and questions become passages of their own kind. Where to
cut is found by dynamic programming: of all divisions of a section the one with the least cost.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kompetanse_qa.norwegian import sentences
from kompetanse_qa.records import (
    Anchor,
    Block,
    BlockKind,
    Passage,
    Position,
    Report,
    Section,
    Span,
    locate,
)

CHUNKING = "sentences-60-120-180/1"
"""Identity of the division, written into the index. Change it with any change of the result."""

SHORTEST, TARGET, LONGEST = 60, 120, 180
"""Words of a passage; a section with less than ``SHORTEST`` gives a shorter one."""

LONGEST_SENTENCE = 240
"""Words of a sentence that is still kept whole; some 420 of an encoder's 512 tokens."""

CUT_INSIDE_BLOCK = 1.0
"""Cost of a border inside a paragraph: as much as being 60 words off the target."""

CUT_AFTER_LEAD_IN = 8.0
"""Cost of a border between a lead-in and what it leads in."""

TOO_SHORT = 1.0
"""Extra cost of a passage below ``SHORTEST``."""

_WORD = re.compile(r"\S+")
_CLAUSE_END = ",;:.–—"


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is never cut: a sentence, a table row, a part of an endless sentence."""

    block: Block
    span: Span
    words: int
    head_words: int
    """Words of the head that is repeated when a passage begins with this unit."""


def passages(report: Report) -> list[Passage]:
    """Return the passages of ``report`` in reading order.

    The same text in the same report has the same id everywhere; a repeat gets ``-2``, ``-3``, …
    """
    seen: Counter[str] = Counter()
    made = []
    for section in report.sections:
        parts = [part for stream in _streams(section) for part in _divide(stream)]
        parts.sort(key=lambda part: (part[0].block.position.start, part[0].span.start))
        for part in parts:
            made.append(_passage(report, section, part, seen))
    return made


def _streams(section: Section) -> list[list[_Unit]]:
    """Sort the units of the section by what may stand together in one passage."""
    prose: list[_Unit] = []
    footnotes: list[_Unit] = []
    questions: list[_Unit] = []
    streams = [prose, footnotes, questions]
    for block in section.blocks:
        units = _units(block)
        match block.kind:
            case "paragraph" | "list":
                prose.extend(units)
            case "footnote":
                footnotes.extend(units)
            case "questions":
                questions.extend(units)
            case "table" | "figure":
                streams.append(units)
    return streams


def _units(block: Block) -> list[_Unit]:
    """Make units of the block's sentences, or of a table's lines."""
    whole: Iterable[Span]
    if block.kind == "table":
        lines = re.finditer(r"\S(?:.*\S)?", block.text)
        whole = (Span(start=line.start(), end=line.end()) for line in lines)
    else:
        whole = sentences.split(block.text)
    head = block.head
    units = []
    for span in (piece for sentence in whole for piece in _pieces(block.text, sentence)):
        below = head is not None and span.start >= head.end
        units.append(
            _Unit(
                block=block,
                span=span,
                words=_words(block.text, span),
                head_words=_words(block.text, head) if head is not None and below else 0,
            )
        )
    return units


def _pieces(text: str, sentence: Span) -> list[Span]:
    """Cut an endless sentence into near-equal parts, after a clause or else after a word."""
    words = list(_WORD.finditer(text, sentence.start, sentence.end))
    if len(words) <= LONGEST_SENTENCE:
        return [sentence]
    count = -(-len(words) // TARGET)
    size = len(words) / count
    borders = [0]
    for part in range(1, count):
        aim = round(part * size)
        near = range(aim - TARGET // 4, aim + TARGET // 4)
        clauses = [i for i in near if words[i - 1].group()[-1] in _CLAUSE_END]
        borders.append(min(clauses, key=lambda i: (abs(i - aim), i)) if clauses else aim)
    borders.append(len(words))
    return [
        Span(start=words[first].start(), end=words[last - 1].end())
        for first, last in zip(borders, borders[1:], strict=False)
    ]


def _divide(units: Sequence[_Unit]) -> list[Sequence[_Unit]]:
    """Find the division of ``units`` that costs least; the first of equals."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(units) + 1):
        choices = []
        words = 0
        for start in range(end - 1, -1, -1):
            words += units[start].words
            size = words + units[start].head_words
            if size > LONGEST and start < end - 1:
                break
            cost = best[start][0] + _cost_of_size(size) + _cost_of_cut(units, start)
            choices.append((cost, start))
        best.append(min(choices))
    parts: list[Sequence[_Unit]] = []
    end = len(units)
    while end:
        start = best[end][1]
        parts.append(units[start:end])
        end = start
    return parts[::-1]


def _cost_of_size(words: int) -> float:
    distance = (words - TARGET) / (LONGEST - TARGET)
    return distance**2 + (TOO_SHORT if words < SHORTEST else 0.0)


def _cost_of_cut(units: Sequence[_Unit], at: int) -> float:
    """Price a border before unit ``at``."""
    if at == 0:
        return 0.0
    before, after = units[at - 1], units[at]
    block = before.block
    in_head = block.head is not None and before.span.start < block.head.end
    if in_head or block.text[before.span.start : before.span.end].endswith(":"):
        return CUT_AFTER_LEAD_IN
    return CUT_INSIDE_BLOCK if block is after.block and block.kind != "table" else 0.0


def _passage(
    report: Report, section: Section, units: Sequence[_Unit], seen: Counter[str]
) -> Passage:
    """Join the units, with the head of a divided table or list on top."""
    slices = _slices(units)
    first = units[0]
    if first.head_words:
        slices.insert(0, _head(first.block))
    text = ""
    spans: list[Span] = []
    anchors: list[Anchor] = []
    for block, inside in slices:
        if text:
            text += "\n" if first.head_words and len(spans) == len(slices[0][1]) else "\n\n"
        start, end = inside[0].start, inside[-1].end
        shift = len(text) - start
        anchors.extend(_shifted(block.anchors, start, end, shift))
        spans.extend(Span(start=span.start + shift, end=span.end + shift) for span in inside)
        text += block.text[start:end]
    return Passage(
        id=_identity(report.id, text, seen),
        report_id=report.id,
        title=report.title,
        year=report.year,
        headings=section.headings,
        position=_position(units),
        kind=_kind(units),
        text=text,
        sentences=tuple(spans),
        anchors=tuple(anchors),
    )


def _slices(units: Sequence[_Unit]) -> list[tuple[Block, list[Span]]]:
    """Group the units by block: from each block one unbroken stretch."""
    slices: list[tuple[Block, list[Span]]] = []
    for unit in units:
        if not slices or slices[-1][0] is not unit.block:
            slices.append((unit.block, []))
        slices[-1][1].append(unit.span)
    return slices


def _head(block: Block) -> tuple[Block, list[Span]]:
    """Return what stands above the rows (or items) of a block that has a head."""
    return block, [unit.span for unit in _units(block) if not unit.head_words]


def _shifted(anchors: Sequence[Anchor], start: int, end: int, shift: int) -> list[Anchor]:
    """Return the anchors of ``text[start:end]``, moved by ``shift`` characters.

    Where the stretch begins in the middle of a source line, so does its first anchor.
    """
    first = max(i for i, anchor in enumerate(anchors) if anchor.offset <= start or i == 0)
    at = anchors[first].position
    skipped = max(0, start - anchors[first].offset)
    moved = replace(at, start=min(at.start + skipped, at.end))
    return [
        Anchor(offset=start + shift, position=moved),
        *(
            Anchor(offset=anchor.offset + shift, position=anchor.position)
            for anchor in anchors[first + 1 :]
            if anchor.offset < end
        ),
    ]


def _position(units: Sequence[_Unit]) -> Position:
    """Reach from where the first unit begins to where the last ends; a repeated head aside."""
    first, last = units[0], units[-1]
    begins = locate(first.block.anchors, first.span)
    return begins.joined(locate(last.block.anchors, last.span))


def _kind(units: Sequence[_Unit]) -> BlockKind:
    """Return the kind of all; paragraphs mixed with lists are running text."""
    kinds = {unit.block.kind for unit in units}
    return kinds.pop() if len(kinds) == 1 else "paragraph"


def _identity(report_id: str, text: str, seen: Counter[str]) -> str:
    """Sixteen hex digits of SHA-256 over report and text, white space evened out."""
    content = f"{report_id}\n{' '.join(text.split())}"
    digest = hashlib.sha256(content.encode()).hexdigest()[:16]
    seen[digest] += 1
    return digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


def _words(text: str, span: Span) -> int:
    return len(text[span.start : span.end].split())
