"""Character n-grams with the words' borders marked."""

from kompetanse_qa.norwegian import character_ngrams


def test_a_word_gives_every_stretch_of_four_with_its_borders_marked() -> None:
    assert character_ngrams("Leder", n=4) == ["_led", "lede", "eder", "der_"]


def test_no_stretch_crosses_from_one_word_into_the_next() -> None:
    assert character_ngrams("to-tre mål", n=4) == ["_to_", "_tre", "tre_", "_mål", "mål_"]


def test_a_word_shorter_than_the_stretch_is_one_piece() -> None:
    assert character_ngrams("7 trinn", n=6) == ["_7_", "_trinn", "trinn_"]


def test_stop_words_give_nothing() -> None:
    assert character_ngrams("hva er det") == []
