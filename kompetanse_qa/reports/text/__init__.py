"""Plain text → the report's sections and blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kompetanse_qa.norwegian.hyphens import words_in
from kompetanse_qa.records import Furniture, Section
from kompetanse_qa.reports.decoding import decode
from kompetanse_qa.reports.outline import guess_depths, is_chapter, nest, own_headings
from kompetanse_qa.reports.parsed import Parsed
from kompetanse_qa.reports.text.blocks import Draft, Row, build
from kompetanse_qa.reports.text.figures import draft_figure, find_figures
from kompetanse_qa.reports.text.footnotes import take_footnotes
from kompetanse_qa.reports.text.headings import find_headings
from kompetanse_qa.reports.text.layout import measure
from kompetanse_qa.reports.text.lines import Line, split_lines
from kompetanse_qa.reports.text.pages import take_furniture
from kompetanse_qa.reports.text.paragraphs import Writer
from kompetanse_qa.reports.text.questions import sort_questions
from kompetanse_qa.reports.text.tables import draft_table, find_tables


def parse(data: bytes, path: Path) -> Parsed:
    """Read a text file, wrapped or not, single-spaced or double-spaced.

    What interrupts the running text (page marks, footnotes, tables, figures) is found first and
    set aside, so that the sentences around it can be put together again; it follows the paragraph
    that it interrupted. Raises UnreadableReport: ``encoding``, ``binary`` or ``empty``.
    """
    text = decode(data, path)
    all_lines = split_lines(text)
    lines, furniture = take_furniture(all_lines)
    layout = measure(lines)
    footnotes = take_footnotes(lines)
    lines = footnotes.lines
    floats: dict[int, Draft] = {}
    for i, first in footnotes.notes.items():
        floats.setdefault(first, Draft("footnote", [[]])).rows[0].append(lines[i])
    taken = set(footnotes.notes)
    for table in find_tables(lines, taken, layout):
        floats[table.indices[0]] = draft_table(table, lines, layout)
        taken.update(table.indices)
    for figure in find_figures(lines, taken, layout):
        floats[figure.indices[0]] = draft_figure(figure, lines)
        taken.update(figure.indices)
    headings = {found[0]: found for found in find_headings(lines, taken, layout)}
    taken.update(i for found in headings.values() for i in found)

    writer = Writer(layout)
    for i, line in enumerate(lines):
        if i in headings:
            writer.open_section([lines[j] for j in headings[i]])
        elif i in floats:
            writer.set_aside(floats[i])
        elif i not in taken:
            writer.add(line)
    vocabulary = words_in(text)
    sections = [_section(h, drafts, vocabulary) for h, drafts in writer.finish()]
    depths = guess_depths(own_headings(sections))
    return Parsed(
        sections=nest([_without_hashes(s) for s in sections], depths),
        furniture=tuple(sorted((*furniture, *footnotes.marks), key=lambda f: f.position.start)),
        title=_title(sections, lines) or _head_at(all_lines[0], furniture),
    )


def source_text(data: bytes, path: Path) -> str:
    """Give the file's characters, in which positions count. Raises what `parse` raises."""
    return decode(data, path)


def _section(heading: Row, drafts: list[Draft], vocabulary: frozenset[str]) -> Section:
    blocks = tuple(build(draft, vocabulary) for draft in sort_questions(drafts))
    if not heading:
        return Section(headings=(), blocks=blocks)
    own = build(Draft("paragraph", [heading]), vocabulary)
    return Section(headings=(own.text,), blocks=blocks, position=own.position)


def _without_hashes(section: Section) -> Section:
    return replace(section, headings=tuple(h.lstrip("# ") for h in section.headings))


def _title(sections: list[Section], lines: list[Line]) -> str | None:
    """Return the heading that the file begins with, unless it is a foreword's or a chapter's."""
    first = next((s for s in sections if s.headings), None)
    begins = first and first.position and first.position.start == lines[0].position.start
    if first is None or not begins or is_chapter(first.headings[-1]):
        return None
    return first.headings[-1].lstrip("# ")


def _head_at(first: Line, furniture: Sequence[Furniture]) -> str | None:
    """Return the running head that the file begins with: most often the report's title."""
    heads = (f for f in furniture if f.kind == "running_head" and f.position == first.position)
    return next((f.text for f in heads), None)
