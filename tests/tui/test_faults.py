"""A fault is a panel with the way out, never a traceback; the screen lives on."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace

import pytest
from broken import Broken
from compost import CITATION
from stories import asked, opened, settled, typed, until, words_on

from kompetanse_qa.errors import EncoderMissing
from kompetanse_qa.indexing import build_index
from kompetanse_qa.sitting.marks import Mark
from kompetanse_qa.texts.sitting import explain_fault
from kompetanse_qa.tui.app import KompetanseApp
from kompetanse_qa.tui.ask_screen import AskScreen
from kompetanse_qa.tui.copy_dialog import CopyDialog
from kompetanse_qa.tui.corpus_screen import CorpusScreen
from kompetanse_qa.tui.export_dialog import ExportDialog
from kompetanse_qa.tui.fault_panel import FaultPanel
from kompetanse_qa.tui.gate import MOST_UNTOLD
from kompetanse_qa.tui.index_run import IndexRun
from kompetanse_qa.tui.mention_list import MentionList
from kompetanse_qa.tui.reader_screen import ReaderScreen
from kompetanse_qa.tui.report_view import ReportView

BINS = "Hvor mange kompostbinger kjøpte kommunen?"


async def test_no_index_is_a_panel_that_says_how_to_make_one(small_corpus, tmp_path):
    async with opened(tmp_path / "index", small_corpus) as pilot:
        assert isinstance(pilot.app.screen, FaultPanel)
        shown = words_on(pilot)
        assert "Noe må ordnes" in shown
        assert "Det finnes ingen indeks i" in shown
        assert "kompetanse-qa index" in shown
        assert "Enter Les inn rapportene" in shown
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, CorpusScreen)


async def test_trying_again_opens_an_index_that_was_made_meanwhile(small_corpus, tmp_path):
    async with opened(tmp_path / "index", small_corpus) as pilot:
        build_index(small_corpus, tmp_path / "index", encoder="toy")
        await pilot.press("r")
        await settled(pilot)
        assert "2 rapporter, 4 avsnitt" in words_on(pilot)


async def test_a_damaged_index_is_a_panel(small_index, small_corpus):
    (small_index / "gen-000001" / "passages.sqlite").unlink()
    async with opened(small_index, small_corpus) as pilot:
        assert "er skadet: gen-000001/passages.sqlite" in words_on(pilot)


async def test_a_fault_that_reading_does_not_mend_offers_to_close_and_no_more(
    small_index, small_corpus
):
    async with opened(small_index, small_corpus) as pilot:
        pilot.app.show_fault(EncoderMissing("min-modell", "finnes ikke"))
        await settled(pilot)
        shown = words_on(pilot)
        assert "Finner ikke språkmodellen «min-modell»" in shown
        assert "Les inn rapportene" not in shown
        await pilot.press("enter")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, FaultPanel)


async def test_a_history_that_cannot_be_kept_is_a_panel_and_the_answer_comes_all_the_same(
    small_index, small_corpus, state
):
    state.write_text("en fil der mappen skulle vært")
    async with opened(small_index, small_corpus) as pilot:
        await typed(pilot, "Hva koster bussen?")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, FaultPanel)
        assert "Kan ikke lese eller skrive" in words_on(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "Søkte i 2 rapporter" in words_on(pilot)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "Disken er full «a/b»."),
        (errno.EACCES, "Har ikke lov til å bruke «a/b»."),
        (errno.EISDIR, "Kan ikke lese eller skrive «a/b»"),
    ],
)
def test_a_fault_of_the_disk_says_which_file_and_what_to_do(number, words):
    assert explain_fault(OSError(number, os.strerror(number), "a/b")).startswith(words)


# ---------------------------------------------------------------------- what nobody foresaw


def told_and_logged(pilot, state, trace: str = "RuntimeError: det gikk ikke") -> None:
    """The fault is said in a panel, and its trace stands in the log, once."""
    assert isinstance(pilot.app.screen, FaultPanel)
    shown = words_on(pilot)
    assert "Noe uventet gikk galt" in shown
    # The path is long and breaks across lines where the panel does.
    assert "crash.log" in shown.replace(" ", "")
    log = state / "crash.log"
    assert log.read_text("utf-8").count(trace) == 1
    log.unlink()  # seen: see `conftest.state`


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        ("ask", ["x", "enter"]),
        ("mentions", ["f3"]),
        ("passage", ["down", "enter"]),
        ("passages_of", ["f4", "enter"]),
        ("reports", ["f2"]),
        ("manifest", ["f4"]),
    ],
)
async def test_whatever_fails_in_the_index_the_screen_lives_on(
    small_index, small_corpus, state, part, keys
):
    async with opened(small_index, small_corpus) as pilot:
        await asked(pilot, BINS)
        session = pilot.app.session
        whole, session.index = session.index, Broken(session.index, part)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        told_and_logged(pilot, state)
        assert "Søker" not in words_on(pilot)
        session.index = whole
        for _ in range(4):
            await pilot.press("escape")
            await settled(pilot)
        await asked(pilot, "Hva betaler fylket?")
        assert "Fylket betaler 480 kroner" in words_on(pilot)


async def test_an_index_that_is_overwritten_while_it_is_read_is_a_panel(
    real_index, tmp_path, state
):
    index = tmp_path / "index"
    shutil.copytree(real_index, index)
    async with opened(index) as pilot:
        [passages] = index.glob("gen-*/passages.sqlite")
        size = passages.stat().st_size
        with passages.open("r+b") as file:
            file.write(b"sopp" * (size // 4))
        await pilot.press("f4", "down", "down", "enter")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(pilot.app.screen, FaultPanel)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, CorpusScreen)
    (state / "crash.log").unlink(missing_ok=True)


async def test_a_fault_in_the_message_loop_of_a_widget_leaves_the_widget_alive(
    small_index, small_corpus, state
):
    async with opened(small_index, small_corpus) as pilot:
        await typed(pilot, "kommunen")  # both reports speak of it
        await pilot.press("f3")
        await settled(pilot)
        mentions = pilot.app.screen.query_one(MentionList)
        shown, mentions._mentions = mentions._mentions, ()
        await pilot.press("down")
        await settled(pilot)
        told_and_logged(pilot, state, "IndexError")
        mentions._mentions = shown
        await pilot.press("escape", "up")
        await settled(pilot)
        citation = pilot.app.screen.citation()
        assert citation.report_id == shown[0].report.id
        await pilot.press("down")
        await settled(pilot)
        citation = pilot.app.screen.citation()
        assert citation.report_id == shown[1].report.id


async def test_a_fault_that_comes_twice_before_it_is_read_is_one_panel_and_two_traces(
    small_index, small_corpus, state
):
    def fail() -> None:
        raise ZeroDivisionError("det gikk ikke")

    async with opened(small_index, small_corpus) as pilot:
        pilot.app.call_later(fail)
        pilot.app.run_worker(fail, thread=True)
        await settled(pilot)
        assert [type(screen) for screen in pilot.app.screen_stack] == [AskScreen, FaultPanel]
        assert (state / "crash.log").read_text("utf-8").count("Error: det gikk ikke") == 2
    (state / "crash.log").unlink()


# A citation that can't be put in words: its authors are gone.
WITHOUT_AUTHORS = replace(CITATION, authors=None)


async def test_a_quote_that_cannot_be_cited_is_a_panel_above_the_dialogue(
    small_index, small_corpus, state
):
    async with opened(small_index, small_corpus) as pilot:
        pilot.app.push_screen(CopyDialog(WITHOUT_AUTHORS))
        await settled(pilot)
        await pilot.press("down")  # the citation in APA
        await settled(pilot)
        told_and_logged(pilot, state, "TypeError")
        await pilot.press("escape", "up", "enter")  # the quote alone
        await settled(pilot)
        assert pilot.app.clipboard == CITATION.quote


async def test_a_session_that_cannot_be_saved_is_a_panel_and_its_marks_are_still_there(
    small_index, small_corpus, state, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    async with opened(small_index, small_corpus) as pilot:
        marks = pilot.app.session.marks
        marks.append(Mark(passage_id="kompost#1", question="Hva?", citation=WITHOUT_AUTHORS))
        pilot.app.push_screen(ExportDialog(pilot.app.session))
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        told_and_logged(pilot, state, "TypeError")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ExportDialog)
        assert len(marks) == 1
        assert not [*tmp_path.glob("kompetanse-*")]


async def test_a_run_that_fails_leaves_the_reports_screen_ready_for_another(
    small_index, small_corpus, state, monkeypatch
):
    carry_out = IndexRun.carry_out

    def fail(run: IndexRun) -> None:
        raise RuntimeError("det gikk ikke")

    async with opened(small_index, small_corpus) as pilot:
        monkeypatch.setattr(IndexRun, "carry_out", fail)
        await pilot.press("f4", "l")
        await settled(pilot)
        told_and_logged(pilot, state)
        monkeypatch.setattr(IndexRun, "carry_out", carry_out)
        await pilot.press("escape", "l")
        await settled(pilot)
        assert "Ingenting er endret." in words_on(pilot)


async def test_a_report_that_cannot_be_drawn_is_a_panel_once_and_is_left_with_escape(
    small_index, small_corpus, state
):
    async with opened(small_index, small_corpus) as pilot:
        await asked(pilot, BINS)
        await pilot.press("down", "enter")
        await settled(pilot)
        view = pilot.app.screen.query_one(ReportView)
        view._margin_note = None
        view.refresh()
        await settled(pilot)
        told_and_logged(pilot, state, "TypeError")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert "14 kompostbinger" in words_on(pilot)


async def test_faults_that_come_faster_than_they_can_be_read_end_the_app_and_it_says_so(
    small_index, small_corpus, state, capsys
):
    def fail() -> None:
        raise ZeroDivisionError("det gikk ikke")

    app = KompetanseApp(small_index, small_corpus)
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            await settled(pilot)
            for _ in range(MOST_UNTOLD + 1):
                app.call_later(fail)
            await until(pilot, lambda: not app.is_running)
    assert app.return_code == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "Noe uventet gikk galt, og programmet måtte avslutte: det gikk ikke" in said
    # The path is long and breaks across lines where the terminal does.
    assert "crash.log" in said.replace(" ", "")
    assert "Traceback" not in said
    (state / "crash.log").unlink()
