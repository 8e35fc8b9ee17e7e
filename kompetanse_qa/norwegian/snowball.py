"""Text → stems by NLTK's Norwegian Snowball stemmer: what an off-the-shelf search would use."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"\w+")


def plain_words(text: str) -> list[str]:
    r"""Return every ``\w+`` of ``text`` in lower case, stop words and all."""
    return _WORD.findall(text.lower())


def snowball_stems(text: str) -> list[str]:
    """Return the stem of each of the `plain_words` (Porter 2001; snowballstem.org)."""
    return [_stem(word) for word in plain_words(text)]


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    from nltk.stem.snowball import NorwegianStemmer

    stem: str = NorwegianStemmer().stem(word)
    return stem
