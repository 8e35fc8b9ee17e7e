"""Norwegian compounds and their parts: kompetansehevingstiltak → kompetanse, heving, tiltak."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kompetanse_qa.norwegian.lemmas import is_dictionary_form, lemma
from kompetanse_qa.norwegian.stopwords import STOP_WORDS

SHORTEST_PART = 4
"""Letters of a part; shorter ones are nearly always accidents, but for ``SHORT_NOUNS``."""

LONGEST_WORD = 60
"""Letters; what is longer is no Norwegian word, but the debris of an extraction."""

SHORT_NOUNS = frozenset("bok dag fag lov mål ord råd sak tid".split())
"""Nouns of three letters that reports build compounds with."""

NOT_FIRST = frozenset(
    """
    annen attende atter avla avle baken besk bort dens dess dobbel etter feed fjern fjør foran
    forbi ford fore forn fort forut forår fram frem først gjen gjeng gjenn half halv happ hele
    henhold hjem hoved hver ikke imot inne innfor inter komp kompe konsis kont kontra kult like
    mange mani mast mate mellom mest midt minst motor neste nær over overs post rele retur saman
    samme sammen sams sekt sekund selv sist siste sjølv skri stim store styr super svært særs
    tilbake tile tilstede tran trans under uten utenfor vand vice vidare videre være
    """.split()
)
"""What opens a derived word (under-visning) or another word's first letters (kult-ur), not a
compound."""

NOT_LAST = frozenset(
    """
    aktig amme anger arte bare bart beste ekse eling elle ende endes enes enheter eren erne erte
    etter fall full fulle fullt het hete heter holm ide ingen inger isme itet kilt kole ling
    linger løs løse løst messig messige ning ninger ore rast ren rens ring rive sake sjon skap
    skapene skaper skapet skapets slig som somme sone stad stall stendig stisk strant synlighet
    tena tere tert tikk verdig ving være værelse
    """.split()
)
"""Endings of derived words (felles-skap) and of names that are words of their own by accident."""

LINKED_BY_E = frozenset("barn dreng folk gutt hest hjelp hund land mann natt venn".split())
"""Nouns that take the linking *-e-* (barn-e-hage)."""

ALWAYS_LINKED = ("arbeid", "dom", "het", "ing", "itet", "sjon", "skap")
"""Endings after which a compound always has its *-s-* (undervisning-s-timer)."""


class Part(NamedTuple):
    """One part of a compound."""

    lemma: str
    """Its dictionary form, in bokmål spelling."""
    link: str
    """The linking letter behind it: ``s``, ``e`` or none."""


@lru_cache(maxsize=200_000)
def split(word: str) -> tuple[Part, ...]:
    """Return the parts of a lower-case compound, or nothing where ``word`` is none.

    Every part is a word of the dictionaries, all but the last in dictionary form; the last one
    too where the whole is. Of several divisions the one with the fewest parts counts, then the
    one with the fewest linking letters, then the one with the longest first part.
    """
    if not word.isalpha() or len(word) > LONGEST_WORD:
        return ()
    known = lemma(word)
    return _divide(known or word, inflected=known is None) or ()


@lru_cache(maxsize=200_000)
def _divide(word: str, *, inflected: bool) -> tuple[Part, ...] | None:
    """Return the best division into two parts or more; ``inflected``: the last one may be."""
    found: list[tuple[int, int, int, tuple[Part, ...]]] = []
    for end in range(len(word) - 2, 2, -1):
        head = _modifier(word[:end])
        if head is None:
            continue
        for link in ("", "s", "e"):
            if not word.startswith(link, end) or not _links(word[:end], link):
                continue
            tail = word[end + len(link) :]
            rest = _last(tail, inflected=inflected) or _divide(tail, inflected=inflected)
            if rest:
                parts = (Part(head, link), *rest)
                links = sum(len(part.link) for part in parts)
                found.append((len(parts), links, -end, parts))
    return min(found)[-1] if found else None


def _modifier(text: str) -> str | None:
    """Return the lemma of ``text`` if it can be any but the last part of a compound."""
    if len(text) < SHORTEST_PART and text not in SHORT_NOUNS:
        return None
    if text in NOT_FIRST or text in STOP_WORDS or not is_dictionary_form(text):
        return None
    if text.removesuffix("e") in LINKED_BY_E and text.endswith("e"):
        return None
    return lemma(text)


def _links(head: str, link: str) -> bool:
    """Whether ``link`` can follow ``head``."""
    if link == "e":
        return head in LINKED_BY_E
    if link == "s":
        return not head.endswith("s")
    return not head.endswith(ALWAYS_LINKED)


def _last(text: str, *, inflected: bool) -> tuple[Part] | None:
    """Return ``text`` as the last part of a compound."""
    if len(text) < SHORTEST_PART and text not in SHORT_NOUNS:
        return None
    if text in NOT_LAST or text in STOP_WORDS or not (inflected or is_dictionary_form(text)):
        return None
    found = lemma(text)
    if found is None or found in NOT_LAST:
        return None
    return (Part(found, ""),)
