"""Text → index terms, the same way for questions and passages."""

from __future__ import annotations

from functools import lru_cache

from kompetanse_qa.norwegian.compounds import split
from kompetanse_qa.norwegian.lemmas import lemma
from kompetanse_qa.norwegian.stopwords import STOP_WORDS
from kompetanse_qa.norwegian.words import tokenize

ANALYZER = "norwegian-lemmas-compounds/1"
"""Identity of the analysis, written into the index. Change it with any change of the terms."""

_ENDINGS = ("ene", "ane", "en", "et")
_SHORTEST_STEM = 5


def analyze(text: str) -> list[str]:
    """Return the index terms of ``text`` in order; none where it holds stop words only.

    A word gives its dictionary form in bokmål spelling, a compound also each of its parts
    (*kompetansehevingstiltak*, *kompetanseheving*, *kompetanse*, *heving*, *tiltak*), a word with
    hyphens the solid word and the words between them.
    """
    terms: list[str] = []
    for token in tokenize(text):
        if token.kind == "term":
            terms.append(token.text)
        elif token.kind == "word":
            terms.extend(_terms(token.text))
        else:
            parts = token.text.split("-")
            terms.append(_whole("".join(parts)))
            for part in parts:
                terms.extend(_terms(part))
    return terms


@lru_cache(maxsize=200_000)
def _terms(word: str) -> tuple[str, ...]:
    """Return the terms of a word, or of an abbreviation with full stops in it."""
    if word in STOP_WORDS:
        return ()
    if "." in word:
        return tuple(term for piece in word.split(".") for term in _terms(piece))
    terms: list[str] = []
    for term in (_whole(word), *_parts(word)):
        if term not in terms:
            terms.append(term)
    return tuple(terms)


def _whole(word: str) -> str:
    """Return the one form in which all forms of ``word`` are indexed."""
    found = lemma(word)
    if found is not None:
        return found
    parts = split(word)
    return "".join(part.lemma + part.link for part in parts) or _stem(word)


def _parts(word: str) -> list[str]:
    """Return the parts of a compound, each followed by its own parts."""
    return [term for part in split(word) for term in (part.lemma, *_parts(part.lemma))]


def _stem(word: str) -> str:
    """Return a word that no dictionary has without a possessive *-s* and a definite ending."""
    for ending in ("s", *_ENDINGS):
        stem = word.removesuffix(ending)
        if len(stem) >= _SHORTEST_STEM and stem != word:
            word = stem
            if ending != "s":
                break
    return word
