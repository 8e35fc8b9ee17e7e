"""Running heads and feet told from the report's text by their repetition from page to page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from statistics import median
from typing import Literal

from kompetanse_qa.records import Furniture
from kompetanse_qa.reports.pdf.labels import numeral, proven
from kompetanse_qa.reports.pdf.lines import Line

Pages = tuple[tuple[Line, ...], ...]
_Edge = Literal["head", "foot"]

_DEPTH = 4  # rows from an edge that are looked at
_SAME_HEIGHT = 6.0  # points
_SAME_ROW = 2.0  # points
_PAGES_OF_A_HEAD = 3
_APART = 1.8  # in sizes: farther from the next row than lines of one text are
_PAGES_OF_A_SLOT = 3
_HEADING_SIZE = 1.3  # in sizes of the body text: larger type at the edge is a heading
_NUMBERS = re.compile(r"\d+")
_PAGE_WORDS = frozenset(("side", "page", "s", "av", "of", "p"))


@dataclass(frozen=True, slots=True)
class _EdgeRow:
    """Lines on one baseline near the top or the foot of a page."""

    edge: _Edge
    page: int
    lines: tuple[Line, ...]
    is_outermost: bool
    stands_apart: bool

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def key(self) -> tuple[str, str]:
        """What is equal for the same head on other pages."""
        words = (_NUMBERS.sub("#", word) for word in self.text.casefold().split())
        return self.edge, " ".join("#" if numeral(word) else word for word in words)

    @property
    def height(self) -> float:
        return self.lines[0].baseline

    @property
    def slot(self) -> tuple[str, int, float] | None:
        """Where and in which type a row stands that keeps its distance from the text."""
        return (self.edge, round(self.height), self.lines[0].size) if self.stands_apart else None

    @property
    def is_divided(self) -> bool:
        """A wide gap divides the row: a name at one side, a number at the other."""
        return sum(len(line.cells) for line in self.lines) > 1

    @property
    def edge_tokens(self) -> list[str]:
        """Where a page number may stand: first or last, also "Side 3 av 20"."""
        words = self.text.split()
        named = [
            after
            for word, after in zip(words, words[1:], strict=False)
            if word.casefold() in ("side", "page")
        ]
        return named[:1] or list(dict.fromkeys((words[0], words[-1])))

    @property
    def is_number_only(self) -> bool:
        words = [w.strip(".|–—-").casefold() for w in self.text.split()]
        numbers = [w for w in words if numeral(w)]
        return bool(numbers) and all(w in _PAGE_WORDS or not w or numeral(w) for w in words)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The pages without their furniture."""

    pages: Pages
    furniture: tuple[Furniture, ...]
    labels: Mapping[int, str]
    """The printed label of each file page that shows one."""


def cleaned(pages: Pages, body_size: float, declared: Mapping[int, str]) -> Cleaned:
    """Take running heads, feet and page numbers out of ``pages``.

    A row at the edge is furniture if its text, digits aside, stands at about the same height
    on at least three pages (of a shorter file: on all of at least two), or if it is just the
    proven page number; and only if no other text stands between it and the edge.
    ``declared`` labels, the file's own, hold where nothing else is printed.
    """
    edges = [row for lines in pages for row in _edge_rows(lines, body_size)]
    tokens: dict[int, list[str]] = defaultdict(list)
    for row in edges:
        tokens[row.page] += row.edge_tokens
    printed = proven(tokens, len(pages))
    labels = {**declared, **printed}
    repeated = _repeated(edges, len(pages))
    slots = _slots(repeated)
    taken: dict[int, Line] = {}
    furniture: list[Furniture] = []
    blocked: set[tuple[int, str]] = set()
    for row in edges:
        side = (row.page, row.edge)
        numbered = (row.is_number_only or row.is_divided) and any(
            found.shown == printed.get(row.page)
            for token in row.edge_tokens
            if (found := numeral(token))
        )
        alike = row.slot in slots and row.is_outermost
        if side in blocked or not (numbered or alike or row in repeated):
            blocked.add(side)
            continue
        kind: Literal["page_number", "running_head", "running_foot"]
        kind = "running_head" if row.edge == "head" else "running_foot"
        kind = "page_number" if row.is_number_only else kind
        for line in row.lines:
            if line.start not in taken:
                taken[line.start] = line
                position = line.position(labels.get(line.page))
                furniture.append(Furniture(kind=kind, text=line.text, position=position))
    kept = tuple(tuple(line for line in page if line.start not in taken) for page in pages)
    ordered = tuple(sorted(furniture, key=lambda item: item.position.start))
    return Cleaned(pages=kept, furniture=ordered, labels=labels)


def _edge_rows(lines: tuple[Line, ...], body_size: float) -> Iterator[_EdgeRow]:
    """List the outermost rows at the top, then at the foot, each from the edge inwards."""
    rows: list[list[Line]] = []
    upright = (line for line in lines if not line.sideways)
    for line in sorted(upright, key=lambda line: (line.baseline, line.left)):
        if rows and line.baseline - rows[-1][0].baseline <= _SAME_ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
    sides: tuple[tuple[_Edge, list[list[Line]]], ...] = (("head", rows), ("foot", rows[::-1]))
    for edge, ordered in sides:
        for depth, row in enumerate(ordered[:_DEPTH]):
            if max(line.size for line in row) >= _HEADING_SIZE * body_size:
                break
            inner = ordered[depth + 1][0].baseline if depth + 1 < len(ordered) else inf
            yield _EdgeRow(
                edge=edge,
                page=row[0].page,
                lines=tuple(sorted(row, key=lambda line: line.left)),
                is_outermost=depth == 0,
                stands_apart=abs(inner - row[0].baseline) > _APART * row[0].size,
            )


def _repeated(edges: list[_EdgeRow], pages: int) -> set[_EdgeRow]:
    """Find the rows that recur: on enough pages, or in turns with others in the same place."""
    groups: dict[tuple[str, str], list[_EdgeRow]] = defaultdict(list)
    for row in edges:
        groups[row.key].append(row)
    needed = min(_PAGES_OF_A_HEAD, max(2, pages))
    found: set[_EdgeRow] = set()
    twice: set[_EdgeRow] = set()
    for group in groups.values():
        middle = median(row.height for row in group)
        level = [row for row in group if abs(row.height - middle) <= _SAME_HEIGHT]
        if len({row.page for row in level}) >= needed:
            found.update(level)
        elif len({row.page for row in level}) > 1:
            twice.update(level)
    slots = _slots(twice)
    return found | {row for row in twice if row.slot in slots}


def _slots(rows: set[_EdgeRow]) -> set[tuple[str, int, float]]:
    """Find the places at the page's edge where at least three of ``rows`` stand apart."""
    pages = Counter(row.slot for row in rows if row.slot and row.is_outermost)
    return {slot for slot, count in pages.items() if slot and count >= _PAGES_OF_A_SLOT}
