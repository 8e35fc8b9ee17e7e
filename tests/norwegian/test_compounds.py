"""Compounds are opened into known parts, and other words are left alone."""

import pytest

from kompetanse_qa.norwegian.compounds import split


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("læringsmiljø", ["læring+s", "miljø"]),
        ("norgesmester", ["norge+s", "mester"]),
        ("landemerke", ["land+e", "merke"]),
        ("faglærerne", ["fag", "lærer"]),
        ("ungdomstrinnene", ["ungdom+s", "trinn"]),
        ("undervisningstimer", ["undervisning+s", "time"]),
        ("arbeidspress", ["arbeid+s", "press"]),
        ("skoleutviklingsprosjekter", ["skole", "utviklingsprosjekt"]),
        ("deltakarundersøkinga", ["deltaker", "undersøkelse"]),
    ],
)
def test_a_compound_is_split_at_its_joints(word: str, parts: list[str]) -> None:
    found = [f"{part.lemma}+{part.link}" if part.link else part.lemma for part in split(word)]
    assert found == parts


@pytest.mark.parametrize(
    "word",
    """derav undervisning forskere lærerne kunnskap fellesskap kultur sektoren beskriver muligheten
    komplekse styrking kontroll relevans stimulere fortelle formålet materiale samarbeid postholm
    interesse vygotsky rektor 2012 ikt""".split(),
)
def test_a_word_that_only_looks_like_a_compound_is_left_whole(word: str) -> None:
    assert split(word) == ()


def test_letters_that_are_longer_than_any_word_are_left_whole() -> None:
    assert split("fag" * 21) == ()
    assert len(split("fag" * 20)) == 20
