"""The five reports: no word lost or invented, and every character where its anchor says."""

from __future__ import annotations

import functools
import re
from collections import Counter
from pathlib import Path

import pytest

from kompetanse_qa.records import Report
from kompetanse_qa.reports import find_files, read_report
from kompetanse_qa.reports.manifest import load_manifest

CORPUS = Path(__file__).parents[2] / "corpus"
STEMS = [
    "deltakerundersokelsen-2022-laerere",
    "deltakerundersokelsen-ledere-2",
    "kompetansebehov-laeringsmiljo-2022",
    "partnerskap-for-laererkompetanse-2012",
    "skolebasert-kompetanseutvikling-2013",
]
# Words that the source divides and the report joins, and marks that it takes off a word.
RESOLVED = {
    "Lærerutdannings-\n\ninstitusjonen": "Lærerutdanningsinstitusjonen",
    "undervisnings-\nformer": "undervisningsformer",
    "Trivs\n\nel på \nskole\n\nn": "Trivsel på skolen",
    "Trivs\nel": "Trivsel",
    "Motivasjo\nn": "Motivasjon",
    "Grunnskolepoe\nng": "Grunnskolepoeng",
    "Matematik\nk,": "Matematikk,",
    "standpun\n\nkt": "standpunkt",
    "Skolestørrel\nse": "Skolestørrelse",
    "utviklingsarbei\nd": "utviklingsarbeid",
    "pensumlitterat\nur": "pensumlitteratur",
    "ungdomstrinnene3": "ungdomstrinnene 3",
    "N4 ": "N 4 ",
    "studier5": "studier 5",
    "profesjonsholdninger6": "profesjonsholdninger 6",
}


@functools.cache
def report(stem: str) -> Report:
    path = next(p for p in find_files(CORPUS) if p.stem == stem)
    return read_report(path, CORPUS, load_manifest(CORPUS).get(stem))


def source(stem: str) -> str:
    return (CORPUS / report(stem).source).read_bytes().decode("utf-8")


def words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in re.findall(r"\w+", text))


def test_the_corpus_holds_the_five_reports_and_each_is_listed():
    assert [path.stem for path in find_files(CORPUS)] == STEMS
    assert all(report(stem).listed for stem in STEMS)


@pytest.mark.parametrize("stem", STEMS)
def test_no_word_is_lost_or_invented(stem):
    parts = [s.headings[-1] for s in report(stem).sections if s.headings]
    parts += [block.text for _, block in report(stem).blocks()]
    parts += [furniture.text for furniture in report(stem).furniture]
    text = source(stem)
    for divided, whole in RESOLVED.items():
        text = text.replace(divided, whole)
    read, written = words("\n".join(parts)), words(text)
    assert (read - written, written - read) == (Counter(), Counter())


@pytest.mark.parametrize("stem", STEMS)
def test_every_stretch_of_a_block_stands_in_the_source_where_its_anchor_says(stem):
    text = source(stem)
    for _, block in report(stem).blocks():
        ends = [anchor.offset for anchor in block.anchors[1:]] + [len(block.text)]
        assert block.anchors[0].offset == 0
        for anchor, end in zip(block.anchors, ends, strict=True):
            there = re.sub(r"\s", " ", text[anchor.position.start : anchor.position.end])
            here = block.text[anchor.offset : end].removesuffix("\n")
            # What joins two lines is one space or none; it belongs to no source line.
            assert here in (there, there + " ")
            first, last = anchor.position.lines
            before = text.count("\n", 0, anchor.position.start) + 1
            assert first == last == before


@pytest.mark.parametrize("stem", STEMS)
def test_every_heading_stands_in_the_source_where_its_section_says(stem):
    text = source(stem)
    for section in report(stem).sections:
        if section.headings:
            there = text[section.position.start : section.position.end].replace("**", "")
            assert " ".join(there.split()) == section.headings[-1]


@pytest.mark.parametrize("stem", STEMS)
def test_a_head_begins_its_block_and_ends_with_a_line(stem):
    for _, block in report(stem).blocks():
        if block.head:
            assert block.head.start == 0
            assert block.text[block.head.end : block.head.end + 1] in ("", "\n")


@pytest.mark.parametrize("stem", STEMS)
def test_reading_twice_gives_the_same(stem):
    again = read_report(CORPUS / report(stem).source, CORPUS, load_manifest(CORPUS)[stem])
    assert again == report(stem)
