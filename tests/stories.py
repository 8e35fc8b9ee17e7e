"""How a story on the screen is told: open the app, type, press, read what stands there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from running import ROOT
from textual.pilot import Pilot
from textual.widget import Widget
from textual.worker import WorkerFailed

from kompetanse_qa.tui.app import KompetanseApp

COLUMN = (90, 60)
"""A window so narrow that everything stands in one column, so that it can be read as one text."""


@asynccontextmanager
async def opened(
    index: Path, corpus: Path = ROOT / "corpus", size: tuple[int, int] = COLUMN
) -> AsyncIterator[Pilot[None]]:
    """The app, with its index open and its encoder loaded."""
    app = KompetanseApp(index, corpus)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way and everything that was said has been drawn."""
    await pilot.pause()
    with suppress(WorkerFailed):  # to be seen on the screen
        await pilot.app.workers.wait_for_complete()
    for _ in range(4):
        await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Let the app go on until something holds."""
    for _ in range(1000):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came to hold")


async def typed(pilot: Pilot[None], text: str) -> None:
    """Type a text, letter by letter."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))


async def asked(pilot: Pilot[None], question: str) -> None:
    """Type a question, press Enter, wait for the outcome."""
    await typed(pilot, question)
    await pilot.press("enter")
    await settled(pilot)


def screen_lines(pilot: Pilot[None]) -> list[str]:
    """What stands on the screen, line by line."""
    return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


def words_on(pilot: Pilot[None]) -> str:
    """What stands on the screen, without regard to where the lines break."""
    return one_line("\n".join(screen_lines(pilot)))


def words_in(pilot: Pilot[None], widget: type[Widget]) -> str:
    """What stands in one widget of the screen, without regard to where the lines break."""
    region = pilot.app.screen.query_one(widget).region
    lines = screen_lines(pilot)[region.y : region.bottom]
    return one_line("\n".join(line[region.x : region.right] for line in lines))


def one_line(text: str) -> str:
    """A text with one space wherever it had white space."""
    return " ".join(text.split())
