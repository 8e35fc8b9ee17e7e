"""The type of the running text, by which headings and footnotes are told from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kompetanse_qa.reports.pdf.lines import Line

_LEADING = 1.2  # in sizes, where nothing can be measured
_GAPS_OF_TEXT = 5  # fewer gaps say nothing of how a size is set
_BOLD_TEXT = 0.4  # if more of the letters are bold than this, bold says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Typography:
    """What most of the document is set in."""

    size: float
    """Points; that of most characters."""
    leadings: Mapping[float, float]
    """For each size that has lines of text: from one baseline to the next, points."""
    bold_stands_out: bool

    def leading(self, size: float) -> float:
        """From one baseline to the next in text of ``size``, points."""
        if size in self.leadings:
            return self.leadings[size]
        return size * self.leadings.get(self.size, _LEADING * self.size) / self.size


def typography(lines: Iterable[Line]) -> Typography:
    """Measure the running text of ``lines`` (in reading order; at least one)."""
    sizes: Counter[float] = Counter()
    gaps: Counter[tuple[float, float]] = Counter()
    bold = letters = 0
    before: Line | None = None
    for line in lines:
        sizes[line.size] += len(line.text)
        letters += len(line.text)
        bold += len(line.text) * line.bold
        if before and before.column == line.column and before.page == line.page:
            gap = round(line.baseline - before.baseline, 1)
            if before.size == line.size and gap > 0:
                gaps[line.size, gap] += 1
        before = line
    size = min(sizes, key=lambda s: (-sizes[s], s))
    leadings: dict[float, float] = {}
    for (at, gap), count in sorted(gaps.items(), key=lambda item: (-item[1], item[0])):
        if at not in leadings and (count >= _GAPS_OF_TEXT or at == size):
            leadings[at] = gap
    return Typography(
        size=size, leadings=leadings, bold_stands_out=bold <= _BOLD_TEXT * max(letters, 1)
    )
