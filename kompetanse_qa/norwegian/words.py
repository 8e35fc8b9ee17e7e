"""Text → words, numbers and references, before anything is known about their meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple


class Token(NamedTuple):
    """A word or a number, in lower case and NFC."""

    text: str
    kind: Literal["word", "hyphenated", "term"]
    """``term``: a number or reference in its one spelling, to be indexed as it is."""


SPELLED_OUT = {"%": "prosent", "pst": "prosent", "pct": "prosent", "nr": "nummer"}
"""Signs and abbreviations that mean the same as a word that reports use as well."""

_HYPHENS = "\\-\u2010\u2011"
_DASHES = _HYPHENS + "\u2012\u2013\u2014"
_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"""
    (?P<reference> (?: (?P<paragraph> §{{1,2}} ) | \b (?i:kap\.?|kapittel|kapitl?et) )
        \s* (?P<digits> \d{{1,3}} ) (?: \s? (?P<letter> [A-Za-h] ) )? (?! \w )
        (?: [{_DASHES}] (?P<part> \d{{1,3}} {_LETTER}? ) (?! \w ) )? )
    | (?P<years> (?<! [\w.,] ) (?P<first> (?:19|20) \d\d ) \s? [{_DASHES}/] \s?
        (?P<last> (?:19|20) \d\d | \d\d ) (?! [\w{_DASHES}] ) )
    | (?P<grouped> (?<! [\w.,] ) [1-9] \d{{0,2}}
        (?: (?: [ \u00a0\u202f\u2009] \d{{3}} )+ | (?: \.\d{{3}} )+ ) (?: ,\d+ )?
        (?! \.?\w ) )
    | (?P<decimal> (?<! \w ) \d* [.,] \d+ (?! \w | \.\d ) )
    | (?P<whole> (?<! {_LETTER} ) \d+ (?! {_LETTER} ) )
    | (?P<percent> % )
    | (?P<dotted> {_LETTER}+ (?: \. {_LETTER}+ )+ )
    | (?P<hyphenated> [^\W_]+ (?: [{_HYPHENS}] [^\W_]+ )+ )
    | (?P<word> [^\W_]+ )
    """,
    re.VERBOSE,
)
_FOOTNOTE_MARK = re.compile(rf"({_LETTER}{{3,}}[a-zæøå])\d{{1,2}}")
_POSSESSIVE_ACRONYM = re.compile(r"([A-ZÆØÅ]{2,})s")


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text`` in order.

    Numbers come with a decimal comma and without marks for thousands (``.505``, ``0.505`` →
    ``0,505``; ``4 000`` → ``4000``), a span of years as both years and ``2012-2013`` (for
    ``2012/13`` and ``2012–2013``), a paragraph or chapter of a law in one piece (``§ 9 A-2`` →
    ``§9a-2`` and ``9a``; ``kap. 9 A`` → ``kapittel`` and ``9a``). A footnote mark glued to a word
    is dropped, and so is the *-s* of an acronym.
    """
    for match in _TOKEN.finditer(unicodedata.normalize("NFC", text)):
        match match.lastgroup:
            case "reference":
                yield from _reference(match)
            case "years":
                yield from _years(match["first"], match["last"])
            case "grouped":
                yield from _grouped(match.group())
            case "decimal":
                whole, digits = re.split("[.,]", match.group())
                yield Token(f"{whole or '0'},{digits}", "term")
            case "whole":
                yield Token(match.group(), "term")
            case "percent":
                yield Token(SPELLED_OUT["%"], "term")
            case "dotted":
                yield Token(match.group().lower(), "word")
            case "hyphenated":
                parts = re.split(f"[{_HYPHENS}]", match.group())
                yield Token("-".join(_plain(part) for part in parts), "hyphenated")
            case _:
                word = _plain(match.group())
                yield Token(SPELLED_OUT.get(word, word), "word")


def _plain(word: str) -> str:
    """Return ``word`` in lower case, without a footnote mark or an acronym's *-s*."""
    glued = _FOOTNOTE_MARK.fullmatch(word) or _POSSESSIVE_ACRONYM.fullmatch(word)
    return (glued[1] if glued else word).lower()


def _reference(match: re.Match[str]) -> Iterator[Token]:
    """Yield the terms of a paragraph or chapter."""
    number = match["digits"] + (match["letter"] or "").lower()
    if not match["paragraph"]:
        yield Token("kapittel", "term")
    elif match["part"]:
        yield Token(f"§{number}-{match['part'].lower()}", "term")
    else:
        yield Token(f"§{number}", "term")
    yield Token(number, "term")
    if match["letter"]:
        yield Token(match["digits"], "term")


def _years(first: str, last: str) -> Iterator[Token]:
    """Yield a span of years and both its ends."""
    last = last if len(last) == len(first) else first[:2] + last
    for term in (f"{first}-{last}", first, last):
        yield Token(term, "term")


def _grouped(number: str) -> Iterator[Token]:
    """Yield a number with its thousands joined, and the other readings that it has.

    ``20 100`` may be two columns of a table, ``2.750`` a decimal fraction.
    """
    yield Token(re.sub(r"[^\d,]", "", number), "term")
    if number.count(".") == 1 and "," not in number:
        yield Token(number.replace(".", ","), "term")
    elif "." not in number:
        for part in re.split(r"\s", number):
            yield Token(part, "term")
