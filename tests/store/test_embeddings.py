"""Vectors that are kept from run to run: known by encoder and text, wanted or let go of."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kompetanse_qa.errors import IndexNotWritten
from kompetanse_qa.store.embeddings import FILE, Embeddings


@pytest.fixture
def kept(tmp_path: Path):
    """Two texts are known: en and to."""
    opened = Embeddings(tmp_path, "toy")
    opened.add(["en", "to"], [b"1", b"2"])
    yield opened
    opened.close()


def test_what_is_kept_is_known_by_its_text_also_after_it_was_closed(kept, tmp_path: Path):
    assert (kept.get("en"), kept.get("to")) == (b"1", b"2")
    kept.close()
    again = Embeddings(tmp_path, "toy")
    assert (again.get("en"), again.get("to")) == (b"1", b"2")
    again.close()


def test_each_value_is_on_disk_when_add_returns(kept, tmp_path: Path):
    other = Embeddings(tmp_path, "toy")
    assert other.missing(["en"]) == []
    other.close()


def test_a_value_that_comes_again_takes_the_place_of_the_earlier(kept):
    kept.add(["en"], [b"3"])
    assert kept.get("en") == b"3"


def test_another_encoder_knows_nothing_of_it(kept, tmp_path: Path):
    other = Embeddings(tmp_path, "real")
    assert other.missing(["en", "to"]) == ["en", "to"]
    other.close()


def test_encoder_and_text_are_told_apart_wherever_one_ends(tmp_path: Path):
    one = Embeddings(tmp_path, "ab")
    one.add(["c"], [b"1"])
    one.close()
    other = Embeddings(tmp_path, "a")
    assert other.missing(["bc"]) == ["bc"]
    other.close()


def test_missing_texts_come_once_each_and_in_order(kept):
    assert kept.missing(["fem", "en", "fire", "fem", "to"]) == ["fem", "fire"]
    assert kept.missing([]) == []


def test_wanted_texts_that_are_unknown_are_counted_once_each(kept):
    assert kept.count_missing() == 0
    kept.want(["fem", "en"])
    kept.want(text for text in ("fem", "fire"))
    assert kept.count_missing() == 2
    kept.add(["fem"], [b"5"])
    assert kept.count_missing() == 1


def test_what_is_not_wanted_is_forgotten_for_good(kept, tmp_path: Path):
    kept.want(["to", "fem"])
    kept.keep_wanted()
    assert kept.missing(["en", "to"]) == ["en"]
    kept.close()
    again = Embeddings(tmp_path, "toy")
    assert again.missing(["en", "to"]) == ["en"]
    assert again.count_missing() == 0  # what was wanted is of one run
    again.close()


def test_as_many_values_as_texts_are_kept_or_none(kept):
    with pytest.raises(ValueError, match="zip"):
        kept.add(["fem", "fire"], [b"5"])
    assert kept.missing(["fem"]) == ["fem"]


def test_what_older_versions_kept_is_taken_away(tmp_path: Path):
    connection = sqlite3.connect(tmp_path / "embeddings.sqlite")
    for old in ("vectors", "tokens"):
        connection.execute(f"CREATE TABLE {old} (key BLOB)")
    connection.commit()
    connection.close()
    Embeddings(tmp_path, "toy").close()
    connection = sqlite3.connect(tmp_path / "embeddings.sqlite")
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("known",)]
    connection.close()


def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path):
    (tmp_path / FILE).write_bytes(b"no database" * 1000)
    opened = Embeddings(tmp_path, "toy")
    opened.add(["en"], [b"1"])
    assert opened.get("en") == b"1"
    opened.close()


def test_what_can_not_be_written_is_told_with_the_file(kept, tmp_path: Path):
    kept.close()
    for write in (
        lambda: kept.want(["en"]),
        lambda: kept.add(["en"], [b"1"]),
        kept.keep_wanted,
    ):
        with pytest.raises(IndexNotWritten) as caught:
            write()
        assert (caught.value.folder, caught.value.file) == (tmp_path, FILE)
        assert caught.value.detail == "Cannot operate on a closed database."
