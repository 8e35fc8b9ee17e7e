"""The dictionary form of a Norwegian word; nynorsk words take their bokmål form."""

from __future__ import annotations

from functools import lru_cache

from kompetanse_qa.norwegian.dictionaries import dictionary
from kompetanse_qa.norwegian.nynorsk import BOKMAAL, OWN_FORM, SPELLINGS, STEMS

_SHORTEST_ROOT = 5
"""Letters; in shorter words verb and noun seldom share more than letters (finne, finn)."""


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str | None:
    """Return the dictionary form of a lower-case ``word``, or None where no dictionary has it.

    The look-up is repeated until nothing changes (*skulane* → *skule* → *skole*), so that the
    lemma of a lemma is itself; of words that lead to each other (*berja*, *berje*) the first in
    the alphabet counts. A possessive *-s* is taken off a word that is unknown with it.
    """
    found = _look_up(word)
    if found is None and word.endswith("s"):
        found = _look_up(word[:-1])
    if found is None:
        return None
    seen: list[str] = []
    while found not in seen:
        seen.append(found)
        found = _root(_look_up(found) or found)
    return min(seen[seen.index(found) :])


def _root(found: str) -> str:
    """Return the noun that a verb in *-e* is made from: *samarbeide* joins *samarbeid*."""
    stem = found[:-1]
    if found.endswith("e") and len(stem) >= _SHORTEST_ROOT and _look_up(stem) == stem:
        return stem
    return found


def _look_up(word: str) -> str | None:
    """Take one step towards the lemma."""
    if len(word) == 1 or word in OWN_FORM:
        return word
    if word in BOKMAAL:
        return BOKMAAL[word]
    bokmaal = _in_dictionary(word, "nb")
    if bokmaal is not None:
        return _noun(word, bokmaal)
    nynorsk = _in_dictionary(word, "nn")
    if nynorsk in BOKMAAL:
        return BOKMAAL[nynorsk]
    # A word that neither dictionary has may be nynorsk still: vidareutdanninga.
    patterns = STEMS if nynorsk is None else (*STEMS, *SPELLINGS)
    for pattern, spelling in patterns:
        respelled = pattern.sub(spelling, nynorsk or word)
        if respelled != (nynorsk or word) and _in_dictionary(respelled, "nb") is not None:
            return respelled
    return nynorsk


def _noun(word: str, found: str) -> str:
    """Return the noun of which ``word`` is a form, where the dictionary only has its verb.

    *Prosesser* and *samarbeidet* are listed under *prosessere* and *samarbeide*.
    """
    stem, ending = word[:-2], word[-2:]
    if ending in ("en", "er", "et") and stem in OWN_FORM:
        return stem
    plural = ending == "er" and found == stem + "ere"
    definite = ending == "et" and found.endswith("e")
    return stem if (plural or definite) and _in_dictionary(stem, "nb") == stem else found


def _in_dictionary(word: str, language: str) -> str | None:
    """Return what the dictionary of ``language`` has for ``word``, in lower case.

    Looked up as `simplemma.lemmatize` does: a name is listed with its capital.
    """
    words = dictionary(language)
    found = words.get(word)
    if found is None:
        found = words.get(word.capitalize())
    return None if found is None else found.lower().rstrip(".")


def is_dictionary_form(word: str) -> bool:
    """Whether ``word`` is listed as a dictionary form, in bokmål or in nynorsk.

    An agent noun that is also the present tense of its verb (*bruker*) counts as one.
    """
    return (
        word in OWN_FORM
        or word in BOKMAAL
        or _in_dictionary(word, "nb") == word
        or _in_dictionary(word, "nn") == word
        or (word.endswith("er") and _in_dictionary(word + "e", "nb") == word)
    )
