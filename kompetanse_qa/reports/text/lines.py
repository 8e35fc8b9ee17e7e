"""The lines of a text file, each character of which still knows where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kompetanse_qa.records import Position

_LINE_END = re.compile(r"\r\n|\r|\n")
# What some converters make of the spaces in certain fonts, most often those of headings.
_TABBED = re.compile(r"\S\t ?\xa0")
_FED = re.compile(r"(?<=\S)(?=\s*\f\s*\S)")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand in the source one by one as they stand here, white space aside."""

    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with something on it, without the space around it."""

    number: int
    """1-based."""
    pieces: tuple[Piece, ...]
    """The line's text, cut wherever source characters were left out."""
    indent: int
    """How many white-space characters stand before it."""
    gap: int = 0
    """Blank lines above it."""
    empties: int = 0
    """The longest run of wholly empty lines among the last six blank lines above it."""
    ruled: bool = False
    """The line above is a rule: underscores, dashes, or twenty spaces and more."""
    tabbed: bool = False
    """Its words are set apart by tabs."""
    open_end: bool = False
    """No white space follows it on its line."""
    after_form_feed: bool = False
    page_start: bool = False
    page_label: str | None = None

    @property
    def text(self) -> str:
        """The words, white space as single spaces."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def position(self) -> Position:
        """Where the line stands."""
        last = self.pieces[-1]
        return Position(
            start=self.pieces[0].start,
            end=last.start + len(last.text),
            lines=(self.number, self.number),
            page_label=self.page_label,
        )

    def cut(self, start: int, end: int) -> Line:
        """Return the line with only the characters ``start`` to ``end``, space stripped."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        return replace(self, pieces=self._between(start, start + len(text.strip())))

    def without(self, spans: Sequence[tuple[int, int]]) -> Line:
        """Return the line without the characters of ``spans`` (in order, none overlapping)."""
        text = ""
        kept: list[Piece] = []
        at = 0
        for start, end in [*spans, (len(self.text), len(self.text))]:
            for piece in self._between(at, start):
                low = len(piece.text) - len(piece.text.lstrip()) if text[-1:] in ("", " ") else 0
                if piece.text[low:]:
                    kept.append(Piece(piece.start + low, piece.text[low:]))
                    text += piece.text[low:]
            at = end
        return replace(self, pieces=tuple(kept)).cut(0, len(text))

    def _between(self, start: int, end: int) -> tuple[Piece, ...]:
        kept = []
        offset = 0
        for piece in self.pieces:
            low, high = max(start - offset, 0), min(end - offset, len(piece.text))
            if low < high:
                kept.append(Piece(piece.start + low, piece.text[low:high]))
            offset += len(piece.text)
        return tuple(kept)


def split_lines(text: str) -> list[Line]:
    """Split ``text`` into its lines that are not blank; they may end in LF, CR LF or CR.

    A form feed in the middle of a line ends it too; what follows has the same line number.
    """
    lines: list[Line] = []
    above: list[str] = []
    form_feed = False
    for number, start, raw in _raw_lines(text):
        stripped = raw.strip()
        indent = len(raw) - len(raw.lstrip())
        if stripped and not _is_rule(raw):
            lines.append(
                Line(
                    number=number,
                    pieces=_pieces(stripped, start + indent),
                    indent=indent,
                    gap=len(above),
                    empties=_longest_empty_run(above[-6:]),
                    ruled=bool(above) and _is_rule(above[-1]),
                    tabbed=bool(_TABBED.search(raw)),
                    open_end=raw == raw.rstrip(),
                    after_form_feed=form_feed or "\f" in raw[:indent],
                )
            )
            above, form_feed = [], "\f" in raw[indent:]
        else:
            above.append(raw)
            form_feed = form_feed or "\f" in raw
    return lines


def _raw_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the number, the start and the characters of each line, without what ends it."""
    start = 0
    for number, raw in enumerate(_LINE_END.split(text), 1):
        for part in _FED.split(raw):
            yield number, start, part
            start += len(part)
        start += 2 if text.startswith("\r\n", start) else 1


def _is_rule(raw: str) -> bool:
    return (not raw.strip() and len(raw) >= 20) or bool(re.fullmatch(r"\s*[_\u2500]{5,}\s*", raw))


def _longest_empty_run(blank: list[str]) -> int:
    return max(len(list(run)) if not text else 0 for text, run in groupby(blank)) if blank else 0


def _pieces(stripped: str, start: int) -> tuple[Piece, ...]:
    pieces = []
    at = 0
    for run in _SPACES.finditer(stripped):
        if run.end() - run.start() > 1:
            pieces.append(Piece(start + at, _plain(stripped[at : run.start() + 1])))
            at = run.end()
    pieces.append(Piece(start + at, _plain(stripped[at:])))
    return tuple(pieces)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text)
