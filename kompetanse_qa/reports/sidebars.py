"""Boxes beside the text, read in the middle of it: put back together, after the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kompetanse_qa.records import Section


def gather(sections: Sequence[Section], sidebars: Mapping[str, str]) -> tuple[Section, ...]:
    """Return ``sections`` with the box of each heading in ``sidebars`` as a section of its own.

    The box's heading was read where the page broke, its text after the text of the page:
    what stands below the heading belongs to the section before it, and the box's own text
    begins, in some section further down, with what ``sidebars`` gives for it, and goes on to the
    end of that section. A heading or a text that is not there leaves everything as it is.
    """
    gathered = list(sections)
    for heading, opening in sidebars.items():
        at = next((n for n, s in enumerate(gathered) if s.headings[-1:] == (heading,)), None)
        if at is None or at == 0:
            continue
        for owner in range(at, len(gathered)):
            blocks = gathered[owner].blocks
            first = next((n for n, b in enumerate(blocks) if b.text.startswith(opening)), None)
            if first is not None:
                box = replace(gathered[at], blocks=blocks[first:])
                gathered[owner] = replace(gathered[owner], blocks=blocks[:first])
                before = gathered[at - 1]
                below = gathered[at].blocks if owner != at else blocks[:first]
                gathered[at - 1] = replace(before, blocks=before.blocks + below)
                gathered.insert(owner + 1, box)
                del gathered[at]
                break
    return tuple(gathered)
