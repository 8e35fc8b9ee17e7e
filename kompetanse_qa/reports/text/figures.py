"""Figures: captions, and the loose words of drawings, apart from the text that they interrupt."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from kompetanse_qa.reports.text.blocks import Draft
from kompetanse_qa.reports.text.layout import Layout, is_finished, opens_low
from kompetanse_qa.reports.text.lines import Line

CAPTION = re.compile(r"(?:Figur|Figure)\s+\d+(?:\.\d+)*\s*[:.]", re.IGNORECASE)
# A label in a drawing is shorter than this part of a line.
_LABEL = 0.5
# Fewer labels than this in mid-sentence may be anything.
_FEWEST_LABELS = 3
# The words of a drawing stand this near to its caption, if they do not stand above it.
_NEAR = 60


@dataclass(slots=True)
class Figure:
    """Indices of a figure's lines."""

    caption: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)

    @property
    def indices(self) -> list[int]:
        """All lines, in order."""
        return sorted(self.caption + self.words)


def find_figures(lines: Sequence[Line], taken: Collection[int], layout: Layout) -> list[Figure]:
    """Find the figures among ``lines``, in order; lines at the indices ``taken`` are passed over.

    A drawing's words are the labels right above its caption, or a run of labels in the middle of
    a sentence that then belongs to the caption before it.
    """
    free = [i for i in range(len(lines)) if i not in taken]
    figures: list[Figure] = []
    used: set[int] = set()
    for at, i in enumerate(free):
        if not CAPTION.match(lines[i].text):
            continue
        figure = Figure(_caption(lines, free[at:]), [])
        for j in reversed(free[:at]):
            if j in used or not _is_label(lines[j], layout):
                break
            figure.words.insert(0, j)
        used.update(figure.indices)
        figures.append(figure)
    for words in _interruptions(lines, [i for i in free if i not in used], layout):
        owner = next((f for f in reversed(figures) if f.indices[0] < words[0]), None)
        if owner and not owner.words and lines[words[0]].number < _NEAR + _last(lines, owner):
            owner.words = words
        else:
            figures.append(Figure([], words))
    return sorted(figures, key=lambda figure: figure.indices[0])


def draft_figure(figure: Figure, lines: Sequence[Line]) -> Draft:
    """Return the block of ``figure``: each label on a line of its own, the caption on one."""
    rows = [[lines[i]] for i in figure.words]
    if figure.caption:
        caption = [lines[i] for i in figure.caption]
        rows.insert(sum(i < figure.caption[0] for i in figure.words), caption)
    return Draft("figure", rows)


def _last(lines: Sequence[Line], figure: Figure) -> int:
    return lines[figure.caption[-1]].number


def _caption(lines: Sequence[Line], indices: Sequence[int]) -> list[int]:
    caption = [indices[0]]
    for i in indices[1:]:
        line = lines[i]
        if line.gap or line.page_start or not opens_low(line.text):
            break
        if is_finished(lines[caption[-1]].text):
            break
        caption.append(i)
    return caption


def _is_label(line: Line, layout: Layout) -> bool:
    return len(line.text) < _LABEL * layout.width and not is_finished(line.text)


def _interruptions(lines: Sequence[Line], free: Sequence[int], layout: Layout) -> list[list[int]]:
    """Find runs of labels between a line that breaks off and a page that goes on with it."""
    found: list[list[int]] = []
    run: list[int] = []
    before: Line | None = None
    for i in free:
        line = lines[i]
        if line.page_start and opens_low(line.text) and len(run) >= _FEWEST_LABELS:
            if before is not None and not is_finished(before.text):
                found.append(run)
            run = []
        if _is_label(line, layout) and not line.page_start:
            run.append(i)
            continue
        run, before = [], line
    return found
