"""Asking through the API on an index that is open."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure, milliseconds
from kompetanse_qa import open_index
from kompetanse_qa.engines import QueryTokens

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
    """Warm ask with the encoder, and without it."""
    for what, goal, remembering in (
        ("ask, warm, encoder included", "< 30 ms", False),
        ("ask, warm, without the encoder", "< 5 ms", True),
    ):
        with open_index() as index:
            if remembering:
                index.encoder = _Remembering(index.encoder)  # type: ignore[assignment]
            for question in QUESTIONS:
                index.ask(question)
            times = [
                milliseconds(lambda question=question: index.ask(question))
                for _ in range(ROUNDS)
                for question in QUESTIONS
            ]
        yield Figure(what, times, "ms", goal)
