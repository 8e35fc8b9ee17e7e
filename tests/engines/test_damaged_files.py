"""Files that are sound, each by itself, and do not belong together: said with file and figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from making import TOY, batch, passage

from kompetanse_qa.engines import Place, open_engine
from kompetanse_qa.engines.files import write_arrays
from kompetanse_qa.errors import DamagedIndex

KINDS = ("bm25", "grams", "dense", "sentences", "tokens")


def committed(folder: Path, kind: str, passages: int) -> str:
    """The address of an engine of so many passages, each of two sentences."""
    folder.mkdir()
    engine = open_engine(kind, Place.of(folder, TOY))
    engine.add(batch([passage(f"p{n}", "Sol i dag.", "Regn i går.") for n in range(passages)]))
    address = engine.commit()
    engine.close()
    return address


def fault(folder: Path, kind: str, address: str) -> DamagedIndex:
    with pytest.raises(DamagedIndex) as caught:
        open_engine(kind, Place.of(folder, TOY), address)
    assert caught.value.folder == folder
    return caught.value


def change(path: Path, name: str, value: np.ndarray) -> None:
    with np.load(path) as file:
        arrays = dict(file)
    write_arrays(path, arrays | {name: value})


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_without_a_report_is_damage(kind: str, tmp_path: Path):
    folder = tmp_path / "gen"
    address = committed(folder, kind, 3)
    change(folder / address, "report_of", np.zeros(2, np.int32))
    found = fault(folder, kind, address)
    assert found.detail == "3 != 2"
    assert found.file == ("tokens.bin" if kind == "tokens" else address)


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_of_an_unknown_report_is_damage(kind: str, tmp_path: Path):
    folder = tmp_path / "gen"
    address = committed(folder, kind, 3)
    change(folder / address, "report_of", np.full(3, 7, np.int32))
    assert fault(folder, kind, address).detail == "list index out of range"


@pytest.mark.parametrize(
    ("kind", "file", "said_of", "detail"),
    [
        ("dense", "vectors.faiss", "vectors.faiss", "2 != 3"),
        ("sentences", "sentences.faiss", "sentences.npz", "3, 4 != [6]"),
    ],
)
def test_vectors_of_fewer_passages_are_damage(kind, file, said_of, detail, tmp_path: Path):
    folder, other = tmp_path / "gen", tmp_path / "other"
    address = committed(folder, kind, 3)
    committed(other, kind, 2)
    shutil.copy(other / file, folder / file)
    found = fault(folder, kind, address)
    assert (found.file, found.detail) == (said_of, detail)


def test_sentences_of_a_passage_too_many_are_damage(tmp_path: Path):
    folder = tmp_path / "gen"
    address = committed(folder, "sentences", 3)
    change(folder / address, "starts", np.array([0, 2, 4, 5, 6]))
    assert fault(folder, "sentences", address).detail == "3, 6 != [6]"


@pytest.mark.parametrize("kind", ["bm25", "grams"])
def test_postings_of_more_passages_are_damage(kind: str, tmp_path: Path):
    folder = tmp_path / "gen"
    address = committed(folder, kind, 3)
    change(folder / address, "size", np.array(4))
    assert fault(folder, kind, address).detail == "4 != 3"


@pytest.mark.parametrize("name", ["starts", "rows", "weights"])
def test_postings_that_lack_one_are_damage(name: str, tmp_path: Path):
    folder = tmp_path / "gen"
    address = committed(folder, "bm25", 3)
    with np.load(folder / address) as file:
        held = {key: len(file[key]) for key in ("terms_lengths", "starts", "rows", "weights")}
        shorter = file[name][:-1]
    change(folder / address, name, shorter)
    held[name] -= 1
    assert fault(folder, "bm25", address).detail == ", ".join(map(str, held.values()))


def test_a_token_without_a_sentence_is_damage(tmp_path: Path):
    folder = tmp_path / "gen"
    address = committed(folder, "tokens", 3)
    change(folder / address, "sentence_of", np.zeros(17, np.int16))
    # Three times six words, 64 bytes each: 1152 bytes, and a sentence for 17 of the 18.
    assert fault(folder, "tokens", address).detail == "1152, 17 != 18 x 64"
