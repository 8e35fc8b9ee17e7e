"""Other search systems, as their users run them, over our passages and our vectors.

Each library is imported when it is asked for: the extra `eval-peers` has them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Protocol

from benchmarks.peers import bm25s, haystack, llamaindex, txtai
from kompetanse_qa.errors import NothingToSearch
from kompetanse_qa.evaluation.records import Retrieved
from kompetanse_qa.records import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    EncodeQuery = Callable[[str], NDArray[np.float32]]

PEERS: Mapping[str, tuple[str, ...]] = {
    "txtai": ("txtai",),
    "txtai:tuned": ("txtai",),
    "haystack": ("haystack-ai",),
    "bm25s": ("bm25s",),
    "bm25s:norwegian": ("bm25s", "PyStemmer"),
    "llamaindex": ("llama-index-core", "llama-index-retrievers-bm25", "PyStemmer"),
}
"""By name, the distributions that a peer is made of. All have permissive licences: Apache-2.0
(txtai, Haystack) and MIT (bm25s, LlamaIndex, PyStemmer)."""


class PeerMissing(Exception):
    """A library that a system is made of is not installed."""

    def __init__(self, system: str, distribution: str) -> None:
        super().__init__(f"{system} needs {distribution}: pip install -e '.[eval-peers]'")
        self.system, self.distribution = system, distribution


class Searcher(Protocol):
    """One library with its settings. Row i is the i-th text it was made on."""

    @property
    def settings(self) -> str:
        """What was set otherwise than the library's defaults."""
        ...

    def search(self, question: str, depth: int) -> list[tuple[int, float]]:
        """Return up to ``depth`` rows with their scores, best first; the first is above zero."""
        ...


class Peer:
    """A library as a system to be measured: the same passages, its own ranking.

    It points at no sentence. Its confidence is the score of its first passage, 0 if it found
    none: good to tell answerable from not, but no probability, so it never decides to speak. Its
    seconds are the whole of a question, the encoding of it included, as for our own search.
    """

    def __init__(
        self,
        name: str,
        identity: Mapping[str, str],
        passages: Sequence[Passage],
        searcher: Searcher,
    ) -> None:
        self.name, self.identity = name, identity
        self._passages, self._searcher = passages, searcher

    def passages(self) -> Sequence[tuple[str, str, str]]:
        """All passages as (id, report id, text)."""
        return [(p.id, p.report_id, p.text) for p in self._passages]

    def ask(self, question_id: str, text: str, depth: int) -> Retrieved:
        """Search with the library."""
        started = time.perf_counter()
        found = self._searcher.search(text, depth)
        seconds = time.perf_counter() - started
        return Retrieved(
            question_id=question_id,
            ranking=tuple((self._passages[row].id, score) for row, score in found),
            answer=None,
            confidence=found[0][1] if found else 0.0,
            found=None,
            seconds=seconds,
        )


def open_peer(
    name: str,
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
    encode_query: EncodeQuery,
    identity: Mapping[str, str],
) -> Peer:
    """Index ``passages`` with the peer called ``name``, of those in `PEERS`.

    ``vectors``, (passages, dimension), are of unit length, one for each passage; ``encode_query``
    gives that of a question, (dimension,). Peers see `Passage.indexed_text`, like our own engines.
    ``identity`` says what passages and vectors were made with.

    Raises NothingToSearch, PeerMissing.
    """
    if not passages:
        raise NothingToSearch(name)
    made_of = _versions(name)
    _stay_off_the_network()
    texts = [passage.indexed_text.strip() for passage in passages]
    searcher = _searcher(name, texts, vectors, encode_query)
    about = {**identity, "peer": made_of, "settings": searcher.settings}
    return Peer(name, about, passages, searcher)


def _searcher(
    name: str, texts: Sequence[str], vectors: NDArray[np.float32], encode_query: EncodeQuery
) -> Searcher:
    match name:
        case "txtai":
            return txtai.Txtai(texts, vectors, encode_query)
        case "txtai:tuned":
            return txtai.Txtai(texts, vectors, encode_query, txtai.TUNED)
        case "haystack":
            return haystack.Haystack(texts, vectors, encode_query)
        case "bm25s":
            return bm25s.Bm25s(texts)
        case "bm25s:norwegian":
            return bm25s.Bm25s(texts, bm25s.NORWEGIAN)
        case _:
            return llamaindex.LlamaIndex(texts, vectors, encode_query)


def _versions(name: str) -> str:
    versions = []
    for distribution in PEERS[name]:
        try:
            versions.append(f"{distribution} {version(distribution)}")
        except PackageNotFoundError as error:
            raise PeerMissing(name, distribution) from error
    return ", ".join(versions)


def _stay_off_the_network() -> None:
    # Read when the libraries are imported: Haystack would report that it is used, and what builds
    # on the Hugging Face hub would look there for news of a model.
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
