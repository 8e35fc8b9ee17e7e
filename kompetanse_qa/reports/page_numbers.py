"""The numbers that are printed on pages: how they look, and which are proven by counting along."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ROMAN = re.compile(r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMBER = re.compile(r"\d{1,4}$")
_DECORATION = " .,:;|–—-/[]()·•"
_PAGE_WORDS = frozenset(("side", "page", "s", "av", "of", "p"))
_WITNESSES = 3
_SHARE = 0.5  # of the pages from the first to the last witness must carry their number


@dataclass(frozen=True, slots=True, order=True)
class Numeral:
    """A number as it may be printed at a page's edge."""

    style: str
    """"arabic", "roman" or "ROMAN"."""
    value: int

    @property
    def shown(self) -> str:
        """As it is printed."""
        if self.style == "arabic":
            return str(self.value)
        return _roman(self.value) if self.style == "roman" else _roman(self.value).upper()


def numeral(token: str) -> Numeral | None:
    """Read ``token``, apart from dashes or brackets around it, as a numeral; None if it isn't."""
    token = token.strip(_DECORATION)
    if _NUMBER.match(token):
        return Numeral("arabic", int(token))
    if _ROMAN.match(token) and token in (token.lower(), token.upper()):
        return Numeral("roman" if token.islower() else "ROMAN", _roman_value(token))
    return None


def number_tokens(text: str) -> list[str]:
    """List where a page number may stand in ``text``: first, last, or in "Side 3 av 20"."""
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    named = [
        after
        for word, after in zip(words, words[1:], strict=False)
        if word.casefold() in ("side", "page")
    ]
    return named[:1] or list(dict.fromkeys(words[:1] + words[-1:]))


def is_number_only(text: str) -> bool:
    """Tell a line that is a page number and nothing else: "12", "– 12 –", "Side 12 av 20"."""
    words = [word.strip(".|–—-").casefold() for word in text.split()]
    numbers = [word for word in words if numeral(word)]
    return bool(numbers) and all(w in _PAGE_WORDS or not w or numeral(w) for w in words)


def proven(edges: Mapping[int, Sequence[str]], pages: int) -> dict[int, str]:
    """Give each file page that has a printed label beyond doubt that label.

    ``edges`` has the tokens at the edges of the page. A series (number minus file page is
    constant) is believed when at least three pages show it (in a file of fewer pages: all of
    two) and half of those from its first page to its last do; pages between them that hide
    their number are counted through.
    """
    votes: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, tokens in edges.items():
        for token in tokens:
            if found := numeral(token):
                votes[found.style, found.value - page].add(page)
    labels: dict[int, str] = {}
    needed = min(_WITNESSES, max(2, pages))
    for (style, offset), seen in sorted(votes.items(), key=lambda item: (-len(item[1]), item[0])):
        stretch = range(min(seen), max(seen) + 1)
        if len(seen) < needed or len(seen) < _SHARE * len(stretch):
            continue
        if not any(page in labels for page in stretch):
            labels |= {page: Numeral(style, page + offset).shown for page in stretch}
    return labels


def _roman_value(token: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in token.lower()]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def _roman(value: int) -> str:
    parts = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"))
    out = ""
    for worth, letters in (*parts, (4, "iv"), (1, "i")):
        out += letters * (value // worth)
        value %= worth
    return out
