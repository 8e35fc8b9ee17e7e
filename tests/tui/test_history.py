"""Earlier questions come back with arrow up, in this run and the next."""

from __future__ import annotations

from stories import asked, opened, typed

from kompetanse_qa.tui.hit_list import HitList
from kompetanse_qa.tui.question_box import QuestionBox


async def test_arrow_up_and_down_go_through_what_was_asked(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        box = pilot.app.screen.query_one(QuestionBox)
        await asked(pilot, "Hva koster bussen?")
        await asked(pilot, "Hvor er kompostbingene?")
        await typed(pilot, "Hvem")
        await pilot.press("up")
        assert box.value == "Hvor er kompostbingene?"
        await pilot.press("up")
        assert box.value == "Hva koster bussen?"
        await pilot.press("up")
        assert box.value == "Hva koster bussen?"
        await pilot.press("down", "down")
        assert box.value == "Hvem"
        await pilot.press("down")
        assert isinstance(pilot.app.focused, HitList)


async def test_the_question_that_stands_there_is_no_step_back(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        await asked(pilot, "Hva koster bussen?")
        await asked(pilot, "Hvor er kompostbingene?")
        await pilot.press("up")
        assert pilot.app.screen.query_one(QuestionBox).value == "Hva koster bussen?"


async def test_history_is_kept_between_runs(small_index, small_corpus, state):
    async with opened(small_index, small_corpus) as pilot:
        await asked(pilot, "Hva koster bussen på søndag?")
    assert (state / "history.jsonl").read_text("utf-8") == '"Hva koster bussen på søndag?"\n'
    async with opened(small_index, small_corpus) as pilot:
        await pilot.press("up")
        assert pilot.app.screen.query_one(QuestionBox).value == "Hva koster bussen på søndag?"


async def test_a_question_asked_again_stands_last_and_once(small_index, small_corpus):
    async with opened(small_index, small_corpus) as pilot:
        for question in ("buss", "kompost", "buss"):
            await asked(pilot, question)
        assert pilot.app.session.history == ["kompost", "buss"]
