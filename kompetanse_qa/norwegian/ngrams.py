"""Text → overlapping pieces of words, which match where no dictionary helps."""

from __future__ import annotations

from kompetanse_qa.norwegian.stopwords import STOP_WORDS
from kompetanse_qa.norwegian.words import tokenize

NGRAM = 5
"""Characters of a piece in the index."""
BOUNDARY = "_"
"""Marks where a word begins and ends; no token holds this character."""


def character_ngrams(text: str, n: int = NGRAM) -> list[str]:
    """Return every stretch of ``n`` characters of each word of ``text``, in order.

    Words are taken as they stand, in lower case, between boundary marks: *leder* gives, with
    n = 4, ``_led``, ``lede``, ``eder``, ``der_``. A word shorter than that is one piece with its
    marks. Stop words are left out (McNamee and Mayfield, "Character N-Gram Tokenization for
    European Language Text Retrieval", Information Retrieval 7, 2004, find n = 4 best, we 5).
    """
    pieces: list[str] = []
    for token in tokenize(text):
        for word in token.text.split("-"):
            if word in STOP_WORDS:
                continue
            marked = f"{BOUNDARY}{word}{BOUNDARY}"
            pieces.extend(marked[i : i + n] for i in range(max(1, len(marked) - n + 1)))
    return pieces
