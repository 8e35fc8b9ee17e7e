"""How a text file is set: line width, line spacing, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kompetanse_qa.reports.text.lines import Line

_FINISHED = re.compile(r"[.!?:…][»”“\"')\]]*$")
_CLOSED = re.compile(r"[.!?…:;,][»”“\"')\]]*$")
# Text whose lines are longer than this was never wrapped: each line is a paragraph.
_LONGEST_WRAPPED = 140
_UNWRAPPED_WIDTH = 100
# A file of a few short lines says nothing of how long a full one is.
_NARROWEST = 50
# A proportional font's full lines differ in length by less than this.
_SHORT = 0.92
_FEW = 0.1
# What the link lines of a printed web page begin with.
_LINK = re.compile(r"(?:les mer|se (?:også|mer|oversikt)|last ned|gå til|del på)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a line's length and the space above it mean in one file."""

    width: int
    """Characters of a full line."""
    double_spaced: bool
    """Running text has a blank line between its lines."""
    wrapped: bool
    """Paragraphs go over several lines."""
    spaced_ends: bool = False
    """A space stands at the end of nearly every line, so that one without was cut in mid-word."""

    def is_long(self, line: Line) -> bool:
        """Tell a line long enough to be running text rather than a label."""
        return len(line.text) >= 0.7 * self.width

    def breaks_off(self, line: Line, following: Line) -> bool:
        """Tell whether ``line`` ends early: the next line's first word had room on it."""
        room = _SHORT * self.width - len(line.text) - 1
        return len(following.text.split(" ")[0]) < room

    def goes_on(self, line: Line, following: Line) -> bool:
        """Tell whether ``following`` belongs to the paragraph of ``line``, read before it."""
        if is_link(line.text) or is_link(following.text):
            return False
        if not is_finished(line.text):
            if opens_low(following.text):
                return True
            if not self.wrapped:
                return False
        if following.page_start:
            return not is_finished(line.text) or not self.breaks_off(line, following)
        if following.gap > (1 if self.double_spaced else 0):
            return False
        if following.gap == 0 and not self.wrapped:
            return False
        if is_finished(line.text):
            return not self.breaks_off(line, following)
        return True


def measure(lines: Sequence[Line]) -> Layout:
    """Return the layout of the file that has these lines."""
    lengths = sorted(len(line.text) for line in lines) or [0]
    width = max(lengths[int(0.9 * (len(lengths) - 1))], _NARROWEST)
    wrapped = width <= _LONGEST_WRAPPED
    double = single = 0
    for line, following in zip(lines, lines[1:], strict=False):
        if len(line.text) >= 0.7 * width and opens_low(following.text):
            double += following.gap == 1
            single += following.gap == 0
    return Layout(
        width=width if wrapped else _UNWRAPPED_WIDTH,
        double_spaced=wrapped and double > single,
        wrapped=wrapped,
        spaced_ends=sum(line.open_end for line in lines) < _FEW * len(lines),
    )


def is_finished(text: str) -> bool:
    """Tell whether ``text`` ends as a sentence (or a lead-in) ends."""
    return bool(_FINISHED.search(text))


def is_closed(text: str) -> bool:
    """Tell whether ``text`` ends in a mark that no heading ends in."""
    return bool(_CLOSED.search(text))


def is_link(text: str) -> bool:
    """Tell whether ``text`` was a link on a web page ("Les mer om …"), no heading, no sentence."""
    return bool(_LINK.match(text)) and not is_finished(text)


def opens_low(text: str) -> bool:
    """Tell whether ``text`` begins in mid-sentence: with a small letter, brackets aside."""
    return text.lstrip("(«”“\"'–- ")[:1].islower()
