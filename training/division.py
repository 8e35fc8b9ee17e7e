"""Divide documents into train, validation and test, near-duplicates on the same side.

What ships was trained by a division that was drawn once, and `questions/norquad/division.tsv` keeps
it by the digests of the texts: were it drawn anew, what ships would be measured on documents that
it was trained on. Documents that it does not name are divided by their digests.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

DRAWN = Path(__file__).with_name("questions") / "norquad" / "division.tsv"
TRAIN, VALIDATION = 0.7, 0.85
"""Up to where in the digests each part goes; "test" has the rest."""
GRAM, SHARED = 6, 0.2
"""Documents that share more than this share of their word 6-grams are near-duplicates."""

Pair = tuple[str, str, float]


def digest(text: str) -> str:
    """What a document is known by: SHA-256 of its words, 16 hex digits."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def near_duplicates(documents: Mapping[str, str]) -> list[Pair]:
    """Pairs of documents with the share of 6-grams that the one with fewer has in common."""
    grams = {doc: _grams(text) for doc, text in documents.items()}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for doc, own in grams.items():
        for gram in own:
            holders[gram].append(doc)
    shared = Counter(pair for docs in holders.values() for pair in combinations(docs, 2))
    shares = {(a, b): n / min(len(grams[a]), len(grams[b])) for (a, b), n in shared.items()}
    found = [(a, b, share) for (a, b), share in shares.items() if share > SHARED]
    return sorted(found, key=lambda pair: -pair[2])


def divide(
    documents: Mapping[str, str], pairs: Sequence[Pair], drawn: Path = DRAWN
) -> dict[str, str]:
    """The part of each document, which depends on no other but its near-duplicates.

    ``drawn`` is the file with parts that are settled.
    """
    lines = drawn.read_text(encoding="utf-8").splitlines()[1:]
    settled = dict(line.split("\t") for line in lines)
    group = {doc: {doc} for doc in documents}
    for first, second, _ in pairs:
        together = group[first] | group[second]
        for doc in together:
            group[doc] = together
    parts = {}
    for doc in documents:
        digests = sorted(digest(documents[other]) for other in group[doc])
        named = [settled[one] for one in digests if one in settled]
        parts[doc] = named[0] if named else _by_digest(digests[0])
    return parts


def _by_digest(digest: str) -> str:
    at = int(digest[:8], 16) / 16**8
    return "train" if at < TRAIN else "validation" if at < VALIDATION else "test"


def _grams(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return {tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1)}
