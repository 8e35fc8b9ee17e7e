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
    _run("ask", QUESTION)  # warms the file cache
    asked = [_run("ask", QUESTION) for _ in range(RUNS)]
    yield Figure("ask, new process: wall", [wall for wall, _ in asked], "s", "< 1.5 s")
    yield Figure("ask, new process: peak memory", [memory for _, memory in asked], "MB", "< 500 MB")
    helped = [_run("--help") for _ in range(RUNS)]
    yield Figure("--help, new process: wall", [wall for wall, _ in helped], "s", "< 0.3 s")
    with tempfile.TemporaryDirectory() as folder:
        index = str(Path(folder) / "index")
        wall, memory = _run("index", "--index", index)
        yield Figure("index the five reports from nothing: wall", [wall], "s", "< 60 s")
        yield Figure("index the five reports from nothing: peak memory", [memory], "MB")
        again = [_run("index", "--index", index)[0] for _ in range(3)]
        yield Figure("index, nothing changed: wall", again, "s", "< 2 s")


def _run(*arguments: str) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes of one process."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "kompetanse_qa", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(process.pid, 0)
    per_megabyte = 2**20 if sys.platform == "darwin" else 2**10
    return time.perf_counter() - started, usage.ru_maxrss / per_megabyte
