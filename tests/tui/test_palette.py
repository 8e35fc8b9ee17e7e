"""Command palette, help and footer: made from the keys, and in Norwegian throughout."""

from __future__ import annotations

import re

from stories import asked, opened, settled, typed, words_in, words_on

from kompetanse_qa.tui.command_dialog import CommandDialog
from kompetanse_qa.tui.commands import commands_of
from kompetanse_qa.tui.filter_dialog import FilterDialog
from kompetanse_qa.tui.help_screen import HelpScreen
from kompetanse_qa.tui.key_bar import KeyBar

ENGLISH = re.compile(
    r"\b(search|commands?|quit|theme|keys|help|palette|show|press|the|and|toggle|close|copy"
    r"|screenshot|maximize|minimize|found|select|next|previous)\b",
    re.IGNORECASE,
)


async def test_a_command_is_found_by_typing_and_carried_out(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await pilot.press("ctrl+p")
        await settled(pilot)
        assert "F2 Filter Velg hvilke rapporter det søkes i" in words_on(pilot)
        await typed(pilot, "kontrast")
        await settled(pilot)
        shown = words_on(pilot)
        assert "Utseende: Høy kontrast" in shown
        assert "Utseende: Mørkt" not in shown
        await pilot.press("down", "enter")
        await settled(pilot)
        assert pilot.app.theme == "contrast"


async def test_a_command_of_the_screen_below_works_from_the_palette(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await pilot.press("ctrl+p")
        await typed(pilot, "filter velg")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, FilterDialog)


async def test_a_word_that_fits_nothing_says_so_and_escape_closes(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await pilot.press("ctrl+p")
        await typed(pilot, "qqq")
        await pilot.press("enter")
        await settled(pilot)
        assert "Ingen kommando passer." in words_on(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, CommandDialog)


async def test_a_question_mark_in_the_empty_box_opens_the_help_and_else_is_a_letter(
    small_index, small_corpus
):
    async with opened(small_index, small_corpus) as pilot:
        await pilot.press("question_mark")
        await settled(pilot)
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape")
        await typed(pilot, "Hva")
        await pilot.press("question_mark")
        await settled(pilot)
        assert "Hva?" in words_on(pilot)


async def test_the_help_lists_every_key_of_the_screen(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await asked(pilot, "Hva koster bussen?")
        commands = commands_of(pilot.app.screen)
        assert {"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "Ctrl+P", "Ctrl+Q"} <= {
            command.key for command in commands
        }
        await pilot.press("f1")
        await settled(pilot)
        shown = words_on(pilot)
        for command in commands:
            assert f"{command.key} {command.sentence}" in shown, command


async def test_no_english_word_stands_on_the_screen(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        for keys in (["f1"], ["escape", "f2"], ["escape", "ctrl+p"], ["escape"]):
            await pilot.press(*keys)
            await settled(pilot)
            assert not ENGLISH.findall(words_on(pilot)), words_on(pilot)


async def test_ctrl_c_tells_how_to_quit(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await pilot.press("ctrl+c")
        await settled(pilot)
        assert "Trykk Ctrl+Q for å avslutte." in words_on(pilot)


async def test_keys_for_a_hit_are_offered_when_there_is_one(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        assert "F5 Kopier" not in words_in(pilot, KeyBar)
        await asked(pilot, "Hva koster bussen?")
        assert "F5 Kopier" in words_in(pilot, KeyBar)
