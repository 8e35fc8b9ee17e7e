"""Markdown → the report's sections and blocks."""

from __future__ import annotations

import re
from pathlib import Path

from kompetanse_qa.norwegian.hyphens import words_in
from kompetanse_qa.records import Furniture, Section
from kompetanse_qa.reports.decoding import decode
from kompetanse_qa.reports.markdown.inline_markup import strip_markup
from kompetanse_qa.reports.markdown.metadata import take_metadata
from kompetanse_qa.reports.outline import nest
from kompetanse_qa.reports.parsed import Parsed
from kompetanse_qa.reports.text.blocks import Draft, build
from kompetanse_qa.reports.text.layout import Layout
from kompetanse_qa.reports.text.lines import Line, split_lines
from kompetanse_qa.reports.text.paragraphs import Writer

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_UNDERLINE = re.compile(r"=+|-+")
_RULE = re.compile(r"(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}")
_FENCE = re.compile(r"(?:```|~~~).*")
_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
# Lines are as long as their paragraphs: where one ends says nothing of the next.
_LAYOUT = Layout(width=0, double_spaced=False, wrapped=True)


def parse(data: bytes, path: Path) -> Parsed:
    """Read a Markdown file: headings, paragraphs, lists, tables, and a block of labelled metadata.

    Marks (bold, links' targets, rules, fences) go to the furniture, and so does the metadata. A
    sentence that is split by a blank line is put together again. Raises UnreadableReport:
    ``encoding``, ``binary`` or ``empty``.
    """
    text = decode(data, path)
    lines, metadata = take_metadata(split_lines(text))
    parser = _Parser()
    parser.take_all(lines)
    vocabulary = words_in(text)
    sections = []
    for heading, drafts in parser.writer.finish():
        blocks = tuple(build(draft, vocabulary) for draft in drafts)
        if heading:
            own = build(Draft("paragraph", [heading]), vocabulary)
            sections.append(Section(headings=(own.text,), blocks=blocks, position=own.position))
        else:
            sections.append(Section(headings=(), blocks=blocks))
    furniture = (*metadata.furniture, *parser.furniture)
    return Parsed(
        sections=nest(sections, parser.depths),
        furniture=tuple(sorted(furniture, key=lambda f: f.position.start)),
        title=metadata.title or _title(sections, parser.depths),
        authors=metadata.authors,
        publisher=metadata.publisher,
        year=metadata.year,
        url=metadata.url,
    )


def source_text(data: bytes, path: Path) -> str:
    """Give the file's characters, in which positions count. Raises what `parse` raises."""
    return decode(data, path)


def _title(sections: list[Section], depths: list[int]) -> str | None:
    """Return the first heading of the highest level."""
    own = [section.headings[-1] for section in sections if section.headings]
    return own[depths.index(min(depths))] if own else None


class _Parser:
    """Goes through the lines once."""

    def __init__(self) -> None:
        self.writer = Writer(_LAYOUT)
        self.furniture: list[Furniture] = []
        self.depths: list[int] = []
        self._fenced = False
        self._quoted = False

    def take_all(self, lines: list[Line]) -> None:
        at = 0
        while at < len(lines):
            at += self._take(lines, at)

    def _take(self, lines: list[Line], at: int) -> int:
        """Read what begins at ``at``; return over how many lines it went."""
        line = lines[at]
        below = lines[at + 1] if at + 1 < len(lines) else None
        heading = _HEADING.fullmatch(line.text)
        if _FENCE.fullmatch(line.text):
            self._fenced = not self._fenced
            self.writer.end_block()
            self._drop(line)
        elif self._fenced:
            self.writer.add(line)
        elif heading:
            start = heading.start(2)
            self._open(line.cut(start, heading.end(2)), len(heading.group(1)))
        elif _RULE.fullmatch(line.text):
            self._drop(line)
        elif below and "|" in line.text and _is_table_rule(below):
            return self._take_table(lines, at)
        elif below and not below.gap and _UNDERLINE.fullmatch(below.text):
            self._open(line, 1 if below.text.startswith("=") else 2)
            self._drop(below)
            return 2
        else:
            quoted = line.text.startswith(">")
            if quoted != self._quoted and line.gap:
                self.writer.end_block()
            self._quoted = quoted
            self.writer.add(self._plain(line))
        return 1

    def _take_table(self, lines: list[Line], at: int) -> int:
        """Take head and rows, one per line, cells apart by their bars."""
        end = at + 2
        while end < len(lines) and not lines[end].gap and "|" in lines[end].text:
            end += 1
        self._drop(lines[at + 1])
        rows = [[self._row(line)] for line in (lines[at], *lines[at + 2 : end])]
        self.writer.set_aside(Draft("table", rows, head_rows=1))
        return end - at

    def _row(self, line: Line) -> Line:
        inner = line.text.strip("|")
        start = line.text.index(inner)
        return self._plain(line.cut(start, start + len(inner)))

    def _open(self, line: Line, depth: int) -> None:
        self.depths.append(depth)
        self.writer.open_section([self._plain(line)])

    def _plain(self, line: Line) -> Line:
        plain, marks = strip_markup(line)
        self.furniture += marks
        return plain

    def _drop(self, line: Line) -> None:
        self.furniture.append(Furniture(kind="markup", text=line.text, position=line.position))


def _is_table_rule(line: Line) -> bool:
    return not line.gap and "-" in line.text and bool(_TABLE_RULE.fullmatch(line.text))
