"""Asking through the API on an index that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure, milliseconds
from kompetanse_qa import open_index
from kompetanse_qa.encoders import QueryTokens

QUESTIONS = (
    "Hvor mange skoler deltok i piloten?",
    "Hva er skolebasert kompetanseutvikling?",
    "Hvordan opplevde lærerne ved skole C1 støtten fra ledelsen?",
    "Kva meiner dei tilsette at dei treng mest kompetanse om?",
    "How satisfied were the teachers with the quality of the courses?",
    "svarprosent pilotskoler",
    "Hvorfor ble mange studieplasser stående ledige?",
    "Hvem finansierte videreutdanningen?",
)
ROUNDS = 25


class _Remembering:
    """The real encoder, with what it makes of each question kept: what is left is the search."""

    def __init__(self, encoder: object) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}
        self._tokens: dict[str, QueryTokens] = {}

    def __getattr__(self, name: str) -> object:
        return getattr(self._encoder, name)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        if text not in self._known:
            self._known[text] = self._encoder.encode_query(text)  # type: ignore[attr-defined]
        return self._known[text]

    def encode_query_tokens(self, text: str) -> QueryTokens:
        if text not in self._tokens:
            self._tokens[text] = self._encoder.encode_query_tokens(text)  # type: ignore[attr-defined]
        return self._tokens[text]


def figures() -> Iterator[Figure]:
    """Warm ask with the encoder and without it, and the search (rankings and fusion) alone."""
    with open_index() as index:
        yield Figure("ask, warm, encoder included", _times(index.ask), "ms", "< 30 ms")
        ranker = index._ranker
        ranker.encoder = encoder = _Remembering(ranker.encoder)  # type: ignore[assignment]
        yield Figure("ask, warm, without the encoder", _times(index.ask), "ms")

        def search(question: str) -> None:
            vector = encoder.encode_query(question)
            ranker.rank(question, vector, encoder.encode_query_tokens(question), None)

        yield Figure("search alone, without the encoder", _times(search), "ms", "< 5 ms")


def _times(ask: Callable[[str], object]) -> list[float]:
    for question in QUESTIONS:
        ask(question)
    return [
        milliseconds(lambda question=question: ask(question))
        for _ in range(ROUNDS)
        for question in QUESTIONS
    ]
