"""The kept dictionaries answer as simplemma does, whatever has become of the files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import simplemma
from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

from kompetanse_qa.norwegian import dictionaries
from kompetanse_qa.norwegian.dictionaries import KeptDictionary
from kompetanse_qa.norwegian.lemmas import _in_dictionary

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"


def of_simplemma(word: str, language: str) -> str | None:
    """The lower-case dictionary form of a word that simplemma knows."""
    if not simplemma.is_known(word, language):
        return None
    return simplemma.lemmatize(word, language).lower().rstrip(".")


def changed(word: str, number: int) -> str:
    """One letter replaced by another; which ones goes by ``number``."""
    place = number % len(word)
    return word[:place] + LETTERS[number % len(LETTERS)] + word[place + 1 :]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_word_of_simplemma_and_its_neighbours_get_simplemmas_answer(language):
    listed = list(DEFAULT_DICTIONARY_FACTORY.get_dictionary(language))
    assert len(listed) > 100_000
    asked = {word.lower() for word in listed}
    asked |= {
        changed(word.lower(), number) for number, word in enumerate(listed) if number % 4 == 0
    }
    asked |= {"ﬁnn", "ßar", "2", "½", "skole-", "o'er", "oslos", "x" * 300}
    wrong = [w for w in asked if _in_dictionary(w, language) != of_simplemma(w, language)]
    assert wrong == []


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_the_file_is_made_once_and_read_by_later_processes_without_simplemma(tmp_path):
    script = """
import sys
from kompetanse_qa.norwegian.dictionaries import KeptDictionary
from pathlib import Path
words = KeptDictionary("nn", Path(sys.argv[1]))
print(words.get("skulane"), words.get("skulexx"), "simplemma" in sys.modules)
"""
    for imported in (True, False):
        run = subprocess.run(
            [sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True
        )
        assert run.stdout == f"skule None {imported}\n"
    (file,) = files(tmp_path)
    assert file.name.startswith("nn-") and file.suffix == ".words"


def test_processes_that_begin_together_all_get_answers_and_leave_one_file(tmp_path):
    script = """
import sys
from kompetanse_qa.norwegian.dictionaries import KeptDictionary
from pathlib import Path
print(KeptDictionary("nn", Path(sys.argv[1])).get("skulane"))
"""
    command = [sys.executable, "-c", script, tmp_path / "new"]
    together = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate()[0] for process in together] == ["skule\n"] * 3
    assert len(files(tmp_path / "new")) == 1


def test_a_file_that_breaks_off_is_made_again(tmp_path):
    KeptDictionary("nn", tmp_path)
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[:-100])
    assert KeptDictionary("nn", tmp_path).get("skulane") == "skule"
    assert file.read_bytes() == whole


def test_a_file_with_wrong_bytes_is_made_again_when_they_are_met(tmp_path):
    KeptDictionary("nn", tmp_path)
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    at = whole.index(b"\xffskulane\xfe")
    other = file.with_name("other")
    other.write_bytes(whole[:at] + b"\xffsculane" + whole[at + 8 :])
    other.replace(file)
    words = KeptDictionary("nn", tmp_path)
    assert (words.get("skulane"), words.get("skuler")) == ("skule", "skule")
    assert file.read_bytes() == whole


def test_where_no_file_can_be_kept_simplemma_answers(tmp_path):
    (tmp_path / "file").touch()
    words = KeptDictionary("nn", tmp_path / "file" / "cache")
    assert (words.get("skulane"), words.get("skulexx")) == ("skule", None)
    assert [path.name for path in files(tmp_path)] == ["file"]


@pytest.mark.parametrize("lists", [["nn.plzma"], []])
def test_another_release_of_simplemma_gives_another_file(tmp_path, monkeypatch, lists):
    KeptDictionary("nn", tmp_path / "cache")
    data = tmp_path / "strategies" / "dictionaries" / "data"
    data.mkdir(parents=True)
    for name in lists:
        (data / name).write_bytes(b"another list")
    release = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(dictionaries, "find_spec", lambda name: release)
    assert KeptDictionary("nn", tmp_path / "cache").get("skulane") == "skule"
    assert len(files(tmp_path / "cache")) == 2
