"""What was marked and asked: seen, read on from, taken away, saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from stories import asked, opened, screen_lines, settled, typed, words_in, words_on

from kompetanse_qa.tui.ask_screen import AskScreen
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.mark_list import MarkList
from kompetanse_qa.tui.marks_screen import MarksScreen
from kompetanse_qa.tui.reader_screen import ReaderScreen
from kompetanse_qa.tui.report_view import ReportView

BOUGHT = "Kommunen kjøpte 14 kompostbinger til skolehagene i 2019."
PAID = "Fylket betaler 480 kroner for hver tur, og kommunen dekker ventetiden."


async def two_marks(pilot):
    for question in ("Hvor mange kompostbinger kjøpte kommunen?", "Hva betaler fylket?"):
        await asked(pilot, question)
        await pilot.press("f6")
        await settled(pilot)


async def test_what_was_marked_stands_with_quote_source_and_question(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await two_marks(pilot)
        await pilot.press("f7")
        await settled(pilot)
        assert "2 spørsmål er stilt, 2 avsnitt er merket." in words_on(pilot)
        assert words_in(pilot, MarkList).startswith(
            f"{BOUGHT} Kompost i skolehagen. Kari Anne Nordmann og Ola Berg, 2020. linje 3 "
            "Hvor mange kompostbinger kjøpte kommunen? "
            f"{PAID} Skolebuss på Vestøya. Vestøya kommune, 2015. linje 7 Hva betaler fylket?"
        )


async def test_a_mark_is_read_with_its_sentence_marked_and_escape_leads_back(
    small_index, small_corpus
):
    async with opened(small_index, small_corpus) as pilot:
        await two_marks(pilot)
        await pilot.press("f7", "down", "enter")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)
        view = pilot.app.screen.query_one(ReportView)
        passage, span = view.quoted
        assert passage.text[span.start : span.end] == PAID if span else passage.text == PAID
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MarksScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, AskScreen)


async def test_a_mark_is_taken_away_and_what_is_left_stays(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await two_marks(pilot)
        await pilot.press("f7")
        await settled(pilot)
        assert "F6 Fjern F7 Lagre" in words_in(pilot, KeyBar)
        await pilot.press("f6")
        await settled(pilot)
        (left,) = pilot.app.session.marks
        assert left.citation.quote == PAID
        assert BOUGHT not in words_in(pilot, MarkList)
        await pilot.press("f6")
        await settled(pilot)
        shown = words_on(pilot)
        assert "Ingenting er merket ennå. Merk avsnitt med F6 når du leser." in shown
        assert "F6" not in words_in(pilot, KeyBar)


async def test_marks_are_found_in_the_palette_by_what_one_wants_with_them(
    small_index, small_corpus
):
    async with opened(small_index, small_corpus) as pilot:
        await pilot.press("ctrl+p")
        await typed(pilot, "lagre")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MarksScreen)


async def test_questions_and_marks_of_the_session_are_saved_together(
    small_index: Path, small_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    async with opened(small_index, small_corpus) as pilot:
        await two_marks(pilot)
        await asked(pilot, "Hva betaler fylket?")  # asked again: it stands once, last
        await pilot.press("f7", "f7")
        await settled(pilot)
        assert "2 spørsmål er stilt, 2 avsnitt er merket. Velg format:" in words_on(pilot)
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        (path,) = tmp_path.glob("kompetanse-*.json")
        entries = json.loads(path.read_text("utf-8"))
        assert [(entry["kind"], entry["question"]) for entry in entries] == [
            ("answer", "Hvor mange kompostbinger kjøpte kommunen?"),
            ("answer", "Hva betaler fylket?"),
            ("mark", "Hvor mange kompostbinger kjøpte kommunen?"),
            ("mark", "Hva betaler fylket?"),
        ]
        assert "lagret i" in " ".join("".join(screen_lines(pilot)).split())
