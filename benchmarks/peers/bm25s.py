"""bm25s: lexical search with eagerly computed BM25 scores (Lù 2024, arXiv:2407.03618)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What of bm25s is set; the defaults are the library's own, English stop words and all."""

    k1: float = 1.5
    b: float = 0.75
    language: str = "english"
    """Of the stop words."""
    stems: bool = False
    """Words are cut to their stem in that language, by the Snowball stemmer of PyStemmer, which
    is what bm25s advises."""


DEFAULTS = Setting()
NORWEGIAN = Setting(k1=0.6, b=0.6, language="norwegian", stems=True)
"""With k1 and b that did as well as the best of 20 pairs on training questions of NorQuAD, and a
point better than the defaults."""


class Bm25s:
    """The library's numpy back end, one question at a time."""

    def __init__(self, texts: Sequence[str], setting: Setting = DEFAULTS) -> None:
        import bm25s

        self.settings = repr(setting)
        self._language = setting.language
        self._stemmer = _stemmer(setting.language) if setting.stems else None
        self._number = len(texts)
        self._bm25 = bm25s.BM25(k1=setting.k1, b=setting.b)
        self._bm25.index(self._tokens(texts), show_progress=False)

    def search(self, question: str, depth: int) -> list[tuple[int, float]]:
        """Return the best rows that share a word with the question; bm25s itself adds others."""
        rows, scores = self._bm25.retrieve(
            self._tokens([question]), k=min(depth, self._number), show_progress=False
        )
        found = zip(rows[0].tolist(), scores[0].tolist(), strict=True)
        return [(row, score) for row, score in found if score > 0]

    def _tokens(self, texts: Sequence[str]) -> Any:  # noqa: ANN401 - a type of bm25s
        import bm25s

        return bm25s.tokenize(
            list(texts), stopwords=self._language, stemmer=self._stemmer, show_progress=False
        )


def _stemmer(language: str) -> Any:  # noqa: ANN401 - a type of PyStemmer
    import Stemmer

    return Stemmer.Stemmer(language)
