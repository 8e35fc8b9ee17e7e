"""The passages of one generation, in SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from kompetanse_qa.errors import DamagedIndex, NothingMatchesFilters, UnknownReport
from kompetanse_qa.records import (
    Anchor,
    Filters,
    Passage,
    Position,
    Report,
    ReportCard,
    Scope,
    Searched,
    Span,
)
from kompetanse_qa.store.faults import reading, writing

FILE = "passages.sqlite"
_AT_ONCE = 500
"""Ids in one query; SQLite has a limit."""

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


class PassageWriter:
    """Writes the file, report by report; the order becomes the passages' rows, from 0."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        with writing(self._path):
            self._connection = sqlite3.connect(self._path)
            self._connection.executescript(_SCHEMA)
        self.reports = self.passages = 0

    def add(self, card: ReportCard, passages: Sequence[Passage]) -> None:
        """Write one report's card and passages."""
        with writing(self._path):
            self._connection.execute(
                "INSERT INTO reports VALUES (?,?,?,?,?,?,?,?,?,?)",
                (
                    card.id, card.title, json.dumps(card.authors, ensure_ascii=False),
                    card.publisher, card.year, card.url, card.source, card.descriptive_title,
                    card.listed, card.passages,
                ),
            )  # fmt: skip
            self._connection.executemany(
                "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?)",
                (
                    (
                        row, p.id, p.report_id, json.dumps(p.headings, ensure_ascii=False),
                        json.dumps(_pack(p.position)), p.kind, p.text,
                        json.dumps([(s.start, s.end) for s in p.sentences]),
                        json.dumps([(a.offset, *_pack(a.position)) for a in p.anchors]),
                    )
                    for row, p in enumerate(passages, start=self.passages)
                ),
            )  # fmt: skip
        self.reports += 1
        self.passages += len(passages)

    def commit(self) -> None:
        """See that all is on disk, and close."""
        with writing(self._path):
            self._connection.commit()
        self._connection.close()

    def discard(self) -> None:
        """Close; what was written is no index."""
        self._connection.close()


class Passages:
    """Read-only access to the passages of a generation; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        if not self._path.is_file():
            raise DamagedIndex(folder.parent, f"{folder.name}/{FILE}", "missing")
        # immutable: SQLite then neither locks nor writes beside the file.
        uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        try:
            self.cards = tuple(
                _card(row) for row in self._query("SELECT * FROM reports ORDER BY id")
            )
            ((self.count,),) = self._query("SELECT count(*) FROM passages")
        except DamagedIndex:
            self._connection.close()
            raise
        self._card_by_id = {card.id: card for card in self.cards}

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _query(self, query: str, values: Sequence[str | int] = ()) -> list[Any]:
        """What the query gives. Raises DamagedIndex."""
        with reading(self._path):
            return self._connection.execute(query, values).fetchall()

    def _found(self, where: str, values: Sequence[str | int] = ()) -> list[Passage]:
        """The passages that ``where`` chooses. Raises DamagedIndex."""
        rows = self._query(f"{_PASSAGE} {where}", values)
        with reading(self._path):
            return [_passage(row) for row in rows]

    def card(self, report_id: str) -> ReportCard:
        """The card of one report; UnknownReport if there is none."""
        try:
            return self._card_by_id[report_id]
        except KeyError as error:
            raise UnknownReport(report_id, tuple(sorted(self._card_by_id))) from error

    def at(self, keys: Sequence[str]) -> list[Passage]:
        """The passages with these ids, in this order. Raises DamagedIndex if one is not there."""
        found: dict[str, Passage] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            where = f"WHERE p.id IN ({','.join('?' * len(some))})"
            found |= {passage.id: passage for passage in self._found(where, some)}
        with reading(self._path):
            return [found[key] for key in keys]

    def by_id(self, passage_id: str) -> Passage | None:
        """The passage with this id."""
        return next(iter(self._found("WHERE p.id = ?", [passage_id])), None)

    def of_report(self, report_id: str) -> list[Passage]:
        """All passages of one report, in reading order."""
        return self._found("WHERE p.report_id = ? ORDER BY p.row", [report_id])

    def all(self) -> list[Passage]:
        """Every passage, row by row."""
        return self._found("ORDER BY p.row")

    def rows(self, start: int, stop: int) -> list[Passage]:
        """The passages from row ``start`` up to ``stop``, in reading order."""
        where = "WHERE p.row >= ? AND p.row < ? ORDER BY p.row"
        return self._found(where, [start, stop])

    def keys(self) -> list[str]:
        """The ids of all passages, in reading order."""
        return [key for (key,) in self._query("SELECT id FROM passages ORDER BY row")]

    def scope(self, filters: Filters, without: Collection[str] = ()) -> tuple[Scope, Searched]:
        """Which passages the filters let through, and how many reports and passages that leaves.

        The passages with an id in ``without`` are left out, too. Raises UnknownReport,
        NothingMatchesFilters.
        """
        for report_id in filters.reports:
            self.card(report_id)
        cards = [card for card in self.cards if filters.passes(card)]
        if not cards:
            raise NothingMatchesFilters(filters)
        chosen = frozenset(card.id for card in cards)
        left_out = [p for p in map(self.by_id, set(without)) if p and p.report_id in chosen]
        searched = Searched(
            reports=len(cards),
            passages=sum(card.passages for card in cards) - len(left_out),
            filters=filters,
        )
        every = len(cards) == len(self.cards)
        return Scope(reports=None if every else chosen, without=frozenset(without)), searched


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
