"""Which heading stands below which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kompetanse_qa.records import Section

_PART = re.compile(r"del\s+(?:\d+|[IVX]+)\b", re.IGNORECASE)
_CHAPTER = re.compile(
    r"(?:(?:kapittel|kap\.|vedlegg|appendiks)\s+(?:\d+|[A-Z])\b"
    r"|(?:forord|sammendrag|summary|abstract|innhold\w*|innledning|litteratur\w*|referanser|kilder"
    r"|vedlegg)$)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s")
_HASHES = re.compile(r"(#{1,6})\s")
_UNIQUE, _REPEATED = 50, 51
"""Depths below any that is counted from numbers."""


def guess_depths(headings: Sequence[str]) -> list[int]:
    """Guess how deep each heading stands, as far as the headings alone can tell.

    1. "# …" and "2.4 …" say it themselves.
    2. "Del 2" stands above "Kapittel 6", "Vedlegg 1", "Sammendrag" and their like.
    3. All others stand below these; those that return in the report ("Former for samarbeid", under
       one school after the other) stand below those that stand once.
    """
    times = Counter(headings)
    depths = []
    for heading in headings:
        numbered = _NUMBERED.match(heading)
        hashes = _HASHES.match(heading)
        if hashes:
            depths.append(len(hashes.group(1)))
        elif numbered:
            depths.append(2 + numbered.group(1).count("."))
        elif _PART.match(heading):
            depths.append(1)
        elif _CHAPTER.match(heading):
            depths.append(2)
        else:
            depths.append(_UNIQUE if times[heading] == 1 else _REPEATED)
    return depths


def is_chapter(heading: str) -> bool:
    """Tell a heading that any report may have ("Forord", "Kapittel 2: …") from a report's title."""
    return bool(_CHAPTER.match(heading) or _PART.match(heading))


def listed_depths(headings: Sequence[str], levels: Sequence[Sequence[str]]) -> list[int]:
    """Return the number of the first level with a pattern that matches the whole heading.

    Headings that match none stand below the nearest one before them that does.
    """
    return [
        next(
            (n for n, level in enumerate(levels) if any(re.fullmatch(p, heading) for p in level)),
            len(levels),
        )
        for heading in headings
    ]


def nest(sections: Sequence[Section], depths: Sequence[int]) -> tuple[Section, ...]:
    """Return ``sections`` with whole paths, outermost heading first.

    ``depths`` has one number for each section that has a heading (its last one is its own).
    """
    nested: list[Section] = []
    above: list[tuple[int, str]] = []
    remaining = iter(depths)
    for section in sections:
        if section.headings:
            depth = next(remaining)
            above = [(d, h) for d, h in above if d < depth] + [(depth, section.headings[-1])]
            section = replace(section, headings=tuple(h for _, h in above))
        nested.append(section)
    return tuple(nested)


def own_headings(sections: Sequence[Section]) -> list[str]:
    """Return the last heading of each section that has one."""
    return [section.headings[-1] for section in sections if section.headings]
