"""Is a question English? Norwegian words then match nothing, or the wrong thing."""

from __future__ import annotations

import re

from kompetanse_qa.norwegian.stopwords import STOP_WORDS

# Words that no Norwegian sentence has and most English questions do. Words that both languages
# write alike (for, at, in, to, over, under, an) say nothing.
_ENGLISH = frozenset(
    """
    the of and is are was were does did do what which who whom whose how why when where many much
    with from that this these those about between after before during while their there they
    them his her its our your you have has had been being be can could should would will not or
    as it he she we a in on up into out own one
    """.split()
)
_WORD = re.compile(r"\w+")
_NORWEGIAN_LETTERS = frozenset("æøå")
_SHARE = 0.2


def is_english(text: str) -> bool:
    """Whether a fifth of the words are English function words, and more than are Norwegian ones.

    A text with æ, ø or å, or one that begins with a Norwegian function word, is taken for
    Norwegian, whatever names it quotes.
    """
    words = _WORD.findall(text.lower())
    if not words or any(letter in _NORWEGIAN_LETTERS for word in words for letter in word):
        return False
    english = sum(word in _ENGLISH for word in words)
    norwegian = [word in STOP_WORDS and word not in _ENGLISH for word in words]
    return not norwegian[0] and english / len(words) >= _SHARE and english > sum(norwegian)
