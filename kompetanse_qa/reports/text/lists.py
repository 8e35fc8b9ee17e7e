"""List items: what one begins with, and the sentence that leads in to a list."""

from __future__ import annotations

import re

from kompetanse_qa.reports.text.blocks import Row
from kompetanse_qa.reports.text.layout import is_finished

_BULLET = re.compile(r"[•▪●○◦‣*·\uf0b7]\s+\S")
_DASH = re.compile(r"[-–]\s+\S")
_NUMBER = re.compile(r"(\d{1,2}|[a-z])[.)]\s+\S")
_SENTENCE_START = re.compile(r"(?<=[^\W\d_]{3}[.!?])[»”\"]?\s+(?=[A-ZÆØÅ«”\"(\d])")


def is_item(text: str) -> bool:
    """Tell whether ``text`` begins with a bullet, a dash, or a number or letter that counts."""
    return bool(_BULLET.match(text) or _DASH.match(text) or _NUMBER.match(text))


def has_bullet(text: str) -> bool:
    """Tell whether ``text`` begins with a bullet, which stands in no running text."""
    return bool(_BULLET.match(text))


def split_lead_in(paragraph: Row) -> tuple[Row, Row]:
    """Split a paragraph before its last sentence, which leads in to a list."""
    for n in range(len(paragraph) - 1, -1, -1):
        text = paragraph[n].text
        starts = [m.end() for m in _SENTENCE_START.finditer(text)]
        if starts:
            before = [*paragraph[:n], paragraph[n].cut(0, starts[-1])]
            return before, [paragraph[n].cut(starts[-1], len(text)), *paragraph[n + 1 :]]
        above = paragraph[n - 1].text if n else ""
        if n and is_finished(above) and text[:1].isupper():
            return paragraph[:n], paragraph[n:]
    return [], paragraph


def leads_in(text: str) -> bool:
    """Tell whether ``text`` ends in a colon, or breaks off: a list is to complete it."""
    return text.endswith(":") or not is_finished(text)


def opens_count(text: str) -> bool:
    """Tell whether ``text`` begins as a first item does: with a bullet, a dash, 1 or a."""
    number = _NUMBER.match(text)
    return not number or number.group(1) in ("1", "a")
