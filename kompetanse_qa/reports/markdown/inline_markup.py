"""Markdown's marks within a line, taken off the words."""

from __future__ import annotations

import re

from kompetanse_qa.records import Furniture
from kompetanse_qa.reports.text.lines import Line

_MARKS = re.compile(
    r"(?P<escape>\\)(?=[\\`*_{}\[\]()#+\-.!|<>])"
    r"|(?P<quote>^>\s?)"
    r"|(?P<image>!?\[)(?=(?:\\.|[^\[\]\\])*\]\([^()\s]*\))"
    r"|(?P<target>(?<!\\)\]\([^()\s]*\))"
    r"|(?P<strong>(?<!\\)\*\*|(?<![\w\\])__(?=\S)|(?<=\S)__(?!\w))"
    r"|(?P<emphasis>(?<![\w\\*])\*(?=[^\s*])|(?<=[^\s*\\])\*(?![\w*])"
    r"|(?<![\w\\_])_(?=[^\s_])|(?<=[^\s_\\])_(?![\w_]))"
    r"|(?P<code>(?<!\\)`+)"
)


def strip_markup(line: Line) -> tuple[Line, list[Furniture]]:
    """Return the line as it is read, and the marks: emphasis, links' brackets and targets, escapes.

    A line that is nothing but marks is left as it is.
    """
    found = list(_MARKS.finditer(line.text))
    plain = line.without([match.span() for match in found])
    if not found or not plain.pieces:
        return line, []
    marks = []
    for match in found:
        mark = line.cut(*match.span())
        marks.append(Furniture(kind="markup", text=mark.text, position=mark.position))
    return plain, marks
