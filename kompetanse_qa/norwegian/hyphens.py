"""Words that were divided at the end of a line: with, without, or with a hyphen and a space."""

from __future__ import annotations

import re
from collections.abc import Collection

HYPHENS = "-\u2010\u00ad"
"""Hyphen-minus, hyphen, soft hyphen: what may stand at the end of a divided line."""

_WORD = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_AT_LINE_END = re.compile(rf"\S+[{HYPHENS}][^\S\n]*(?:\n\s*|$)\S*")
_URL = re.compile(r"://|^\W*www\.", re.IGNORECASE)
# "lærings- og utviklingsprosesser": the hyphen stands for the word that comes later.
_COORDINATING = frozenset({"og", "eller", "til", "samt", "men", "og/eller", "and", "or"})
# First parts that Norwegian writes with a hyphen ("ikke-lærer", "vi-greie", "eks-rektor").
_HYPHENATED_FIRST = frozenset({"ikke", "non", "eks", "vi", "jeg", "du", "oss", "meg", "selv"})
_NUMBERS = frozenset(
    "en ett to tre fire fem seks sju syv åtte ni ti elleve tolv tretten fjorten femten seksten "
    "sytten atten nitten tjue tyve tretti førti femti seksti sytti åtti nitti hundre".split()
)
_ADJECTIVE = re.compile(r"(?:isk|lig|al|iv|ell)$")
_ADJECTIVE_INFLECTED = re.compile(r"(?:isk|lig|al|iv|ell|iske|lige|ale|ive|elle)$")
_THREE_ALIKE = re.compile(r"([^\Waeiouyæøå\d])\1\1")


def words_in(text: str) -> frozenset[str]:
    """Return the case-folded words of ``text``, inner hyphens kept: evidence for `join_line_end`.

    Words divided at a line end are left out, since they prove neither spelling.
    """
    whole = _AT_LINE_END.sub(" ", text)
    return frozenset(m.group().casefold().replace("\u2010", "-") for m in _WORD.finditer(whole))


def join_line_end(left: str, right: str, vocabulary: Collection[str]) -> str:
    """Join ``left``, the last word of a line with its hyphen, and ``right``, the next line's first.

    ``vocabulary`` holds the document's own words (see `words_in`). The answer begins with
    ``left``, with or without its hyphen, and ends with ``right``: "ITP-" + "modellen" →
    "ITP-modellen"; "undervisnings-" + "former" → "undervisningsformer"; "lærings-" + "og" →
    "lærings- og". Evidence from the document goes before the rules of spelling; without either,
    the hyphen is taken to be the line's and is dropped.
    """
    if left[-1] not in HYPHENS:
        raise ValueError(f"no hyphen at the end of {left!r}")
    if _URL.search(left):
        return left + right
    if right.casefold().strip(".,;:)»”") in _COORDINATING:
        return f"{left} {right}"
    if left[-1] == "\u00ad":
        return left[:-1] + right
    return left + right if _keeps_hyphen(left[:-1], right, vocabulary) else left[:-1] + right


def _keeps_hyphen(stem: str, right: str, vocabulary: Collection[str]) -> bool:
    first = _last_word(stem)
    second = _first_word(right)
    if not first or not second:
        return True
    with_hyphen, without = f"{first}-{second}".casefold(), (first + second).casefold()
    if with_hyphen in vocabulary:
        return True
    if without in vocabulary:
        return False
    return (
        _has_inflection(first, second, vocabulary)
        or _is_abbreviation(first)
        or second[0].isupper()
        or "-" in first
        or first.casefold() in _HYPHENATED_FIRST
        or (first.casefold() in _NUMBERS and second.casefold() in _NUMBERS)
        or bool(_THREE_ALIKE.search(without))
        or bool(_ADJECTIVE.search(first) and _ADJECTIVE_INFLECTED.search(second))
    )


def _last_word(text: str) -> str:
    words = _WORD.findall(text)
    return words[-1] if words else ""


def _first_word(text: str) -> str:
    found = _WORD.search(text)
    return found.group() if found else ""


def _is_abbreviation(word: str) -> bool:
    """Tell IKT, FoU, 1-10, B2, an initial: written with a hyphen before another word."""
    capitals = sum(c.isupper() for c in word)
    return any(c.isdigit() for c in word) or capitals > 1 or len(word) == 1


def _has_inflection(first: str, second: str, vocabulary: Collection[str]) -> bool:
    """Find the compound with its hyphen in another form: "ikke-matematikklærere"."""
    if len(second) < 6:
        return False
    opening = f"{first}-{second[:-3]}".casefold()
    return any(word.startswith(opening) for word in vocabulary)
