"""The engines at 100,000 passages, made by recombining the sentences of the corpus."""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure, milliseconds
from benchmarks.warm import INDEX, QUESTIONS
from kompetanse_qa import open_index
from kompetanse_qa.encoders import PassageVectors
from kompetanse_qa.engines import Batch, Place, open_engine
from kompetanse_qa.ranking import DEPTH
from kompetanse_qa.search import Index

SIZE = 100_000
SENTENCES = 6
ROUNDS = 10
BATCH = 1_000
GOALS = {"bm25": "< 2 ms", "dense": "< 8 ms"}
"""By the engine's name, how fast it is to find `DEPTH` passages."""


def figures(folder: Path = INDEX, size: int = SIZE, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Build, memory and query of each engine. The vectors are random: FAISS does not mind."""
    for name in GOALS:
        # The memory is a peak, so what came before must not have had a higher one.
        with ProcessPoolExecutor(1, get_context("spawn")) as processes:
            yield from processes.submit(_figures_of, name, folder, size, rounds).result()


def _figures_of(name: str, folder: Path, size: int, rounds: int) -> list[Figure]:
    with open_index(folder) as index:
        encoder, batches = index.encoder, _batches(index, size)
        queries = [index.query(question) for question in QUESTIONS]
    with tempfile.TemporaryDirectory() as made:
        before, started = _peak(), time.perf_counter()
        engine = open_engine(name, Place.of(Path(made), encoder))
        for batch in batches:
            engine.add(batch)
        engine.commit()
        seconds, memory = time.perf_counter() - started, _peak() - before
    times = [
        milliseconds(partial(engine.search, query, DEPTH))
        for _ in range(rounds)
        for query in queries
    ]
    title = f"{name}, {size:,} passages"
    return [
        Figure(f"{title}: build, vectors given", [seconds], "s"),
        Figure(f"{title}: memory", [memory], "MB"),
        Figure(f"{title}: query", times, "ms", GOALS[name]),
    ]


def _batches(index: Index, size: int) -> list[Batch]:
    real, dimension = index.all_passages(), index.encoder.dimension
    sentences = [p.text[s.start : s.end] for p in real for s in p.sentences]
    chosen, numbers = random.Random(2013), np.random.default_rng(2013)
    batches = []
    for start in range(0, size, BATCH):
        passages = [
            replace(real[0], id=str(n), text=" ".join(chosen.choices(sentences, k=SENTENCES)))
            for n in range(start, min(start + BATCH, size))
        ]
        vectors = numbers.standard_normal((len(passages), dimension), np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        card = index.report(real[0].report_id)
        made = [_without_parts(vector) for vector in vectors]
        batches.append(Batch(card=card, passages=passages, vectors=made))
    return batches


def _without_parts(whole: NDArray[np.float32]) -> PassageVectors:
    return PassageVectors(
        whole=whole,
        sentences=np.zeros((0, len(whole)), np.float32),
        tokens=np.zeros((0, 0), np.int8),
        sentence_of=np.zeros(0, np.int16),
    )


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
