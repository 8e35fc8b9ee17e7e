"""The passages of one generation, in SQLite: row *i* is row *i* of every engine."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kompetanse_qa.errors import DamagedIndex, NothingMatchesFilters, UnknownReport
from kompetanse_qa.records import (
    Anchor,
    Filters,
    Passage,
    Position,
    Report,
    ReportCard,
    Searched,
    Span,
)

FILE = "passages.sqlite"

_SCHEMA = """
CREATE TABLE reports (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, authors TEXT NOT NULL, publisher TEXT,
    year INTEGER, url TEXT, source TEXT NOT NULL, descriptive_title INTEGER NOT NULL,
    listed INTEGER NOT NULL, passages INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, report_id TEXT NOT NULL REFERENCES reports,
    headings TEXT NOT NULL, position TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    sentences TEXT NOT NULL, anchors TEXT NOT NULL
);
CREATE INDEX passages_by_report ON passages (report_id, row);
"""
_PASSAGE = (
    "SELECT p.id, p.report_id, r.title, r.year, p.headings, p.position, p.kind, p.text,"
    " p.sentences, p.anchors FROM passages p JOIN reports r ON r.id = p.report_id"
)


def card_of(report: Report, passages: int) -> ReportCard:
    """The card of a report that was divided into ``passages`` passages."""
    return ReportCard(
        id=report.id,
        title=report.title,
        authors=report.authors,
        publisher=report.publisher,
        year=report.year,
        url=report.url,
        source=report.source,
        descriptive_title=report.descriptive_title,
        listed=report.listed,
        passages=passages,
    )


def write_passages(folder: Path, cards: Sequence[ReportCard], passages: Iterable[Passage]) -> None:
    """Write the file; the order of ``passages`` becomes their row numbers, from 0."""
    connection = sqlite3.connect(folder / FILE)
    try:
        connection.executescript(_SCHEMA)
        connection.executemany(
            "INSERT INTO reports VALUES (?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    c.id, c.title, json.dumps(c.authors, ensure_ascii=False), c.publisher, c.year,
                    c.url, c.source, c.descriptive_title, c.listed, c.passages,
                )
                for c in cards
            ],
        )  # fmt: skip
        connection.executemany(
            "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?)",
            (
                (
                    row, p.id, p.report_id, json.dumps(p.headings, ensure_ascii=False),
                    json.dumps(_pack(p.position)), p.kind, p.text,
                    json.dumps([(s.start, s.end) for s in p.sentences]),
                    json.dumps([(a.offset, *_pack(a.position)) for a in p.anchors]),
                )
                for row, p in enumerate(passages)
            ),
        )  # fmt: skip
        connection.commit()
    finally:
        connection.close()


class Passages:
    """Read-only access to the passages of a generation; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        path = folder / FILE
        if not path.is_file():
            raise DamagedIndex(folder.parent, f"{folder.name}/{FILE}", "missing")
        # immutable: SQLite then neither locks nor writes beside the file.
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        try:
            self.cards = tuple(
                _card(row) for row in self._connection.execute("SELECT * FROM reports ORDER BY id")
            )
            (self.count,) = self._connection.execute("SELECT count(*) FROM passages").fetchone()
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise DamagedIndex(folder.parent, f"{folder.name}/{FILE}", str(error)) from error
        self._card_by_id = {card.id: card for card in self.cards}

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def card(self, report_id: str) -> ReportCard:
        """The card of one report; UnknownReport if there is none."""
        try:
            return self._card_by_id[report_id]
        except KeyError as error:
            raise UnknownReport(report_id, tuple(sorted(self._card_by_id))) from error

    def at(self, rows: Sequence[int]) -> list[Passage]:
        """The passages in these rows, in this order."""
        marks = ",".join("?" * len(rows))
        found = {
            row: _passage(rest)
            for row, *rest in self._connection.execute(
                f"{_PASSAGE.replace('SELECT ', 'SELECT p.row, ', 1)} WHERE p.row IN ({marks})",
                list(rows),
            )
        }
        return [found[row] for row in rows]

    def by_id(self, passage_id: str) -> Passage | None:
        """The passage with this id."""
        found = self._connection.execute(f"{_PASSAGE} WHERE p.id = ?", (passage_id,)).fetchone()
        return _passage(found) if found else None

    def of_report(self, report_id: str) -> list[Passage]:
        """All passages of one report, in reading order."""
        query = f"{_PASSAGE} WHERE p.report_id = ? ORDER BY p.row"
        return [_passage(row) for row in self._connection.execute(query, (report_id,))]

    def all(self) -> list[Passage]:
        """Every passage, row by row."""
        return [_passage(row) for row in self._connection.execute(f"{_PASSAGE} ORDER BY p.row")]

    def allowed(
        self, filters: Filters, without: Collection[str] = ()
    ) -> tuple[NDArray[np.bool_] | None, Searched]:
        """Which rows the filters let through (None: all), and what that leaves to search.

        The passages with an id in ``without`` are left out, too.
        """
        cards = [card for card in self.cards if self._passes(card, filters)]
        if not cards:
            raise NothingMatchesFilters(filters)
        left = sum(card.passages for card in cards)
        if len(cards) == len(self.cards) and not without:
            return None, Searched(reports=len(cards), passages=left, filters=filters)
        mask = np.ones(self.count, dtype=np.bool_)
        if len(cards) < len(self.cards):
            mask[:] = False
            mask[self._rows("report_id", [card.id for card in cards])] = True
        mask[self._rows("id", list(without))] = False
        left = int(np.count_nonzero(mask))
        return mask, Searched(reports=len(cards), passages=left, filters=filters)

    def _rows(self, column: str, values: Sequence[str]) -> list[int]:
        marks = ",".join("?" * len(values))
        query = f"SELECT row FROM passages WHERE {column} IN ({marks})"
        return [row for (row,) in self._connection.execute(query, values)]

    def _passes(self, card: ReportCard, filters: Filters) -> bool:
        for report_id in filters.reports:
            self.card(report_id)
        if filters.reports and card.id not in filters.reports:
            return False
        publisher = (card.publisher or "").casefold()
        if filters.publishers and not any(p.casefold() in publisher for p in filters.publishers):
            return False
        if filters.year_from is not None and (card.year is None or card.year < filters.year_from):
            return False
        return not (
            filters.year_to is not None and (card.year is None or card.year > filters.year_to)
        )


def _pack(p: Position) -> tuple[int, int, int | None, int | None, int | None, str | None]:
    first, last = p.lines or (None, None)
    return p.start, p.end, first, last, p.page, p.page_label


def _unpack(packed: Sequence[Any]) -> Position:
    start, end, first, last, page, label = packed
    lines = None if first is None else (first, last)
    return Position(start=start, end=end, lines=lines, page=page, page_label=label)


def _card(row: Sequence[Any]) -> ReportCard:
    identity, title, authors, publisher, year, url, source, descriptive, listed, passages = row
    return ReportCard(
        id=identity,
        title=title,
        authors=tuple(json.loads(authors)),
        publisher=publisher,
        year=year,
        url=url,
        source=source,
        descriptive_title=bool(descriptive),
        listed=bool(listed),
        passages=passages,
    )


def _passage(row: Sequence[Any]) -> Passage:
    identity, report_id, title, year, headings, position, kind, text, sentences, anchors = row
    return Passage(
        id=identity,
        report_id=report_id,
        title=title,
        year=year,
        headings=tuple(json.loads(headings)),
        position=_unpack(json.loads(position)),
        kind=kind,
        text=text,
        sentences=tuple(Span(start=s, end=e) for s, e in json.loads(sentences)),
        anchors=tuple(
            Anchor(offset=offset, position=_unpack(packed))
            for offset, *packed in json.loads(anchors)
        ),
    )
