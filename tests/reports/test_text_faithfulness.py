"""Whatever stands in a file: it is read without a fault, and each letter is kept in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kompetanse_qa.reports import markdown, text
from kompetanse_qa.reports.parsed import Parsed

LINES = [
    "Dette er en linje av løpende tekst som er omtrent så lang som linjer pleier å være, og",
    "som går videre på neste linje, der setningen slutter.",
    " Kort setning etter sideskift.",
    "En overskrift",
    "## Markdown-overskrift",
    "Kapittel 2: Metode",
    "Lærings-",
    "og utviklingsarbeid med ord3 og IKT-",
    "• et punkt",
    "- et strekpunkt",
    "1. første punkt",
    "Tabell 2: Svar",
    "Skole Antall Prosent",
    "Våge skole 5 84",
    "5 84",
    "Figur 1: System",
    "Regler",
    "Hva forstår dere med dette?",
    "3 Fotnotens tekst.",
    "________________________",
    "Side 2 av 3",
    "https://eksempel.no/side",
    "12",
    "\f",
    "",
    " ",
    "| Skole | **Antall** |",
    "|---|---|",
    "**År:** 2012",
    "```",
    "---",
    "> Sitat med [lenke](https://a.no) og \\*stjerne\\*",
    "\ttab\u00a0og \u00abord\u00bb",
]


@pytest.mark.parametrize("module", [text, markdown])
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(
    lines=st.lists(st.sampled_from(LINES), max_size=25),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_no_letter_is_lost_and_every_anchor_is_right(module, lines, end):
    source = end.join(["Ett ord.", *lines])
    parsed: Parsed = module.parse(source.encode(), Path("rapport"))
    kept: set[int] = set()
    for part in parsed.furniture:
        kept.update(range(part.position.start, part.position.end))
    for section in parsed.sections:
        if section.position:
            kept.update(range(section.position.start, section.position.end))
        for block in section.blocks:
            ends = [anchor.offset for anchor in block.anchors[1:]] + [len(block.text)]
            for anchor, until in zip(block.anchors, ends, strict=True):
                start, stop = anchor.position.start, anchor.position.end
                there = re.sub(r"\s", " ", source[start:stop])
                assert block.text[anchor.offset : until].removesuffix("\n") in (there, f"{there} ")
                kept.update(range(start, stop))
    assert [c for i, c in enumerate(source) if c.isalnum() and i not in kept] == []
