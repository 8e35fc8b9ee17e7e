"""What SQLite and FAISS can't do is said by the names of the house, with the file."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest
from making import card, passage

from kompetanse_qa.engines.files import write_arrays
from kompetanse_qa.engines.flat_vectors import FlatVectors
from kompetanse_qa.errors import DamagedIndex, IndexNotWritten
from kompetanse_qa.records import Filters
from kompetanse_qa.store.embeddings import FILE as KEPT
from kompetanse_qa.store.embeddings import Embeddings
from kompetanse_qa.store.passages import FILE, Passages, PassageWriter
from kompetanse_qa.texts import explain


@pytest.fixture
def folder(tmp_path):
    """A generation with one report of three passages."""
    made = tmp_path / "gen-000001"
    made.mkdir()
    writer = PassageWriter(made)
    writer.add(card("r", 3), [passage(f"r:{n}", f"Setning nummer {n}.") for n in range(3)])
    writer.commit()
    return made


def test_what_was_written_is_read_in_any_order_and_by_row(folder):
    passages = Passages(folder)
    assert [p.text for p in passages.at(["r:2", "r:0"])] == [
        "Setning nummer 2.",
        "Setning nummer 0.",
    ]
    assert [p.id for p in passages.rows(1, 3)] == ["r:1", "r:2"]
    assert passages.keys() == ["r:0", "r:1", "r:2"]
    assert (passages.by_id("r:1").text, passages.by_id("nei")) == ("Setning nummer 1.", None)
    passages.close()


def test_a_passage_that_is_not_there_means_that_the_files_do_not_belong_together(folder):
    passages = Passages(folder)
    with pytest.raises(DamagedIndex) as caught:
        passages.at(["r:0", "r:9"])
    assert (caught.value.file, caught.value.folder) == ("gen-000001/passages.sqlite", folder.parent)
    passages.close()


@pytest.mark.parametrize("column", ["headings", "position", "sentences", "anchors"])
@pytest.mark.parametrize("value", ["", "{", "7", "null"])
def test_a_damaged_field_is_no_crash(folder, column, value):
    connection = sqlite3.connect(folder / FILE)
    connection.execute(f"UPDATE passages SET {column} = ?", [value])
    connection.commit()
    connection.close()
    passages = Passages(folder)
    with pytest.raises(DamagedIndex):
        passages.of_report("r")
    passages.close()


def test_a_table_that_is_gone_is_damage(folder):
    connection = sqlite3.connect(folder / FILE)
    connection.execute("DROP TABLE passages")
    connection.commit()
    connection.close()
    with pytest.raises(DamagedIndex):
        Passages(folder)


def test_the_same_passage_twice_can_not_be_written(folder, tmp_path):
    (tmp_path / "other").mkdir()
    writer = PassageWriter(tmp_path / "other")
    twice = [passage("r:0", "En."), passage("r:0", "To.")]
    with pytest.raises(IndexNotWritten) as caught:
        writer.add(card("r", 2), twice)
    assert caught.value.file == FILE
    assert FILE in explain(caught.value)
    writer.discard()


def test_kept_vectors_that_are_damaged_are_made_again(tmp_path):
    kept = Embeddings(tmp_path, "f")
    kept.add([f"tekst {n}" for n in range(200)], [bytes([n]) * 5000 for n in range(200)])
    kept.close()
    path = tmp_path / KEPT
    whole = path.read_bytes()
    path.write_bytes(whole[:60_000] + b"\xff" * 40_000 + whole[100_000:])
    again = Embeddings(tmp_path, "f")
    assert again.missing(["tekst 1"]) == ["tekst 1"]
    again.close()


def test_a_folder_that_is_gone_can_not_be_written(tmp_path):
    gone = tmp_path / "gone"
    for write in (
        lambda: PassageWriter(gone),
        lambda: Embeddings(gone, "f"),
        lambda: FlatVectors(4).save(gone / "v.faiss"),
        lambda: write_arrays(gone / "a.npz", {"a": np.zeros(1)}),
    ):
        with pytest.raises(IndexNotWritten):
            write()


def test_a_filter_counts_what_is_left_of_its_reports(folder):
    passages = Passages(folder)
    _, searched = passages.scope(Filters(), without=["r:0", "r:0", "nei"])
    assert (searched.reports, searched.passages) == (1, 2)
    passages.close()
