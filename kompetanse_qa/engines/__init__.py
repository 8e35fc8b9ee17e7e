"""What an engine is, and how one is opened by its name: the seam to the search libraries.

An engine holds passages by their keys (`Passage.id`), finds some of them for a query, and knows
something of any of them. What is added or removed is seen when it is committed. A distributed
store can upsert in `add`, keep its address in `commit` and connect to it when it is opened; the
built-in ones write files into the folder of a generation.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kompetanse_qa.encoders import Encoder, PassageVectors, TokenEncoder
from kompetanse_qa.errors import EngineMissing
from kompetanse_qa.query import Query
from kompetanse_qa.records import EVERYTHING, Passage, Ranking, ReportCard, Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

QUICK = ("bm25", "grams", "dense", "sentences")
"""Built-in engines that search all passages."""
LATE = "tokens"
"""The built-in engine for late interaction; it wants an encoder with token vectors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some passages of one report, with their vectors."""

    card: ReportCard
    passages: Sequence[Passage]
    vectors: Sequence[PassageVectors]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """What an engine knows of some passages, in the order of their keys.

    None where it knows nothing of the kind.
    """

    held: NDArray[np.bool_] | None = None
    """(keys, terms): which of the query's distinct terms, in their order, a passage holds."""
    cosine: NDArray[np.float32] | None = None
    """(keys,): of the passage's vector with the query's."""
    sentence_cosines: Sequence[NDArray[np.float32]] | None = None
    """For each key (sentences,)."""
    maxsim: Sequence[NDArray[np.float32]] | None = None
    """For each key (1 + sentences, tokens of the query): the best cosine of each token in the
    whole passage, headings included, then in each of its sentences; -1 where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How many passages there are, and how many of them hold each of some terms."""

    passages: int
    holders: Mapping[str, int] = field(default_factory=dict)


class Engine(Protocol):
    """Finds passages, and knows something of them.

    What fails in the engine's store is raised as EngineFailed, with ``reason`` "timeout" for a
    call that got no answer in time. Safe to search from several threads.
    """

    @property
    def name(self) -> str:
        """Names its ranking in results and in weights."""
        ...

    def add(self, batch: Batch) -> None:
        """Take passages in; one whose key is there already takes its place."""
        ...

    def remove(self, keys: Collection[str]) -> None:
        """Let go of passages; unknown keys are passed over."""
        ...

    def commit(self) -> str:
        """Make what was added and removed count; returns the address to open it by again.

        The same passages in the same order give the same bytes.
        """
        ...

    def discard(self) -> None:
        """Forget what was added and removed since the last commit."""
        ...

    def search(self, query: Query, depth: int, scope: Scope = EVERYTHING) -> Ranking:
        """The ``depth`` best passages in scope, fewer if there are no more; ties by key.

        What is out of scope takes no place. An engine that only gives evidence finds nothing.
        """
        ...

    def evidence(self, query: Query, keys: Sequence[str]) -> Evidence:
        """What it knows of these passages, all in one call. EngineFailed for an unknown key."""
        ...

    def statistics(self, terms: Collection[str]) -> Statistics:
        """Number of passages, and of those that hold each term where the engine knows terms."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an engine may keep files, and the vectors that it will be given."""

    folder: Path
    dimension: int
    token_dimension: int | None
    """None if the encoder has no token vectors."""

    @classmethod
    def of(cls, folder: Path, encoder: Encoder) -> Place:
        """The folder of a generation with this encoder's vectors."""
        width = encoder.token_dimension if isinstance(encoder, TokenEncoder) else None
        return cls(folder=folder, dimension=encoder.dimension, token_dimension=width)


def built_in(encoder: Encoder) -> tuple[str, ...]:
    """Names of the engines that an index has when nothing else is asked for."""
    return (*QUICK, LATE) if isinstance(encoder, TokenEncoder) else QUICK


def open_engine(name: str, place: Place, address: str | None = None) -> Engine:
    """The engine called ``name``: a new one, or the one that was committed to ``address``.

    Built-in names go before the entry points of the group `kompetanse_qa.engines`, which are
    callables that take a `Place` and an address. Raises EngineMissing, DamagedIndex, EngineFailed.
    """
    match name:
        case "bm25":
            from kompetanse_qa.engines.bm25 import lemma_engine

            return lemma_engine(place, address)
        case "grams":
            from kompetanse_qa.engines.bm25 import ngram_engine

            return ngram_engine(place, address)
        case "dense":
            from kompetanse_qa.engines.dense import Dense

            return Dense(place, address)
        case "sentences":
            from kompetanse_qa.engines.sentences import Sentences

            return Sentences(place, address)
        case "tokens":
            from kompetanse_qa.engines.late_interaction import LateInteraction

            return LateInteraction(place, address)
        case _:
            return _plugged_in(name, place, address)


def _plugged_in(name: str, place: Place, address: str | None) -> Engine:
    from importlib.metadata import entry_points

    for found in entry_points(group="kompetanse_qa.engines", name=name):
        try:
            make = found.load()
        except (ImportError, AttributeError) as error:
            raise EngineMissing(name, str(error)) from error
        engine: Engine = make(place, address)
        return engine
    raise EngineMissing(name, "")
