"""Names and numbers in a text, by how they are written."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+(?:[-.]\w+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GENITIVE = re.compile(r"(?<=\w\w)s$")


def names_in(text: str) -> frozenset[str]:
    """The words with a capital, in lower case and without genitive s, but the first word."""
    words = _WORD.findall(text)[1:]
    return frozenset(_GENITIVE.sub("", word.lower()) for word in words if word[0].isupper())


def numbers_in(text: str) -> frozenset[str]:
    """The numbers that are written in figures."""
    return frozenset(_NUMBER.findall(text))
