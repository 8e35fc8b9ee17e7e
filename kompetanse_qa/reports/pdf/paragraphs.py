"""Where a paragraph or a list item ends and the next begins, from gaps, indents and full lines."""

from __future__ import annotations

import re

from kompetanse_qa.reports.pdf.lines import Line
from kompetanse_qa.reports.pdf.typography import Typography

_BULLET = re.compile(r"[•●▪■◦○‣⁃➢➤✓✔►▶]\s*(?=\S)")
_SOFT_MARK = re.compile(r"(?:[–—*o·-]|\(?\d{1,2}[.)]|\(?[a-zæøå][.)])\s+(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.?!:;…][»”\")\]]*[\d*]{0,3}$")
_GAP = 1.3  # in leadings: a wider gap ends the paragraph
_SIZE_CHANGE = 0.6  # points
_INDENT = 0.6  # in sizes
_DEEP = 6.0  # in sizes: farther in than this is no indent
_SPACE = 0.25  # in sizes


def ends_sentence(text: str) -> bool:
    """Tell if ``text`` ends as a sentence does, apart from a footnote mark."""
    return bool(_ENDS_SENTENCE.search(text))


def begins_item(line: Line, above: Line | None, in_list: bool) -> bool:
    """Tell if ``line`` is the first of a list item.

    A bullet is enough. A dash, a number or a letter may as well stand in the middle of a
    sentence: it counts after a sentence (or nothing), with an indent, or in a list. ``above`` is
    the line before, be it on another page.
    """
    if _BULLET.match(line.text):
        return True
    if not _SOFT_MARK.match(line.text):
        return False
    return in_list or above is None or ends_sentence(above.text) or is_indented(line, above.left)


def continues_item(line: Line, above: Line, item: Line, right: float, kind: Typography) -> bool:
    """Tell if ``line`` is more of the item that began with ``item``; ``right`` is the margin."""
    if line.baseline - above.foot > _GAP * kind.leading(line.size):
        return False
    if not _is_full(above, line, right):
        return line.text[0].islower()
    return is_indented(line, item.left) or not ends_sentence(above.text)


def is_indented(line: Line, left: float) -> bool:
    """Tell if ``line`` begins an indent to the right of ``left``."""
    return _INDENT * line.size < line.left - left < _DEEP * line.size


def begins_paragraph(
    line: Line, above: Line, before: Line | None, margins: tuple[float, float], kind: Typography
) -> bool:
    """Tell if a paragraph begins with ``line``, right below ``above`` in the same column.

    ``before`` is the line above ``above`` in the same paragraph, if it has one.
    """
    if abs(line.size - above.size) > _SIZE_CHANGE:
        return True
    gap = line.baseline - above.foot
    if gap > _GAP * kind.leading(line.size) or gap < 0:
        return True
    if not ends_sentence(above.text):
        return False
    if is_indented(line, margins[0]) and not is_indented(above, margins[0]):
        return True
    quote_ends = before is not None and is_indented(above, line.left)
    return (quote_ends and is_indented(before or above, line.left)) or not _is_full(
        above, line, margins[1]
    )


def goes_on(line: Line, above: Line, text: str) -> bool:
    """Tell if paragraph ``text``, which ended with ``above``, goes on with ``line`` elsewhere."""
    if abs(line.size - above.size) > _SIZE_CHANGE:
        return False
    if line.text[0].islower():
        return True
    return not ends_sentence(text) and _is_full(above, line, above.bounds[1])


def _is_full(above: Line, line: Line, right: float) -> bool:
    """Tell if the first word of ``line`` would not have fitted at the end of ``above``."""
    return above.right + _SPACE * line.size + line.first_word_width > right
