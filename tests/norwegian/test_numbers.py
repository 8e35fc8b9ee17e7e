"""Which questions ask for a number, and which sentences hold one."""

import pytest

from kompetanse_qa.norwegian.numbers import has_number, wants_number


@pytest.mark.parametrize(
    "question",
    [
        "Hvor mange skoler deltok?",
        "Kor mange lærarar svara?",
        "How many teachers answered?",
        "svarprosent pilotskoler prosent",
        "Når ble rapporten levert?",
        "Hva var andelen som svarte ja?",
    ],
)
def test_these_ask_for_a_number(question):
    assert wants_number(question)


@pytest.mark.parametrize(
    "question", ["Hvorfor sluttet de?", "Hva mener lærerne?", "Who led the work?", "mange møter"]
)
def test_these_do_not(question):
    assert not wants_number(question)


def test_figures_and_words_for_them_are_numbers():
    assert has_number("Det var 21 skoler.")
    assert has_number("Halvparten svarte.")
    assert not has_number("Lærerne likte det godt.")
