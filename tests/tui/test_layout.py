"""The layout holds from 60×20 to 250×70: nothing overlaps, nothing is cut off, no odd glyph."""

from __future__ import annotations

import unicodedata

import pytest
from stories import asked, opened, screen_lines, settled, words_in

from kompetanse_qa.tui.answer_panel import AnswerPanel
from kompetanse_qa.tui.filter_bar import FilterBar
from kompetanse_qa.tui.hit_list import HitList
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.passage_view import PassageView
from kompetanse_qa.tui.question_box import QuestionBox
from kompetanse_qa.tui.status_line import StatusLine

SIZES = [(60, 20), (80, 24), (103, 30), (104, 30), (120, 40), (200, 60), (250, 70)]
PARTS = (QuestionBox, FilterBar, AnswerPanel, HitList, PassageView, StatusLine, KeyBar)


@pytest.mark.parametrize("size", SIZES)
async def test_every_part_has_its_place(small_index, small_corpus, size):
    async with opened(small_index, small_corpus, size) as pilot:
        await asked(pilot, "Hvor mange kompostbinger kjøpte kommunen?")
        screen = pilot.app.screen
        regions = [screen.query_one(part).region for part in PARTS]
        for i, region in enumerate(regions):
            assert region.area > 0
            assert screen.region.contains_region(region)
            assert not any(region.overlaps(other) for other in regions[i + 1 :])
        hits, passage = regions[3], regions[4]
        # Beside each other where there is room, otherwise below: the line length decides.
        assert (passage.x >= hits.right) == (size[0] >= 104)
        assert (passage.y >= hits.bottom) == (size[0] < 104)
        assert min(hits.height, passage.height) >= 4
        assert "14 kompostbinger" in words_in(pilot, PassageView)


@pytest.mark.parametrize("size", SIZES)
async def test_the_footer_cuts_no_word(small_index, small_corpus, size):
    async with opened(small_index, small_corpus, size) as pilot:
        await asked(pilot, "Hvor mange kompostbinger kjøpte kommunen?")
        await pilot.press("down")
        await settled(pilot)
        footer = words_in(pilot, KeyBar)
        assert footer.startswith("Enter Les F1 Hjelp F2 Filter")
        assert footer.endswith("Ctrl+P Meny")


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_the_window_can_change_its_size(small_index, small_corpus, size):
    async with opened(small_index, small_corpus, (160, 50)) as pilot:
        await asked(pilot, "Hvor mange kompostbinger kjøpte kommunen?")
        await pilot.resize_terminal(*size)
        await settled(pilot)
        assert words_in(pilot, KeyBar).endswith("Ctrl+P Meny")
        assert "14 kompostbinger" in words_in(pilot, PassageView)


async def test_no_glyph_is_wider_than_a_letter_and_none_is_an_emoji(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        shown = set()
        for keys in (["f1"], ["escape", "f2"], ["escape", "ctrl+p"], ["escape"]):
            await pilot.press(*keys)
            await settled(pilot)
            shown |= set("".join(screen_lines(pilot)))
        # Letters, digits, punctuation, and the blocks of the scroll bars.
        odd = {
            c
            for c in shown
            if unicodedata.category(c) in ("So", "Sk", "Cs", "Co", "Cn")
            and not "\N{LOWER ONE EIGHTH BLOCK}" <= c <= "\N{RIGHT ONE EIGHTH BLOCK}"
        }
        assert not odd
        assert not [c for c in shown if unicodedata.east_asian_width(c) in "WF"]
