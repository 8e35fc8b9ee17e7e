"""Tables of contents told from the text: titles that end in page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kompetanse_qa.reports.page_numbers import numeral
from kompetanse_qa.reports.pdf.lines import Line

_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
_ENTRIES = 3
_SHARE = 0.4  # of the lines from the first entry to the last


def contents(page: Sequence[Line]) -> tuple[int, int]:
    """From which line up to which ``page`` is a table of contents (equal if it is none).

    Entries have dot leaders, or a page number apart at the line's end, never falling from one
    entry to the next. Lines between the first and the last entry belong to it too.
    """
    entries = [i for i, line in enumerate(page) if _is_leader(line)]
    if len(entries) < _ENTRIES:
        numbered = [(i, number) for i, line in enumerate(page) if (number := _page_of(line))]
        numbers = [number for _, number in numbered]
        rising = numbers == sorted(numbers) and len(set(numbers)) > len(numbers) / 2
        entries = [i for i, _ in numbered] if rising and len(numbered) > _ENTRIES else []
    if len(entries) < _ENTRIES or len(entries) < _SHARE * (entries[-1] - entries[0] + 1):
        return 0, 0
    return entries[0], entries[-1] + 1


def _is_leader(line: Line) -> bool:
    return bool(_LEADER.search(line.text)) and numeral(line.text.split()[-1]) is not None


def _page_of(line: Line) -> int | None:
    """Find the page number apart at the end of a line that is a title and a number only."""
    titled = any(map(str.isalpha, line.cells[0].text)) or len(line.cells) > 2
    found = numeral(line.cells[-1].text)
    at_the_edge = line.right > line.bounds[1] - 0.5 * line.size
    if len(line.cells) in (2, 3) and titled and found and at_the_edge:
        return found.value if found.style == "arabic" else None
    return None
