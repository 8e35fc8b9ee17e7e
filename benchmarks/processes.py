"""Whole processes, from start to exit, as the operating system accounts for them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure

RUNS = 9
QUESTION = "Hvor mange skoler deltok i piloten?"


def figures() -> Iterator[Figure]:
    """Ask, help, index from nothing and again unchanged."""
    _imported(), _run("ask", QUESTION)  # warms the file cache, keeps the dictionaries
    # In turn, so that what else the machine does weighs on both alike.
    pairs = [(_run("ask", QUESTION), _imported()) for _ in range(RUNS)]
    asked = [of_ask for of_ask, _ in pairs]
    yield Figure("ask, new process: wall", [wall for wall, _ in asked], "s", "< 0.7 s")
    ratios = [wall / imported for (wall, _), (imported, _) in pairs]
    yield Figure("ask / import sentence_transformers: wall", ratios, "", "< 0.12")
    yield Figure("ask, new process: peak memory", [memory for _, memory in asked], "MB", "< 300 MB")
    helped = [_run("--help") for _ in range(RUNS)]
    yield Figure("--help, new process: wall", [wall for wall, _ in helped], "s", "< 0.16 s")
    with tempfile.TemporaryDirectory() as folder:
        index = str(Path(folder) / "index")
        wall, memory = _run("index", "--index", index)
        yield Figure("index the five reports from nothing: wall", [wall], "s", "< 60 s")
        yield Figure("index the five reports from nothing: peak memory", [memory], "MB")
        again = [_run("index", "--index", index)[0] for _ in range(3)]
        yield Figure("index, nothing changed: wall", again, "s", "< 2 s")


def _run(*arguments: str) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes of the program."""
    return _process("-m", "kompetanse_qa", *arguments)


def _imported() -> tuple[float, float]:
    """The same of a process that does nothing but import sentence-transformers."""
    return _process("-c", "import sentence_transformers")


def _process(*arguments: str) -> tuple[float, float]:
    """The same of one run of Python."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(process.pid, 0)
    per_megabyte = 2**20 if sys.platform == "darwin" else 2**10
    return time.perf_counter() - started, usage.ru_maxrss / per_megabyte
