"""Asking through the API on an index that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.figure import Figure, milliseconds
from kompetanse_qa import answering, open_index
from kompetanse_qa.query import Query
from kompetanse_qa.ranking import RERANKED, Ranker
from kompetanse_qa.search import READ

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
INDEX = Path("index")

Asked = TypeVar("Asked")


def figures(folder: Path = INDEX, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Warm ask with the encoder and without it; search and the engines' evidence alone."""
    with open_index(folder) as index:
        queries = [index.query(question) for question in QUESTIONS]

        def answer(query: Query) -> None:
            """What `Index.ask` does once the query is made."""
            asked = index.weighed(query)
            read = answering.best_first(answering.pick_each(query, index.candidates(asked, READ)))
            answering.confidence(asked, read)

        engines = tuple(index.engines.values())
        ranker = Ranker(engines)
        reranked = [(q, [found.key for found in ranker.rank(q, RERANKED)]) for q in queries]

        def evidence(of: tuple[Query, list[str]]) -> None:
            for engine in engines:
                engine.evidence(*of)

        def search(query: Query) -> None:
            ranker.rank(query, READ)

        yield Figure("ask, warm", _times(index.ask, QUESTIONS, rounds), "ms", "< 30 ms")
        yield Figure("ask, warm, the query made before", _times(answer, queries, rounds), "ms")
        yield Figure("search alone", _times(search, queries, rounds), "ms", "< 5 ms")
        yield Figure("evidence alone", _times(evidence, reranked, rounds), "ms")


def _times(action: Callable[[Asked], object], asked: Sequence[Asked], rounds: int) -> list[float]:
    for one in asked:
        action(one)
    return [milliseconds(partial(action, one)) for _ in range(rounds) for one in asked]
