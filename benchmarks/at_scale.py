"""The engines at 100,000 passages, made by recombining the sentences of the corpus."""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from kompetanse_qa.engines.vectors import Vectors

from benchmarks.figure import Figure, milliseconds
from benchmarks.warm import QUESTIONS
from kompetanse_qa import open_index
from kompetanse_qa.engines.bm25 import Bm25
from kompetanse_qa.norwegian import analyze
from kompetanse_qa.records import Passage

SIZE = 100_000
SENTENCES = 6
ROUNDS = 10


def figures() -> Iterator[Figure]:
    """BM25 and dense: query, build and memory. The vectors are random: FAISS does not mind."""
    with open_index() as index:
        encoder = index.encoder
        real = [p for card in index.reports for p in index.passages_of(card.id)]
    chosen = random.Random(2013)
    sentences = [p.text[s.start : s.end] for p in real for s in p.sentences]
    passages: list[Passage] = [
        replace(real[0], id=str(n), text=" ".join(chosen.choices(sentences, k=SENTENCES)))
        for n in range(SIZE)
    ]
    before = _peak()
    started = time.perf_counter()
    bm25 = Bm25(analyze)
    bm25.build(passages)
    yield Figure("BM25, 100,000 passages: build", [time.perf_counter() - started], "s")
    yield Figure("BM25, 100,000 passages: memory", [_peak() - before], "MB")
    yield Figure("BM25, 100,000 passages: query", _times(bm25), "ms", "< 2 ms")

    vectors = np.random.default_rng(2013).standard_normal((SIZE, encoder.dimension), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    before = _peak()
    started = time.perf_counter()
    dense = Vectors(encoder)
    dense.build_from(vectors)
    yield Figure(
        "dense, 100,000 passages: build (vectors given)", [time.perf_counter() - started], "s"
    )
    yield Figure("dense, 100,000 passages: memory", [_peak() - before], "MB")
    asked = [encoder.encode_query(question) for question in QUESTIONS]
    times = [
        milliseconds(lambda vector=vector: dense.search_vector(vector, 200))
        for _ in range(ROUNDS)
        for vector in asked
    ]
    yield Figure("dense, 100,000 passages: query", times, "ms", "< 8 ms")


def _times(bm25: Bm25) -> list[float]:
    return [
        milliseconds(lambda question=question: bm25.search(question, 200))
        for _ in range(ROUNDS)
        for question in QUESTIONS
    ]


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
