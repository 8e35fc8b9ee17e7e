"""Ask, read the answer, move among the hits; nothing found; a question that was asked early."""

from __future__ import annotations

import threading

from stories import asked, one_line, opened, screen_lines, settled, typed, until, words_in, words_on
from textual.widgets import ContentSwitcher

from kompetanse_qa.search import open_index
from kompetanse_qa.sitting.session import Session
from kompetanse_qa.texts.answers import nearest_title
from kompetanse_qa.tui.answer_panel import AnswerPanel
from kompetanse_qa.tui.app import KompetanseApp
from kompetanse_qa.tui.hit_list import HitList
from kompetanse_qa.tui.passage_view import PassageView
from kompetanse_qa.tui.question_box import QuestionBox
from kompetanse_qa.tui.status_line import StatusLine

QUESTION = "Hva er skolebasert kompetanseutvikling?"
UNANSWERED = "Hvor mye koster en billett til månen?"


async def test_someone_who_never_saw_it_asks_and_reads_the_answer_with_its_source(real_index):
    with open_index(real_index) as index:
        answer = index.ask(QUESTION)
    citation = answer.citations[0]
    async with opened(real_index) as pilot:
        assert "Skriv et spørsmål og trykk Enter" in words_on(pilot)
        assert "5 rapporter" in words_in(pilot, StatusLine)
        await asked(pilot, QUESTION)
        verdict = words_in(pilot, AnswerPanel)
        assert verdict.startswith("Svar ")
        assert f"{answer.confidence:.2f}".replace(".", ",") in verdict
        assert one_line(answer.text) in words_in(pilot, HitList)
        shown = words_in(pilot, PassageView)
        assert one_line(answer.text) in shown
        assert one_line(citation.title) in shown
        assert str(citation.year) in shown
        assert citation.headings[-1] in shown
        assert "Søkte i 5 rapporter" in words_in(pilot, StatusLine)


async def test_the_answer_sentence_is_marked_in_its_passage(real_index):
    with open_index(real_index) as index:
        answer = index.ask(QUESTION)
    async with opened(real_index) as pilot:
        await asked(pilot, QUESTION)
        text = pilot.app.screen.query_one(".passage-text").visual
        (span,) = text.spans
        assert text.plain[span.start : span.end] == answer.text
        assert "$answer-background" in str(span.style)


async def test_arrow_down_moves_from_the_question_into_the_hits_and_up_again(
    small_index, small_corpus
):
    async with opened(small_index, small_corpus) as pilot:
        await asked(pilot, "Hvor mange kompostbinger kjøpte kommunen?")
        hits = pilot.app.screen.query_one(HitList)
        await pilot.press("down")
        assert pilot.app.focused is hits
        first = hits.current.hit
        await pilot.press("down")
        assert hits.current.hit.rank == first.rank + 1
        await settled(pilot)
        second = one_line(hits.current.hit.passage.text)
        assert second in words_in(pilot, PassageView)
        await pilot.press("up", "up")
        assert isinstance(pilot.app.focused, QuestionBox)


async def test_a_click_on_a_hit_shows_its_passage(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await asked(pilot, "Hvor mange kompostbinger kjøpte kommunen?")
        hits = pilot.app.screen.query_one(HitList)
        lines = screen_lines(pilot)
        (y,) = [y for y, line in enumerate(lines) if line.strip().startswith("Fylket betaler 480")]
        await pilot.click(offset=(6, y))
        await settled(pilot)
        assert hits.current.citation.quote.startswith("Fylket betaler 480")
        assert "og kommunen dekker ventetiden." in words_in(pilot, PassageView)


async def test_when_nothing_answers_it_says_so_and_shows_the_nearest_as_just_that(real_index):
    with open_index(real_index) as index:
        answer = index.ask(UNANSWERED)
        assert not answer.found
    async with opened(real_index) as pilot:
        await asked(pilot, UNANSWERED)
        assert "Fant ikke svar på dette i rapportene." in words_in(pilot, AnswerPanel)
        assert words_in(pilot, HitList).startswith(nearest_title(answer))
        assert "Søkte i 5 rapporter" in words_in(pilot, StatusLine)
        # No sentence passes for an answer.
        styles = [
            str(span.style) for span in pilot.app.screen.query_one(".passage-text").visual.spans
        ]
        assert styles == ["underline"]


async def test_starter_questions_are_those_the_corpus_answers(real_index):
    async with opened(real_index) as pilot:
        assert "Hvordan opplever lærerne kvaliteten på videreutdanningen?" in words_on(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert pilot.app.screen.query_one(QuestionBox).value in pilot.app.session.history
        assert pilot.app.screen.query_one(ContentSwitcher).current == "result"


async def test_another_corpus_gets_starter_questions_of_its_own(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        shown = words_on(pilot)
        assert "piloten" not in shown
        # The first heading of each report, which is its title here.
        assert "Hva står det om «Skolebuss på Vestøya»?" in shown
        assert "Hva står det om «Kompost i skolehagen»?" in shown


async def test_a_question_asked_early_waits_in_sight_and_is_answered(
    small_index, small_corpus, monkeypatch
):
    gate = threading.Event()
    open_now = Session.open

    def open_later(session):
        assert gate.wait(timeout=60)
        open_now(session)

    monkeypatch.setattr(Session, "open", open_later)
    app = KompetanseApp(small_index, small_corpus)
    async with app.run_test(size=(90, 40)) as pilot:
        await typed(pilot, "Hva koster skolebussen?")
        await pilot.press("enter")
        await pilot.pause()
        waiting = words_on(pilot)
        assert "Åpner indeksen" in waiting
        assert "Venter med å svare på «Hva koster skolebussen?»" in waiting
        gate.set()
        await settled(pilot)
        await settled(pilot)
        assert "Fylket betaler 480 kroner for hver tur" in words_on(pilot)


async def test_a_newer_question_puts_the_older_one_aside(small_index, small_corpus, monkeypatch):
    gate = threading.Event()
    ask_now = Session.ask

    def ask_later(session, question):
        if "elever" in question:
            assert gate.wait(timeout=60)
        return ask_now(session, question)

    async with opened(small_index, small_corpus) as pilot:
        monkeypatch.setattr(Session, "ask", ask_later)
        await typed(pilot, "Hvor mange elever tar bussen?")
        await pilot.press("enter")
        await typed(pilot, "Hva betaler fylket for hver tur?")
        await pilot.press("enter")
        hits = pilot.app.screen.query_one(HitList)
        await until(pilot, lambda: hits.current is not None)
        gate.set()
        await settled(pilot)
        assert hits.current.citation.quote.startswith("Fylket betaler 480 kroner")
        assert pilot.app.screen.query_one(QuestionBox).value == "Hva betaler fylket for hver tur?"


async def test_an_empty_question_is_not_asked(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await typed(pilot, " ?!")
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.session.history == []
        assert "Spørsmålet er tomt." in words_on(pilot)


async def test_what_is_typed_after_an_answer_replaces_the_question(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        box = pilot.app.screen.query_one(QuestionBox)
        await asked(pilot, "Hva koster bussen?")
        await typed(pilot, "Hvem")
        assert box.value == "Hvem"


async def test_whoever_moves_the_cursor_goes_on_with_the_question(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        box = pilot.app.screen.query_one(QuestionBox)
        await asked(pilot, "Hva koster bussen?")
        await pilot.press("left")
        await typed(pilot, " i dag")
        assert box.value == "Hva koster bussen i dag?"


async def test_a_mark_is_set_and_taken_away_with_one_key(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await asked(pilot, "Hvor mange kompostbinger kjøpte kommunen?")
        await pilot.press("f6")
        await settled(pilot)
        assert words_in(pilot, HitList).count("Merket") == 1
        (mark,) = pilot.app.session.marks
        assert mark.question == "Hvor mange kompostbinger kjøpte kommunen?"
        assert mark.citation.quote == "Kommunen kjøpte 14 kompostbinger til skolehagene i 2019."
        await pilot.press("f6")
        await settled(pilot)
        assert pilot.app.session.marks == []
        assert "Merket" not in words_in(pilot, HitList)
