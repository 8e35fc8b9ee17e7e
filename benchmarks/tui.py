"""The screen: how soon it is there, how fluid it stays while it searches, what it keeps."""

from __future__ import annotations

import asyncio
import os
import pty
import resource
import select
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from fcntl import ioctl
from multiprocessing import get_context
from pathlib import Path

from textual.pilot import Pilot

from benchmarks.figure import Figure
from benchmarks.warm import QUESTIONS
from kompetanse_qa.tui.app import KompetanseApp
from kompetanse_qa.tui.question_box import QuestionBox

RUNS = 9
ROUNDS = 5
QUESTIONS_IN_A_ROW = 1_000
WARM_UP = 100
SIZE = (120, 40)


def figures() -> Iterator[Figure]:
    """Start-up in a terminal of its own; the rest in a process of its own."""
    starts = [_start() for _ in range(RUNS)]
    yield Figure("tui: start to first picture", [drawn for drawn, _ in starts], "s", "< 0.5 s")
    yield Figure("tui: start to first letter typed", [typed for _, typed in starts], "s")
    pauses = _alone(_pauses)
    yield Figure("tui: event loop held up, longest per question", pauses, "ms", "< 50 ms")
    yield Figure("tui: memory grown by 1,000 questions", _alone(_growth), "MB", "< 50 MB")


def _start() -> tuple[float, float]:
    """Seconds from the start of the process to the placeholder, and to a letter in its place."""
    with tempfile.TemporaryDirectory() as state:
        started = time.perf_counter()
        process, terminal = pty.fork()
        if process == 0:
            os.environ.update(KOMPETANSE_QA_STATE=state, TERM="xterm-256color")
            os.execv(sys.executable, [sys.executable, "-m", "kompetanse_qa", "tui"])
        ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        _read_until(terminal, "kriv et spørsmål")  # the cursor stands on the first letter
        drawn = time.perf_counter() - started
        os.write(terminal, b"qzj")
        _read_until(terminal, "qzj")
        typed = time.perf_counter() - started
        os.write(terminal, b"\x11")  # Ctrl+Q
        _read_to_the_end(terminal)
        os.waitpid(process, 0)
        os.close(terminal)
    return drawn, typed


def _read_until(terminal: int, text: str) -> None:
    seen = b""
    while text.encode() not in seen:
        ready, _, _ = select.select([terminal], [], [], 60)
        if not ready:
            raise TimeoutError(text)
        seen += os.read(terminal, 65536)


def _read_to_the_end(terminal: int) -> None:
    with suppress(OSError):  # Linux says so when the other end is closed
        while os.read(terminal, 65536):
            pass


def _alone(measure: Callable[[], list[float]]) -> list[float]:
    # What other benchmarks have loaded must not be counted.
    with ProcessPoolExecutor(1, get_context("spawn")) as processes:
        return processes.submit(measure).result()


def _pauses() -> list[float]:
    return asyncio.run(_with_the_app(_longest_pauses))


def _growth() -> list[float]:
    return asyncio.run(_with_the_app(_memory_grown))


async def _with_the_app(measure: Callable[[Pilot[None]], Awaitable[list[float]]]) -> list[float]:
    with tempfile.TemporaryDirectory() as state:
        os.environ["KOMPETANSE_QA_STATE"] = state
        async with KompetanseApp(Path("index"), Path("corpus")).run_test(size=SIZE) as pilot:
            await _settled(pilot)
            return await measure(pilot)


async def _settled(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def _longest_pauses(pilot: Pilot[None]) -> list[float]:
    """Milliseconds that the event loop was held up at most, for each question in turn.

    A timer rings every millisecond; how much too late it rings is how long a key would wait. While
    the search runs, the next letters are typed, and then the answer is drawn.
    """
    pauses = []
    for question in QUESTIONS * ROUNDS:
        pilot.app.screen.query_one(QuestionBox).show(question)
        await pilot.pause()
        watch = asyncio.create_task(_longest_pause())
        await pilot.press("enter", "s", "k", "o", "l", "e")
        await _settled(pilot)
        watch.cancel()
        pauses.append(await watch)
    return pauses


async def _longest_pause() -> float:
    longest, every = 0.0, 0.001
    with suppress(asyncio.CancelledError):
        while True:
            began = time.perf_counter()
            await asyncio.sleep(every)
            longest = max(longest, time.perf_counter() - began - every)
    return longest * 1000


async def _memory_grown(pilot: Pilot[None]) -> list[float]:
    """Megabytes that the process needs more at its peak after many questions than after a few."""
    before = 0.0
    for number in range(WARM_UP + QUESTIONS_IN_A_ROW):
        if number == WARM_UP:
            before = _peak()
        question = f"{QUESTIONS[number % len(QUESTIONS)]} {number}"
        pilot.app.screen.query_one(QuestionBox).show(question)
        await pilot.press("enter")
        await _settled(pilot)
    return [_peak() - before]


def _peak() -> float:
    per_megabyte = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_megabyte
