"""Pictures of the screen, looked at and approved: any difference is shown to a person.

To approve another picture, delete the old one, run the test, look at the new one, run again.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from stories import opened, settled

PICTURES = Path(__file__).parent / "pictures"


@pytest.mark.parametrize(
    ("name", "theme", "size", "keys"),
    [
        ("start-dark", "dark", (80, 24), []),
        ("filter-light", "light", (100, 30), ["f2", "space"]),
        ("help-contrast", "contrast", (60, 20), ["f1"]),
    ],
)
async def test_the_screen_is_as_it_was_approved(
    small_index, small_corpus, tmp_path, name, theme, size, keys
):
    async with opened(small_index, small_corpus, size) as pilot:
        pilot.app.theme = theme
        pilot.app.screen.query_one("QuestionBox").cursor_blink = False
        await pilot.press(*keys)
        await settled(pilot)
        drawn = normal(pilot.app.export_screenshot())
    picture = PICTURES / f"{name}.svg"
    if not picture.exists():
        PICTURES.mkdir(exist_ok=True)
        picture.write_text(drawn, "utf-8")
        pytest.fail(f"{picture} was not there, and is now: look at it")
    if drawn != picture.read_text("utf-8"):
        other = tmp_path / picture.name
        other.write_text(drawn, "utf-8")
        pytest.fail(f"{picture} and {other} differ")


def normal(svg: str) -> str:
    """The picture without what differs from run to run: the identifiers."""
    return re.sub(r"terminal-\d+", "terminal", svg)
