"""What the reports do not speak of is not answered: other subjects, nonsense, small words."""

from __future__ import annotations

import pytest
from running import ROOT

from kompetanse_qa.search import open_index

OFF_TOPIC = (ROOT / "eval" / "off-topic.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def index(real_index):
    with open_index(real_index) as opened:
        yield opened


def test_at_most_one_of_sixty_questions_about_other_things_is_answered(index):
    answered = [question for question in OFF_TOPIC if index.ask(question).found]
    assert len(OFF_TOPIC) == 60
    assert len(answered) <= 1, answered


@pytest.mark.parametrize(
    "question",
    ["og", "hva", "er det", "the", "asdf qwerty", "xyzzy plugh", "blorf gnarp snufs", "??? 12 ???"],
)
def test_nonsense_and_small_words_are_not_answered(index, question):
    assert not index.ask(question).found


def test_stop_words_alone_are_not_even_near_the_subject(index):
    assert not index.ask("og").touches
    assert not index.ask("er det noe?").touches


def test_without_late_interaction_other_things_are_not_answered_either(index, real_index):
    with open_index(real_index, engines=["bm25", "grams", "dense", "sentences"]) as bare:
        _nothing_is_answered(index, bare)


def _nothing_is_answered(index, bare):
    answers = [asked.ask(OFF_TOPIC[0]) for asked in (index, bare)]
    engines = [{engine for hit in answer.hits for engine, _ in hit.ranks} for answer in answers]
    assert engines[0] - engines[1] == {"tokens"}
    assert not any(answer.found for answer in answers)
