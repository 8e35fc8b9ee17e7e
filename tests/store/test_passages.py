"""The passages of a generation: what is written is read again, whole and in order."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from making import card, passage

from kompetanse_qa.errors import (
    DamagedIndex,
    IndexNotWritten,
    NothingMatchesFilters,
    UnknownReport,
)
from kompetanse_qa.records import Anchor, Filters, Position, Report, Scope, Searched, Span
from kompetanse_qa.store.passages import FILE, Passages, PassageWriter, card_of

IN_A_FILE = Position(start=3, end=40, lines=(2, 5))
IN_A_PDF = Position(start=7, end=50, page=12, page_label="x")
FULL = replace(
    passage("a:0", "Første ledd.", "Andre ledd.", report="a", title="Årsmelding"),
    year=2019,
    headings=("Skolen på Ås", "Kompost"),
    position=IN_A_FILE,
    kind="list",
    anchors=(
        Anchor(offset=0, position=IN_A_FILE),
        Anchor(offset=13, position=Position(start=41, end=60, lines=(6, 6))),
    ),
)
ON_A_PAGE = replace(
    passage("b:0", "Tredje ledd.", report="b", title="Brev"),
    position=IN_A_PDF,
    kind="footnote",
    anchors=(Anchor(offset=2, position=IN_A_PDF),),
)
EMPTY = replace(passage("b:1", report="b", title="Brev"), text="Uten setning", anchors=())
A = card(
    "a",
    1,
    title="Årsmelding",
    authors=("Kari Ås", "Ola Berg"),
    publisher="Ås kommune",
    year=2019,
    url="https://example.org/a",
    source="mappe/a.md",
    descriptive_title=True,
    listed=False,
)
B = card("b", 2, title="Brev", publisher="Bodø")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Report b, added first, with two passages, then a with one; a generation of its own."""
    made = tmp_path / "gen-000001"
    made.mkdir()
    writer = PassageWriter(made)
    writer.add(B, [ON_A_PAGE, EMPTY])
    assert (writer.reports, writer.passages) == (1, 2)
    writer.add(A, [FULL])
    assert (writer.reports, writer.passages) == (2, 3)
    writer.commit()
    return made


@pytest.fixture
def passages(folder: Path):
    opened = Passages(folder)
    yield opened
    opened.close()


def test_a_passage_is_read_as_it_was_written(passages: Passages):
    assert passages.by_id("a:0") == FULL
    assert passages.by_id("b:0") == ON_A_PAGE
    assert passages.by_id("b:1") == EMPTY
    assert passages.by_id("c:0") is None


def test_a_card_is_read_as_it_was_written_and_the_cards_come_by_id(passages: Passages):
    assert passages.cards == (A, B)
    assert passages.card("b") == B
    assert [type(one) for one in (passages.cards[0].listed, passages.cards[0].authors)] == [
        bool,
        tuple,
    ]
    with pytest.raises(UnknownReport) as caught:
        passages.card("c")
    assert (caught.value.report_id, caught.value.known) == ("c", ("a", "b"))


def test_norwegian_letters_stand_in_the_file_as_they_are(folder: Path):
    connection = sqlite3.connect(folder / FILE)
    ((headings,),) = connection.execute("SELECT headings FROM passages WHERE id = 'a:0'")
    ((authors,),) = connection.execute("SELECT authors FROM reports WHERE id = 'a'")
    connection.close()
    assert headings == '["Skolen på Ås", "Kompost"]'
    assert authors == '["Kari Ås", "Ola Berg"]'


def test_rows_count_from_nought_in_the_order_of_writing(passages: Passages):
    assert passages.count == 3
    assert passages.keys() == ["b:0", "b:1", "a:0"]
    assert passages.all() == [ON_A_PAGE, EMPTY, FULL]
    assert passages.rows(0, 1) == [ON_A_PAGE]
    assert passages.rows(1, 3) == [EMPTY, FULL]
    assert passages.of_report("b") == [ON_A_PAGE, EMPTY]
    assert passages.of_report("c") == []


def test_passages_come_in_the_order_that_is_asked_for(passages: Passages):
    assert passages.at(["a:0", "b:0", "a:0"]) == [FULL, ON_A_PAGE, FULL]
    assert passages.at([]) == []
    with pytest.raises(DamagedIndex, match="c:0"):
        passages.at(["a:0", "c:0"])


def test_more_passages_are_read_than_one_query_may_name(tmp_path: Path):
    # SQLite takes 32 766 values in a query (999 before 3.32).
    writer = PassageWriter(tmp_path)
    some = [passage(f"r:{n:05}", f"Nummer {n}.", title="r") for n in range(1001)]
    writer.add(card("r", 1001), some)
    writer.commit()
    opened = Passages(tmp_path)
    asked: list[str] = []
    opened._connection.set_trace_callback(asked.append)
    assert opened.at([p.id for p in reversed(some)]) == some[::-1]
    opened.close()
    assert [query.count("r:") for query in asked] == [500, 500, 1]


def test_reading_neither_locks_nor_writes(folder: Path):
    opened = Passages(folder)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        opened._connection.execute("DELETE FROM passages")
    assert [path.name for path in folder.iterdir()] == [FILE]
    opened.close()
    with pytest.raises(DamagedIndex, match="closed"):
        opened.all()


def test_a_folder_of_any_name_is_read(tmp_path: Path, monkeypatch):
    made = tmp_path / "hva? 100% #1"
    made.mkdir()
    writer = PassageWriter(made)
    writer.add(A, [FULL])
    writer.commit()
    monkeypatch.chdir(tmp_path)
    opened = Passages(Path(made.name))  # as it is written on the command line
    assert opened.all() == [FULL]
    opened.close()


def test_a_generation_without_its_passages_is_damaged(folder: Path):
    (folder / FILE).unlink()
    with pytest.raises(DamagedIndex) as caught:
        Passages(folder)
    fault = caught.value
    assert (fault.folder, fault.file, fault.detail) == (
        folder.parent,
        "gen-000001/passages.sqlite",
        "missing",
    )


def test_damage_is_told_with_what_sqlite_says_of_it(folder: Path):
    (folder / FILE).write_bytes(b"no database" * 1000)
    with pytest.raises(DamagedIndex) as caught:
        Passages(folder)
    fault = caught.value
    assert (fault.folder, fault.file) == (folder.parent, "gen-000001/passages.sqlite")
    assert fault.detail == "file is not a database"


def test_what_can_not_be_written_is_told_with_what_sqlite_says_of_it(tmp_path: Path):
    writer = PassageWriter(tmp_path)
    writer.add(A, [FULL])
    with pytest.raises(IndexNotWritten) as caught:
        writer.add(A, [])
    fault = caught.value
    assert (fault.folder, fault.file) == (tmp_path, FILE)
    assert fault.detail == "UNIQUE constraint failed: reports.id"
    writer.discard()
    for write in (lambda: writer.add(B, []), writer.commit):
        with pytest.raises(IndexNotWritten, match="closed") as closed:
            write()
        assert (closed.value.folder, closed.value.file) == (tmp_path, FILE)


def test_what_is_discarded_is_no_index_and_what_is_committed_is_closed(tmp_path: Path):
    writer = PassageWriter(tmp_path)
    writer.add(A, [FULL])
    writer.discard()
    left = Passages(tmp_path)
    assert (left.count, left.cards) == (0, ())
    left.close()
    os.unlink(tmp_path / FILE)
    writer = PassageWriter(tmp_path)
    writer.commit()
    with pytest.raises(IndexNotWritten, match="closed"):
        writer.add(A, [FULL])


def test_without_filters_all_is_in_scope(passages: Passages):
    scope, searched = passages.scope(Filters())
    assert scope == Scope()
    assert searched == Searched(reports=2, passages=3, filters=Filters())


def test_filters_leave_the_reports_that_pass_and_count_their_passages(passages: Passages):
    filters = Filters(publishers=("bodø",))
    scope, searched = passages.scope(filters)
    assert scope == Scope(reports=frozenset({"b"}))
    assert searched == Searched(reports=1, passages=2, filters=filters)


def test_what_is_left_out_counts_only_where_it_would_have_been_searched(passages: Passages):
    filters = Filters(reports=("b",))
    scope, searched = passages.scope(filters, without=["b:1", "b:1", "a:0", "c:0"])
    assert scope == Scope(reports=frozenset({"b"}), without=frozenset({"b:1", "a:0", "c:0"}))
    assert searched.passages == 1
    assert passages.scope(Filters(), without=("a:0",))[1].passages == 2


def test_a_filter_that_names_no_report_or_leaves_none_is_told(passages: Passages):
    with pytest.raises(UnknownReport) as unknown:
        passages.scope(Filters(reports=("a", "c")))
    assert unknown.value.report_id == "c"
    filters = Filters(year_from=2020)
    with pytest.raises(NothingMatchesFilters) as nothing:
        passages.scope(filters)
    assert nothing.value.filters == filters


def test_the_card_of_a_report_is_what_is_known_without_its_text():
    report = Report(
        id="a",
        title="Årsmelding",
        authors=("Kari Ås", "Ola Berg"),
        publisher="Ås kommune",
        year=2019,
        url="https://example.org/a",
        source="mappe/a.md",
        sections=(),
        descriptive_title=True,
        listed=False,
    )
    assert card_of(report, 1) == A


def test_threads_read_by_the_same_connection(passages: Passages):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(passages.by_id, "a:0").result() == FULL


def test_sentences_are_read_as_spans(passages: Passages):
    assert passages.all()[2].sentences == (Span(start=0, end=12), Span(start=13, end=24))
