"""Running heads and feet told from the report's text by their repetition from page to page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Literal

from kompetanse_qa.records import Furniture
from kompetanse_qa.reports.page_numbers import is_number_only, number_tokens, proven
from kompetanse_qa.reports.pdf.lines import Line
from kompetanse_qa.reports.repetition import EDGE_DEPTH, Edge, EdgeRow, find_repeated

Pages = tuple[tuple[Line, ...], ...]

_SAME_ROW = 2.0  # points
_APART = 1.8  # in sizes: farther from the next row than lines of one text are
_HEADING_SIZE = 1.3  # in sizes of the body text: larger type at the edge is a heading


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The pages without their furniture."""

    pages: Pages
    furniture: tuple[Furniture, ...]
    labels: Mapping[int, str]
    """The printed label of each file page that shows one."""


def cleaned(pages: Pages, body_size: float, declared: Mapping[int, str]) -> Cleaned:
    """Take running heads, feet and page numbers out of ``pages``, as `find_repeated` finds them.

    ``declared`` labels, the file's own, hold where nothing else is printed.
    """
    edges = [edge for lines in pages for edge in _edge_rows(lines, body_size)]
    rows = [row for row, _ in edges]
    tokens: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        tokens[row.page] += number_tokens(row.text)
    printed = proven(tokens, len(pages))
    labels = {**declared, **printed}
    taken: dict[int, Line] = {}
    furniture: list[Furniture] = []
    for i in find_repeated(rows, len(pages), printed):
        row, lines = edges[i]
        kind: Literal["page_number", "running_head", "running_foot"]
        kind = "running_head" if row.edge == "head" else "running_foot"
        kind = "page_number" if is_number_only(row.text) else kind
        for line in lines:
            if line.start not in taken:
                taken[line.start] = line
                position = line.position(labels.get(line.page))
                furniture.append(Furniture(kind=kind, text=line.text, position=position))
    kept = tuple(tuple(line for line in page if line.start not in taken) for page in pages)
    ordered = tuple(sorted(furniture, key=lambda item: item.position.start))
    return Cleaned(pages=kept, furniture=ordered, labels=labels)


def _edge_rows(
    lines: tuple[Line, ...], body_size: float
) -> Iterator[tuple[EdgeRow, tuple[Line, ...]]]:
    """List the outermost rows at the top, then at the foot, each from the edge inwards."""
    rows: list[list[Line]] = []
    upright = (line for line in lines if not line.sideways)
    for line in sorted(upright, key=lambda line: (line.baseline, line.left)):
        if rows and line.baseline - rows[-1][0].baseline <= _SAME_ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
    sides: tuple[tuple[Edge, list[list[Line]]], ...] = (("head", rows), ("foot", rows[::-1]))
    for edge, ordered in sides:
        for depth, found in enumerate(ordered[:EDGE_DEPTH]):
            if max(line.size for line in found) >= _HEADING_SIZE * body_size:
                break
            inner = ordered[depth + 1][0].baseline if depth + 1 < len(ordered) else inf
            row = tuple(sorted(found, key=lambda line: line.left))
            height, size = row[0].baseline, row[0].size
            stands_apart = abs(inner - found[0].baseline) > _APART * found[0].size
            yield (
                EdgeRow(
                    edge=edge,
                    page=row[0].page,
                    text=" ".join(line.text for line in row),
                    is_divided=sum(len(line.cells) for line in row) > 1,
                    is_outermost=depth == 0,
                    height=height,
                    slot=(edge, round(height), size) if stands_apart else None,
                ),
                row,
            )
