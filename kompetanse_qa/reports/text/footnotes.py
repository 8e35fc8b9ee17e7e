"""Footnotes: taken out of the text that they interrupt, and their marks off the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kompetanse_qa.records import Furniture
from kompetanse_qa.reports.text.lines import Line

_NOTE = re.compile(r"(\d{1,3})[.)]?\s+\S")
_WORD = re.compile(r"[^\W_]+")
# A footnote's mark stands on the same page; no page has more lines than this.
_LINES_OF_A_PAGE = 80


@dataclass(frozen=True, slots=True)
class Footnotes:
    """What `take_footnotes` found."""

    lines: list[Line]
    """All lines in their order, the marks taken off."""
    notes: dict[int, int]
    """Index of each line that is a footnote's → index of that footnote's first line."""
    marks: list[Furniture]


def take_footnotes(lines: Sequence[Line]) -> Footnotes:
    """Find footnotes: below a rule, beginning with their number, up to the end of the page.

    The mark of each ("virksomhet.2", "studier5") goes to the furniture as ``markup``; the word
    or the full stop that it was glued to stays whole. A mark is only taken off when its footnote
    stands further down on the page, so that "skole C3" keeps its number. Off a short name or
    abbreviation ("IKT4") it is taken if the file has that word without a number too, and with
    this one nowhere else.
    """
    left = list(lines)
    words = Counter(word for line in lines for word in _WORD.findall(line.text))
    notes: dict[int, int] = {}
    marks: list[Furniture] = []
    first: int | None = None
    for i, line in enumerate(lines):
        found = _NOTE.match(line.text)
        if line.ruled and found:
            first = i
            mark = _take_mark(left, i, found.group(1), words)
            marks += [mark] if mark else []
        elif first is not None and (line.page_start or line.gap > 1):
            first = None
        if first is not None:
            notes[i] = first
    return Footnotes(left, notes, marks)


def _take_mark(
    lines: list[Line], note: int, number: str, words: Mapping[str, int]
) -> Furniture | None:
    """Take the mark ``number`` that stands nearest above ``note`` off its line."""
    patterns = (
        # After a word of two small letters and more, or after a full stop.
        rf"(?<=[a-zæøå]{{2}}){number}(?![\w,.]\w)|(?<=[^\W\d][.,:;!?»”)]){number}(?=\s|$)",
        # Set apart by a space, at the end of a line and a sentence.
        rf"(?<=[.!?»”]) ?(?<=\s){number}$",
        # After any word that stands without it elsewhere.
        rf"\b[^\W\d_]+{number}\b",
    )
    for pattern in patterns:
        for i in range(note - 1, max(note - _LINES_OF_A_PAGE, -1), -1):
            found = re.search(pattern, lines[i].text)
            if found and (pattern != patterns[-1] or _is_glued(found.group(), number, words)):
                return _take(lines, i, found.end() - len(number), found.end())
    return None


def _is_glued(word: str, number: str, words: Mapping[str, int]) -> bool:
    return words[word] == 1 and words[word.removesuffix(number)] > 0


def _take(lines: list[Line], i: int, start: int, end: int) -> Furniture:
    line = lines[i]
    mark = line.cut(start, end)
    lines[i] = line.without([(start, end)])
    return Furniture(kind="markup", text=mark.text, position=mark.position)
