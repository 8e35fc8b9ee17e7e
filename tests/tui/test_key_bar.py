"""The line of keys: what stays when there is little room, and what the mouse does there."""

from __future__ import annotations

from stories import asked, opened, screen_lines, settled, words_in

from kompetanse_qa.texts import tui
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.marks_screen import MarksScreen

WINDOW = (120, 24)


def key_on_screen(pilot, word: str) -> tuple[int, int]:
    row = pilot.app.screen.query_one(KeyBar).region.y
    return screen_lines(pilot)[row].index(word), row


async def test_a_click_on_a_key_in_the_bar_presses_it(small_index, small_corpus):
    async with opened(small_index, small_corpus, WINDOW) as pilot:
        await pilot.click(offset=key_on_screen(pilot, "Merkede"))
        await settled(pilot)
        assert isinstance(pilot.app.screen, MarksScreen)


async def test_the_mouse_over_a_key_tells_what_it_does_and_beside_the_keys_nothing(
    small_index, small_corpus
):
    async with opened(small_index, small_corpus, WINDOW) as pilot:
        bar = pilot.app.screen.query_one(KeyBar)
        x, row = key_on_screen(pilot, "F7 Merkede")
        await pilot.hover(offset=(x, row))
        await pilot.pause()
        assert bar.tooltip == tui.KEYS["marks"].sentence
        await pilot.hover(offset=(WINDOW[0] - 5, row))
        await pilot.pause()
        assert bar.tooltip is None


async def test_what_works_everywhere_gives_way_to_what_works_here(small_index, small_corpus):
    async with opened(small_index, small_corpus, (80, 24)) as pilot:
        # A space before each key and each word, and one after it: 10 + 11 + 13 + 14 + 12 + 13
        # cells for these, and no room left for the 16 of «Ctrl+Q Avslutt» in 76.
        assert words_in(pilot, KeyBar) == (
            "F1 Hjelp F2 Filter F3 Oversikt F4 Rapporter F7 Merkede Ctrl+P Meny"
        )
        await asked(pilot, "Hvor mange kompostbinger kjøpte kommunen?")
        assert words_in(pilot, KeyBar) == (
            "F1 Hjelp F2 Filter F3 Oversikt F5 Kopier F6 Merk Ctrl+P Meny"
        )


async def test_a_key_of_the_list_is_offered_when_the_list_has_the_keyboard(
    small_index, small_corpus
):
    async with opened(small_index, small_corpus, WINDOW) as pilot:
        await asked(pilot, "Hvor mange kompostbinger kjøpte kommunen?")
        assert "Enter Les" not in words_in(pilot, KeyBar)
        await pilot.press("down")
        await settled(pilot)
        assert words_in(pilot, KeyBar).startswith("Enter Les F1 Hjelp")
