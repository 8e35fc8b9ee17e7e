"""Is a question English?"""

from __future__ import annotations

import pytest

from kompetanse_qa.norwegian.language import is_english


@pytest.mark.parametrize(
    "text",
    [
        "How satisfied were the teachers with the quality of the courses?",
        "What did the researchers recommend?",
        "Why did school B1 end up with reading as a second theme?",
    ],
)
def test_english_questions_are_seen(text):
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hvem spilte Christine i filmen the Phantom of the Opera?",
        "Kva meiner dei tilsette om leiinga?",
        "svarprosent pilotskoler",
        "varighet lesekurs skole A1",
        "Hva er WHO?",
        "",
    ],
)
def test_norwegian_questions_with_english_names_and_bare_key_words_are_not(text):
    assert not is_english(text)
