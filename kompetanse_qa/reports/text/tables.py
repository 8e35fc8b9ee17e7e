"""Tables that a converter has flattened to lines: caption, column heads, one row per line."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice

from kompetanse_qa.reports.text.blocks import Draft, Row
from kompetanse_qa.reports.text.layout import Layout, is_finished, opens_low
from kompetanse_qa.reports.text.lines import Line

CAPTION = re.compile(r"(?:Tabell|Table)\s+(?:\d+(?:\.\d+)*|[A-Z])\s*[:.]", re.IGNORECASE)
# One way to match a number and no other: a long row of them that ends in a word is soon given up.
_CELL = r"[-\u2212\u2013]?(?:\d+(?:[.,]\d+)?|[.,]\d+)%?\**"
_CELLS = re.compile(rf"(?:^|(?<=\s)){_CELL}(?:\s+{_CELL})+$")
_NOTE = re.compile(r"\*+\s*=|\*+\s*p\b")
_BULLET = re.compile(r"(?:^|\s)•\s")
# No column head ends like this; "Sig." may be one.
_SENTENCE_END = re.compile(r"\w{4}\.$")
# Fewer rows of numbers than this, without a caption, may be anything.
_FEWEST_ROWS = 3


@dataclass(slots=True)
class Table:
    """Indices of a table's lines; the caption may stand apart from the rest."""

    caption: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)

    @property
    def indices(self) -> list[int]:
        """All lines, caption first."""
        return self.caption + self.body


def find_tables(lines: Sequence[Line], taken: Collection[int], layout: Layout) -> list[Table]:
    """Find the tables among ``lines``, in order; lines at the indices ``taken`` are passed over.

    A table begins with its caption. Rows that stand without one, as those of floating tables do
    that were read after the text around them, go to the last caption that has no rows.
    """
    tables: list[Table] = []
    free = [i for i in range(len(lines)) if i not in taken]
    at = 0
    while at < len(free):
        if CAPTION.match(lines[free[at]].text):
            caption = _caption(lines, free[at:])
            body = _body(lines, _run(lines, free, at + len(caption), layout))
            tables.append(Table(caption, body))
            at += len(caption) + len(body)
            continue
        loose = not is_finished(lines[free[at]].text)
        run = _run(lines, free, at, layout) if loose else []
        if sum(_is_row(lines[i]) for i in run) >= _FEWEST_ROWS:
            if not tables or tables[-1].body:
                tables.append(Table())
            tables[-1].body = _body(lines, run)
            at += len(tables[-1].body)
        else:
            at += max(len(run), 1)
    return tables


def draft_table(table: Table, lines: Sequence[Line], layout: Layout) -> Draft:
    """Return the block of ``table``; its head is the caption and the column heads, a line each.

    Rows that were split over several lines are joined; words that were cut at the edge of a
    narrow column ("utviklingsarbei" / "d") are whole again.
    """
    caption = [lines[i] for i in table.caption]
    heads, rows = _rows([lines[i] for i in table.body])
    head = [row for row in (caption, heads) if row]
    return Draft("table", head + rows, head_rows=len(head), joins_cut_words=layout.spaced_ends)


def _caption(lines: Sequence[Line], indices: Sequence[int]) -> list[int]:
    """Find where the first index's caption ends: it goes on in mid-sentence or to a full stop."""
    caption = [indices[0]]
    for i in indices[1:]:
        text = lines[i].text
        if lines[i].gap or not (opens_low(text) or _SENTENCE_END.search(text)):
            break
        caption.append(i)
    return caption


def _run(lines: Sequence[Line], free: Sequence[int], at: int, layout: Layout) -> list[int]:
    """Find the lines from ``free[at]`` on that may be a table's, up to running text."""
    run: list[int] = []
    for i in islice(free, at, None):
        line = lines[i]
        running = layout.is_long(line) and not _is_row(line) and not _BULLET.search(line.text)
        if CAPTION.match(line.text) or running:
            break
        run.append(i)
    return run


def _body(lines: Sequence[Line], run: Sequence[int]) -> list[int]:
    """Find the rows and column heads that ``run`` begins with, up to the last row or note."""
    bulleted = any(_BULLET.search(lines[i].text) for i in run)
    end = 0
    for n, i in enumerate(run):
        last = _is_row(lines[i]) or _NOTE.match(lines[i].text)
        if last or (bulleted and not lines[i].text.endswith(":")):
            end = n + 1
    return list(run[:end])


def _is_row(line: Line) -> bool:
    """Tell whether it ends in two cells of numbers or more, and does not just count columns."""
    found = _CELLS.search(line.text)
    return bool(found) and not _counts_columns(line)


def _counts_columns(line: Line) -> bool:
    found = _CELLS.search(line.text)
    cells = found.group().split() if found else []
    return cells == [str(n) for n in range(1, len(cells) + 1)] != []


def _rows(body: list[Line]) -> tuple[Row, list[Row]]:
    """Divide column heads from rows."""
    if not any(_is_row(line) for line in body):
        return _bulleted_rows(body)
    rows: list[Row] = []
    heads: Row = []
    label: Row = []
    for line in body:
        if _NOTE.match(line.text):
            rows.append([line])
        elif _is_row(line):
            if not rows:
                heads, label = _split_heads(label, line)
            rows.append([*label, line])
            label = []
        elif rows and not label and opens_low(line.text):
            rows[-1].append(line)
        else:
            label.append(line)
    return heads, [*rows, label] if label else rows


def _split_heads(above: Row, first: Line) -> tuple[Row, Row]:
    """Divide the lines above the first numbers into column heads and the label of the row.

    The lines of a label follow each other without a blank line; the first line of all is a head.
    """
    if _CELLS.sub("", first.text):
        return above, []
    start = len(above) - 1
    while start > 1 and above[start].gap == 0:
        start -= 1
    start = max(start, 1)
    return above[:start], above[start:]


def _bulleted_rows(body: list[Line]) -> tuple[Row, list[Row]]:
    """Make one row for each bullet."""
    heads: Row = []
    rows: list[Row] = []
    for line in body:
        if _BULLET.search(line.text):
            rows.append([line])
        else:
            (rows[-1] if rows else heads).append(line)
    return heads, rows
