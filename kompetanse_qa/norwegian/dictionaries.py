"""The dictionaries of simplemma, without decoding 780,000 records in every new process.

The first process that looks up a word keeps them in the user's cache folder as word tables, 14 MB
in all; later ones map those files. A file bears the digest of the dictionary it was made from, so
that another release of simplemma gives another file. A damaged one is made again, and where none
can be kept simplemma itself answers.

Dictionaries: nb and nn (Barbaresi, "simplemma", doi:10.5281/zenodo.4673264). The program is under
the MIT licence, the lists that it was made from under several, and so the tables are made on the
spot from what is installed, and not delivered.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kompetanse_qa.norwegian.word_table import WordTable, write_word_table

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "KOMPETANSE_QA_CACHE"
"""Environment variable that names another folder than the user's own."""


class Words(Protocol):
    """Words and their dictionary forms."""

    def get(self, word: str, /) -> str | None:
        """The dictionary form as it is listed, or None."""
        ...


@cache
def dictionary(language: str) -> Words:
    """The dictionary of a language: "nb" or "nn"."""
    return KeptDictionary(language, _folder())


class KeptDictionary:
    """A dictionary of simplemma as a table in ``folder``, which is made if it is not there."""

    def __init__(self, language: str, folder: Path) -> None:
        self._language = language
        self._path = folder / f"{language}-{_digest(language)}.words"
        self._words: Words
        try:
            self._words = WordTable(self._path)
        except (OSError, ValueError):
            self._words = self._made()

    def get(self, word: str, /) -> str | None:
        """The dictionary form as it is listed, or None."""
        try:
            return self._words.get(word)
        except ValueError:
            self._words = self._made()
            return self._words.get(word)

    def _made(self) -> Words:
        """A new table; simplemma's own dictionary where it can't be kept."""
        from simplemma.strategies.dictionaries import DefaultDictionaryFactory

        words: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary(self._language)
        with suppress(OSError, ValueError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_word_table(self._path, words)
            return WordTable(self._path)
        return words


def _folder() -> Path:
    if named := os.environ.get(VARIABLE):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("kompetanse-qa", appauthor=False)


def _digest(language: str) -> str:
    """Of the file that simplemma decodes, or of its version number should that file lie elsewhere.

    To import simplemma and ask where it lies would take .1 s.
    """
    from hashlib import blake2b

    spec = find_spec("simplemma")
    assert spec is not None and spec.origin is not None  # it is a dependency
    data = Path(spec.origin).parent / "strategies" / "dictionaries" / "data" / f"{language}.plzma"
    try:
        listed = data.read_bytes()
    except OSError:
        from importlib.metadata import version

        listed = version("simplemma").encode()
    return blake2b(listed, digest_size=8).hexdigest()
