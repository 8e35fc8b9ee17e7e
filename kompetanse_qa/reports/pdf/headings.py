"""Headings told from the text by type, number and outline, and how they nest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from kompetanse_qa.reports.pdf.document import Bookmark
from kompetanse_qa.reports.pdf.lines import Line
from kompetanse_qa.reports.pdf.tables import caption_of
from kompetanse_qa.reports.pdf.typography import Typography

_LARGER = 1.12  # in sizes of the text
_LETTERS = 200  # a longer group of lines is a pull quote or an ingress
_LINES_OF_A_HEADING = 5
_LINES_OF_BOLD = 2  # more lines of bold in the text's own size are an emphasised paragraph
_APART = 1.15  # in leadings
_LINE_GAP = 1.6  # in sizes: lines of one heading are no farther apart
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=\S*[^\W\d_])")
_CHAPTER = re.compile(r"(?:kapittel|kap\.|vedlegg|del|chapter|appendix)\s+[\dA-ZÆØÅ]", re.I)
_BULLET = re.compile(r"[•●▪■◦○‣–—-]\s")
_ENDS_SENTENCE = re.compile(r"[.,;:]$")
_TITLE_PAGES = 2
_MARKS = re.compile(r"[\W_]+")


def headings(
    column: Sequence[Line], kind: Typography, outline: Sequence[Bookmark]
) -> list[tuple[int, int]]:
    """Where in ``column`` headings begin and end (half open)."""
    found: list[tuple[int, int]] = []
    text_like = _text_like(column)
    index = 0
    while index < len(column):
        end = index + 1
        if index in text_like and not _bookmark(column[index:end], outline):
            index = end
            continue
        if _may_begin(column, index, kind, outline):
            while end < len(column) and _continues(column[end - 1], column[end]):
                end += 1
            if _is_heading(column[index:end], kind, outline):
                found.append((index, end))
        index = end
    return found


def levels(groups: Sequence[Sequence[Line]], outline: Sequence[Bookmark]) -> list[int]:
    """Give each heading its level, 1 the outermost.

    A heading that the outline or its own number places has that level. Any other has the level
    that headings of its style mostly have, or else the one below the next larger style. A style
    that is seen on the first pages only is the report's title: it encloses nothing.
    """
    declared = [_declared(group, outline) for group in groups]
    styles = sorted({_style(group) for group in groups}, key=lambda s: (-s[0], -s[1]))
    level_of: dict[tuple[float, bool], int] = {}
    above = 0
    for style in styles:
        members = [i for i, group in enumerate(groups) if _style(group) == style]
        known = Counter(level for i in members if (level := declared[i]))
        if sum(known.values()) * 2 >= len(members):
            above = min(known, key=lambda level: (-known[level], level))
        elif above or not _is_title([groups[i] for i in members], groups):
            above += 1
        level_of[style] = max(above, 1)
    return [known or level_of[_style(group)] for known, group in zip(declared, groups, strict=True)]


def _text_like(column: Sequence[Line]) -> set[int]:
    """Find the lines in long runs of one style: text in its own right, be it large or bold."""
    found: set[int] = set()
    for _, run in groupby(enumerate(column), key=lambda item: (item[1].size, item[1].bold)):
        indices = [index for index, _ in run]
        if len(indices) > _LINES_OF_A_HEADING:
            found.update(indices)
    return found


def _may_begin(
    column: Sequence[Line], index: int, kind: Typography, outline: Sequence[Bookmark]
) -> bool:
    line = column[index]
    text = line.text
    if sum(map(str.isalpha, text)) < 2 or caption_of(line) or _BULLET.match(text):
        return False
    if line.size >= _LARGER * kind.size or _bookmark((line,), outline):
        return True
    if line.size < 0.97 * kind.size:
        return False
    above = column[index - 1] if index else None
    below = column[index + 1] if index + 1 < len(column) else None
    leading = _APART * kind.leading(line.size)
    apart = above is None or line.baseline - above.foot > leading
    if line.bold and kind.bold_stands_out:
        is_short = line.right - line.left < 0.7 * (line.bounds[1] - line.bounds[0])
        after_sentence = above is not None and above.text[-1] in ".?!:»”"
        after_heading = above is not None and above.size >= _LARGER * kind.size
        return apart or after_heading or (is_short and after_sentence)
    number = _NUMBER.match(text)
    below_apart = below is None or below.baseline - line.foot > leading
    named = number and "." in number[1] and text[number.end() : number.end() + 1].isupper()
    return bool(named) and apart and below_apart and len(text) < _LETTERS / 2


def _continues(above: Line, line: Line) -> bool:
    return (
        (line.size, line.bold) == (above.size, above.bold)
        and 0 < line.baseline - above.foot <= _LINE_GAP * line.size
        and not _NUMBER.match(line.text)
        and not _BULLET.match(line.text)
        and not caption_of(line)
    )


def _is_heading(group: Sequence[Line], kind: Typography, outline: Sequence[Bookmark]) -> bool:
    if _bookmark(group, outline):
        return True
    text = " ".join(line.text for line in group)
    if len(text) > _LETTERS or not any(map(str.isalpha, text)):
        return False
    if group[0].size >= _LARGER * kind.size:
        return not (text.endswith(".") and len(text.split()) > 8)
    return len(group) <= _LINES_OF_BOLD and not _ENDS_SENTENCE.search(text)


def _style(group: Sequence[Line]) -> tuple[float, bool]:
    return group[0].size, group[0].bold


def _is_title(group: Sequence[Sequence[Line]], others: Sequence[Sequence[Line]]) -> bool:
    last = max(heading[0].page for heading in group)
    return last <= _TITLE_PAGES and len(others) > len(group)


def _declared(group: Sequence[Line], outline: Sequence[Bookmark]) -> int | None:
    if mark := _bookmark(group, outline):
        return mark.level
    if number := _NUMBER.match(group[0].text):
        return number[1].count(".") + 1
    return 1 if _CHAPTER.match(group[0].text) else None


def _bookmark(group: Sequence[Line], outline: Sequence[Bookmark]) -> Bookmark | None:
    """Find the outline's entry for this heading; it may leave out the heading's number."""
    text = " ".join(line.text for line in group)
    number = _NUMBER.match(text)
    wordings = {_plain(text), _plain(text[number.end() :]) if number else ""} - {""}
    on_page = (mark for mark in outline if mark.page == group[0].page)
    return next((mark for mark in on_page if _plain(mark.title) in wordings), None)


def _plain(text: str) -> str:
    return _MARKS.sub("", text.casefold())
