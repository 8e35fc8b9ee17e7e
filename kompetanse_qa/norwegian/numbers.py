"""Does a question ask for a number, and does a sentence hold one? Norwegian and English."""

from __future__ import annotations

import re

_WANTED = re.compile(
    r"""
    \b (?: hvor | kor | how ) \s+ (?: mange | mykje | mye | stor | store | stort | lang | lange
        | lenge | ofte | høy | høg | many | much | large | big | high | long | often ) \b
    | \b (?: prosent | percent | percentage | andel | andelen | antall | antallet | antal | talet
        | tallet | gjennomsnitt | median | proportion | share | number | when | når | årstall
        | what \s year | hvilket \s år | kva \s år ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HELD = re.compile(
    r"\d|\b(?:én|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|halvparten|flertallet|alle"
    r"|ingen)\b",
    re.IGNORECASE,
)


def wants_number(question: str) -> bool:
    """Whether the answer is likely to be a number, a share or a time."""
    return _WANTED.search(question) is not None


def has_number(text: str) -> bool:
    """Whether ``text`` has a figure or a word for one."""
    return _HELD.search(text) is not None
