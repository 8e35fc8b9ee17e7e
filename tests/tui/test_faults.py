"""A fault is a panel with the way out, never a traceback; a crash leaves a log."""

from __future__ import annotations

import errno
import os

import pytest
from stories import opened, settled, typed, until, words_on
from textual.worker import WorkerFailed

from kompetanse_qa.errors import EncoderMissing
from kompetanse_qa.indexing import build_index
from kompetanse_qa.texts import tui
from kompetanse_qa.tui.app import KompetanseApp
from kompetanse_qa.tui.corpus_screen import CorpusScreen
from kompetanse_qa.tui.fault_panel import FaultPanel


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
    assert tui.explain_fault(OSError(number, os.strerror(number), "a/b")).startswith(words)


async def test_a_crash_writes_a_log_and_says_where(small_index, small_corpus, state, capsys):
    app = KompetanseApp(small_index, small_corpus)

    def crash() -> None:
        raise ZeroDivisionError("det gikk ikke")

    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            app.call_later(crash)
            await settled(pilot)
    assert app.return_code == 1
    assert "ZeroDivisionError: det gikk ikke" in (state / "crash.log").read_text("utf-8")
    said = " ".join(capsys.readouterr().err.split())
    assert "Noe uventet gikk galt" in said
    # The path is long and breaks across lines where the terminal does.
    assert "crash.log" in said.replace(" ", "")
    assert "Traceback" not in said


async def test_a_crash_in_the_background_is_told_in_the_same_way(
    small_index, small_corpus, state, capsys
):
    app = KompetanseApp(small_index, small_corpus)

    def crash() -> None:
        raise ZeroDivisionError("det gikk ikke")

    with pytest.raises(WorkerFailed):
        async with app.run_test() as pilot:
            await settled(pilot)
            app.run_worker(crash, thread=True)
            await until(pilot, lambda: not app.is_running)
    assert "ZeroDivisionError: det gikk ikke" in (state / "crash.log").read_text("utf-8")
    assert "det gikk ikke" in capsys.readouterr().err
