"""Dark, light and high contrast: one key changes, the choice is remembered, text is readable."""

from __future__ import annotations

import pytest
from stories import opened, settled, words_on
from textual.color import Color

from kompetanse_qa.tui.themes import THEMES


async def test_one_key_goes_through_the_three_themes_and_the_choice_is_kept(
    small_index, small_corpus
):
    async with opened(small_index, small_corpus) as pilot:
        assert pilot.app.theme == "dark"
        await pilot.press("f9")
        await settled(pilot)
        assert pilot.app.theme == "light"
        assert "Utseende: Lyst" in words_on(pilot)
        await pilot.press("f9")
        assert pilot.app.theme == "contrast"
    async with opened(small_index, small_corpus) as pilot:
        assert pilot.app.theme == "contrast"
        await pilot.press("f9")
        assert pilot.app.theme == "dark"


async def test_a_theme_that_no_longer_exists_gives_the_first(small_index, small_corpus, state):
    state.mkdir()
    (state / "settings.json").write_text('{"theme": "rosa"}')
    async with opened(small_index, small_corpus) as pilot:
        assert pilot.app.theme == "dark"


# WCAG 2.2: 4.5 for text (AA), 7 where high contrast is promised (AAA).
@pytest.mark.parametrize(
    ("theme", "least"), [(theme, 7.0 if theme.name == "contrast" else 4.5) for theme in THEMES]
)
def test_text_stands_out_from_every_ground_it_is_written_on(theme, least):
    v = theme.variables
    grounds = [theme.background, theme.surface, theme.panel, v["block-cursor-background"]]
    pairs = [(v["answer-foreground"], v["answer-background"])]
    pairs += [(theme.foreground, g) for g in grounds]
    pairs += [(v["quiet"], g) for g in grounds]
    pairs += [(theme.accent, g) for g in (theme.background, theme.surface)]
    pairs += [(theme.warning, theme.background), (theme.error, theme.surface)]
    for text, ground in pairs:
        assert contrast(text, ground) >= least, (text, ground)


def contrast(text: str, ground: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(text), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in Color.parse(colour).normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
