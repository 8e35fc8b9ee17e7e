"""A mapped table gives back what was written, and notices damage where it would count."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_qa.norwegian.word_table import WordTable, write_word_table

FORMS = {"skole": "skole", "skolen": "skole", "øyne": "øye", "Oslo": "Oslo", "best": "god"}


def table(folder: Path, words: dict[str, str]) -> WordTable:
    write_word_table(folder / "table", words)
    return WordTable(folder / "table")


def test_each_word_gives_what_it_was_written_with_and_no_other_word_gives_anything(tmp_path):
    words = table(tmp_path, FORMS)
    assert {word: words.get(word) for word in FORMS} == FORMS
    for other in ("skol", "skolene", "kole", "oslo", "Øyne", "", "skole\x00", "\ud800", "le\x01n"):
        assert words.get(other) is None, other


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=40), st.text("aåb\x00ÿ")))
def test_any_words_come_back(tmp_path_factory, words):
    written = table(tmp_path_factory.mktemp("any"), words)
    assert {word: written.get(word) for word in words} == words


def test_an_empty_table_has_no_words(tmp_path):
    assert table(tmp_path, {}).get("skole") is None


@pytest.mark.parametrize("size", [0, 5, 40, -1])
def test_a_file_that_is_not_whole_is_not_opened(tmp_path, size):
    write_word_table(tmp_path / "table", FORMS)
    whole = (tmp_path / "table").read_bytes()
    (tmp_path / "table").write_bytes(whole[:size])
    with pytest.raises(ValueError):
        WordTable(tmp_path / "table")


def test_a_file_of_another_kind_is_not_opened(tmp_path):
    (tmp_path / "table").write_bytes(b"%PDF-1.7" + bytes(500))
    with pytest.raises(ValueError):
        WordTable(tmp_path / "table")


@pytest.mark.parametrize("place", range(20))
def test_a_file_with_a_wrong_byte_in_its_head_is_not_opened(tmp_path, place):
    write_word_table(tmp_path / "table", FORMS)
    data = bytearray((tmp_path / "table").read_bytes())
    data[place] ^= 2
    (tmp_path / "table").write_bytes(data)
    with pytest.raises(ValueError):
        WordTable(tmp_path / "table")


def test_a_wrong_byte_is_noticed_in_its_bucket_and_disturbs_no_other(tmp_path):
    write_word_table(tmp_path / "table", FORMS)
    data = bytearray((tmp_path / "table").read_bytes())
    data[data.index("øyne".encode())] ^= 1
    (tmp_path / "table").write_bytes(data)
    words = WordTable(tmp_path / "table")
    # Five words, at most four to a bucket: two buckets, told apart by the last bit of the hash.
    beside = [word for word in FORMS if (crc32(word.encode()) ^ crc32("øyne".encode())) & 1 == 0]
    for word, form in FORMS.items():
        if word in beside:
            with pytest.raises(ValueError):
                words.get(word)
        else:
            assert words.get(word) == form
    assert 0 < len(beside) < len(FORMS)


def test_who_may_read_a_table_is_left_to_the_one_who_makes_it(tmp_path):
    write_word_table(tmp_path / "table", FORMS)
    (tmp_path / "beside").touch()
    assert (tmp_path / "table").stat().st_mode == (tmp_path / "beside").stat().st_mode


def test_a_table_that_can_not_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "table").mkdir()
    (tmp_path / "table" / "in the way").touch()
    with pytest.raises(OSError):
        write_word_table(tmp_path / "table", FORMS)
    assert [path.name for path in tmp_path.iterdir()] == ["table"]
