"""Names and numbers by how they are written."""

from __future__ import annotations

import pytest

from kompetanse_qa.norwegian.names import names_in, numbers_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hva sier Skole A1 om møtene?", {"skole", "a1"}),
        ("Halden deltok.", set()),
        ("Hva er Norges mål i OECD?", {"norge", "oecd"}),
        ("Hva kostet Bodø-saken?", {"bodø-saken"}),
        ("Hva gjør Os?", {"os"}),
        ("", set()),
    ],
)
def test_names_are_words_with_a_capital_after_the_first(text: str, names: set[str]):
    assert names_in(text) == names


def test_numbers_are_taken_as_they_are_written():
    assert numbers_in("I 2019 svarte 64,5 prosent av 1.200 lærere.") == {"2019", "64,5", "1.200"}
    assert numbers_in("Ingen") == set()
