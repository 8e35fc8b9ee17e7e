"""A whole report as it is read: headings where they change, passages in order; what is found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kompetanse_qa.records import Passage, ReportCard

if TYPE_CHECKING:
    from kompetanse_qa.search import Index

_CONTROLS = {code: " " for code in (*range(32), *range(127, 160)) if code != ord("\n")}
_KEPT_ROWS = ("table", "list", "figure", "questions")
_ROW_INDENT = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading or a passage, as it is shown."""

    text: str
    """As long as its source, character by character, with a space for each control character."""
    passage: int
    """The passage it is, or that a heading leads to, counted from 0."""
    level: int | None
    """A heading's level, from 0; None for a passage."""
    indent: int = 0
    """How far the rest of a long table row or list item is set in."""


@dataclass(frozen=True, slots=True)
class Match:
    """A place where the words that are looked for stand."""

    piece: int
    start: int
    end: int


class ReportText:
    """The pieces of one report, in reading order."""

    def __init__(self, card: ReportCard, passages: Sequence[Passage]) -> None:
        self.card = card
        self.passages = tuple(passages)
        self.pieces = tuple(_pieces(self.passages))
        self._of_passage = tuple(i for i, piece in enumerate(self.pieces) if piece.level is None)
        self._number = {passage.id: i for i, passage in enumerate(self.passages)}

    @classmethod
    def around(cls, index: Index, passage_id: str) -> ReportText:
        """The report that a passage is of. Raises UnknownPassage."""
        report_id = index.passage(passage_id).report_id
        return cls(index.report(report_id), index.passages_of(report_id))

    def holds(self, passage_id: str) -> bool:
        """Whether the passage is one of this report."""
        return passage_id in self._number

    def number_of(self, passage_id: str) -> int:
        """The passage with this id, counted from 0; KeyError if it is of another report."""
        return self._number[passage_id]

    def piece_of(self, passage: int) -> int:
        """The piece that is this passage."""
        return self._of_passage[passage]

    def beginning_of(self, passage: int) -> int:
        """The first of the headings that stand right above this passage, or the passage itself."""
        piece = self._of_passage[passage]
        while piece and self.pieces[piece - 1].level is not None:
            piece -= 1
        return piece

    def find(self, words: str) -> tuple[Match, ...]:
        """Every place where these words stand, in order, without regard to case.

        White space matches any white space, so that words are found across a line break.
        """
        wanted = unicodedata.normalize("NFC", words).split()
        if not wanted:
            return ()
        pattern = re.compile(r"\s+".join(map(re.escape, wanted)), re.IGNORECASE)
        return tuple(
            Match(number, found.start(), found.end())
            for number, piece in enumerate(self.pieces)
            for found in pattern.finditer(piece.text)
        )


def _pieces(passages: Sequence[Passage]) -> list[Piece]:
    pieces: list[Piece] = []
    above: tuple[str, ...] = ()
    for number, passage in enumerate(passages):
        same = 0
        while same < min(len(above), len(passage.headings)) and (
            above[same] == passage.headings[same]
        ):
            same += 1
        pieces += [
            Piece(_shown(heading), number, level)
            for level, heading in enumerate(passage.headings)
            if level >= same
        ]
        above = passage.headings
        indent = _ROW_INDENT if passage.kind in _KEPT_ROWS else 0
        pieces.append(Piece(_shown(passage.text), number, None, indent))
    return pieces


def _shown(text: str) -> str:
    return text.translate(_CONTROLS)
