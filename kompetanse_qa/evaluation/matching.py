"""Does this passage hold this quote, and is this sentence the answer? By words in order.

Texts are compared as words: NFKC, case folded, punctuation dropped, and a hyphen between letters
dropped together with the white space after it, so that a word that was divided at the end of a
line equals the whole word. What counts is the share of the quote's words that stand in the passage
in runs of at least `SHORTEST_RUN`, in the quote's order: page furniture in the midst of a quote, or
a footnote number that one reader keeps and another drops, costs little; the same words scattered
about count nothing.

A passage that repeats the quote with another number in place of one of its numbers says something
else, and is no match. Another *word* in its place is not seen: near duplicates that differ in words
count as the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kompetanse_qa.evaluation.records import Quote

HOLDS = 0.6
"""Share of a quote's words from which a passage holds it."""

STRADDLES = 0.4
"""Share that is enough for the best passage where a border runs through the quote, so that no
passage reaches `HOLDS`."""

SHORTEST_RUN = 3
"""Words that must stand side by side in both to count (fewer for a quote shorter than that)."""

ANSWERS = 0.5
"""Share of the sentence's words, or of the quote's, that makes the sentence the answer."""

_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\u2011]\s*(?=[^\W\d_])")
_SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of ``text`` as they are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall(_DIVIDED.sub("", folded).replace(_SOFT_HYPHEN, ""))


@dataclass(frozen=True, slots=True)
class Overlap:
    """Where two texts run alike."""

    share: float
    """Words of the quote in common runs, of all words of the quote; 0 where a number differs."""
    words: frozenset[int]
    """The numbers of the other text's words in those runs."""


_NOTHING = Overlap(0.0, frozenset())


def overlap(quote: Sequence[str], text: Sequence[str]) -> Overlap:
    """Align the words of ``quote`` with those of ``text``.

    The alignment is Ratcliff and Obershelp's (`difflib`): the longest common run, then the same
    before it and after it.
    """
    if not quote:
        return _NOTHING
    runs = [
        run
        for run in SequenceMatcher(None, quote, text, autojunk=False).get_matching_blocks()
        if run.size >= min(SHORTEST_RUN, len(quote))
    ]
    if not runs or _another_number(quote, text, [(run.a, run.b, run.size) for run in runs]):
        return _NOTHING
    found = frozenset(at for run in runs for at in range(run.b, run.b + run.size))
    return Overlap(len(found) / len(quote), found)


def _another_number(
    quote: Sequence[str], text: Sequence[str], runs: Sequence[tuple[int, int, int]]
) -> bool:
    """Whether the text, where it departs from the quote, replaces word by word and a number."""
    ends = [(0, runs[0][1] - runs[0][0], 0), *runs, (len(quote), len(text), 0)]
    last = runs[-1]
    ends[-1] = (len(quote), last[1] + last[2] + len(quote) - last[0] - last[2], 0)
    for (a, b, size), (next_a, next_b, _) in zip(ends, ends[1:], strict=False):
        gap = range(a + size, next_a)
        if next_b - (b + size) != len(gap):
            continue
        shift = b + size - (a + size)
        for at in gap:
            other = text[at + shift] if 0 <= at + shift < len(text) else quote[at]
            if other != quote[at] and other[0].isdigit() and quote[at][0].isdigit():
                return True
    return False


class Matcher:
    """Finds the passages that hold a quote."""

    def __init__(self, passages: Iterable[tuple[str, str, str]]) -> None:
        """Take the passages as (id, report id, text)."""
        self._words: dict[str, list[str]] = {}
        self._grams: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._report: dict[str, str] = {}
        for identity, report_id, text in passages:
            words = words_of(text)
            self._words[identity] = words
            self._report[identity] = report_id
            for gram in _grams(words, SHORTEST_RUN):
                self._grams[gram].add(identity)

    def holders(self, quote: Quote) -> frozenset[str]:
        """The ids of the passages that hold the quote; empty where it isn't to be found."""
        words = words_of(quote.quote)
        shares = {
            identity: overlap(words, self._words[identity]).share
            for identity in self._candidates(quote.report_id, words)
        }
        best = max(shares.values(), default=0.0)
        if best < STRADDLES:
            return frozenset()
        bound = min(best, HOLDS)
        return frozenset(identity for identity, share in shares.items() if share >= bound)

    def _candidates(self, report_id: str, words: Sequence[str]) -> list[str]:
        """The passages whose runs could reach `STRADDLES`: a run is made of shared 3-grams."""
        if len(words) < SHORTEST_RUN:
            return sorted(i for i, report in self._report.items() if report == report_id)
        covered: dict[str, set[int]] = defaultdict(set)
        for at, gram in enumerate(_grams(words, SHORTEST_RUN)):
            for identity in self._grams.get(gram, ()):
                covered[identity].update(range(at, at + SHORTEST_RUN))
        return sorted(
            identity
            for identity, found in covered.items()
            if self._report[identity] == report_id and len(found) >= STRADDLES * len(words)
        )


def _grams(words: Sequence[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + n]) for at in range(len(words) - n + 1)]


def is_answer(quote: str, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]``, a sentence of a passage, says what ``quote`` says.

    It does if at least half of its words lie in the quote, or half of the quote's words in it. The
    quote is looked for in the whole ``text``, so that a sentence which happens to have the same
    words as a part of the quote, but stands elsewhere, is not taken for it.
    """
    quoted, sentence = words_of(quote), words_of(text[start:end])
    if not sentence:
        return False
    before = len(words_of(text[:start]))
    found = overlap(quoted, words_of(text)).words
    inside = sum(before <= at < before + len(sentence) for at in found)
    return inside >= ANSWERS * len(sentence) or inside >= ANSWERS * len(quoted)
