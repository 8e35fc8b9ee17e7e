"""Does every quote in a file of answers stand in its source, to the character?

The sources are read again from the corpus, not from the index. A quote must stand in the text
of a block, and the characters of the block at that place are held against those of the file
itself (of a PDF: against the text that is extracted from it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kompetanse_qa.records import Block, Report, Span, locate
from kompetanse_qa.reports import find_files, read_report, source_text
from kompetanse_qa.reports.manifest import load_manifest

Outcome = Literal["stands", "moved", "missing", "no_source"]
"""moved: the quote stands in its source, but not in the lines or on the page that are cited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One quote of an answer file, and what became of it."""

    question_id: str | None
    report_id: str
    quote: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quote:
    question_id: str | None
    report_id: str
    text: str
    lines: tuple[int, int] | None
    page: int | None


class Verifier:
    """Checks quotes against the reports in a corpus folder; each report is read once."""

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        # Of two files with one name, the index holds the first.
        self._files = {path.stem: path for path in reversed(find_files(corpus))}
        self._entries = load_manifest(corpus)
        self._sources: dict[str, _Source] = {}

    def check(self, answer: Mapping[str, Any]) -> Iterator[Check]:
        """Every quote of one answer object: its citations and its hits.

        Raises UnreadableReport if a source is there but can't be read any more.
        """
        for quote in _quotes(answer):
            path = self._files.get(quote.report_id)
            outcome: Outcome = "no_source" if path is None else self._source(path).outcome(quote)
            yield Check(
                question_id=quote.question_id,
                report_id=quote.report_id,
                quote=quote.text,
                outcome=outcome,
            )

    def _source(self, path: Path) -> _Source:
        if path.stem not in self._sources:
            report = read_report(path, self._corpus, self._entries.get(path.stem))
            self._sources[path.stem] = _Source(report, source_text(path))
        return self._sources[path.stem]


def _quotes(answer: Mapping[str, Any]) -> Iterator[_Quote]:
    question_id = answer.get("id")
    places = [(c, c.get("quote")) for c in answer.get("citations") or ()]
    places += [(hit, hit.get("text")) for hit in answer.get("hits") or ()]
    for place, text in places:
        lines = place.get("lines")
        yield _Quote(
            question_id=question_id,
            report_id=str(place.get("report_id")),
            text=str(text or ""),
            lines=(lines[0], lines[1]) if lines else None,
            page=place.get("page"),
        )
    cited = "\n".join(str(text) for _, text in places)
    answered = answer.get("answer")
    if answered and answered not in cited:
        first = (answer.get("citations") or [{}])[0]
        yield _Quote(
            question_id=question_id,
            report_id=str(first.get("report_id")),
            text=str(answered),
            lines=None,
            page=None,
        )


class _Source:
    """One report, with its blocks' lines ready to be searched."""

    def __init__(self, report: Report, text: str) -> None:
        self._text = text
        self._lines = [
            (block, Span(start=match.start(), end=match.end()))
            for _, block in report.blocks()
            for match in re.finditer(r"[^\n]+", block.text)
        ]

    def outcome(self, quote: _Quote) -> Outcome:
        """A quote of several lines stands if each of its lines does, one of them in its place.

        Not all of them: a part of a long table repeats the table's head, from further up.
        """
        needles = [line for line in quote.text.split("\n") if line.strip()]
        outcomes = {self._line_outcome(line, quote) for line in needles}
        if not outcomes or "missing" in outcomes:
            return "missing"
        return "stands" if "stands" in outcomes else "moved"

    def _line_outcome(self, line: str, quote: _Quote) -> Outcome:
        found = False
        for block, place in self._places(line):
            if not _same_characters(block, place, self._text):
                continue
            found = True
            at = locate(block.anchors, place)
            if quote.page is not None and at.page is not None and at.page < quote.page:
                continue
            if quote.lines is None or at.lines is None or _overlap(quote.lines, at.lines):
                return "stands"
        return "moved" if found else "missing"

    def _places(self, line: str) -> Iterator[tuple[Block, Span]]:
        """Wherever the blocks have it: the same words may stand twice in one paragraph."""
        words = re.compile(re.escape(line))
        for block, span in self._lines:
            for found in words.finditer(block.text, span.start, span.end):
                yield block, Span(start=found.start(), end=found.end())


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _same_characters(block: Block, place: Span, source: str) -> bool:
    """Whether the file has these characters where the anchors say, white space apart.

    A hyphen that ends a line of the file may be missing in the block.
    """
    anchors = block.anchors
    for number, anchor in enumerate(anchors):
        end = anchors[number + 1].offset if number + 1 < len(anchors) else len(block.text)
        if end <= place.start or anchor.offset >= place.end:
            continue
        mine = "".join(block.text[anchor.offset : end].split())
        there = "".join(source[anchor.position.start : anchor.position.end].split())
        if mine != there and not (_HYPHEN_END.sub("", there) == mine):
            return False
    return True


_HYPHEN_END = re.compile("[-\N{HYPHEN}\N{SOFT HYPHEN}]+$")
