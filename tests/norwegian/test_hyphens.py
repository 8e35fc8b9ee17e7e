"""Line-end hyphens: what the document proves goes first, then the rules of spelling."""

from __future__ import annotations

import pytest

from kompetanse_qa.norwegian.hyphens import join_line_end, words_in

NOTHING: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("ITP-", "modellen", "ITP-modellen"),
        ("KHAT-", "teorien", "KHAT-teorien"),
        ("IKT-", "verktøy", "IKT-verktøy"),
        ("FoU-", "arbeid", "FoU-arbeid"),
        ("1-10-", "skole», ", "1-10-skole», "),
        ("Nord-", "Norge", "Nord-Norge"),
    ],
)
def test_abbreviations_numbers_and_names_keep_their_hyphen(left, right, joined):
    assert join_line_end(left, right, NOTHING) == joined


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("Ikke-", "matematikklærerne", "Ikke-matematikklærerne"),
        ("vi-", "greie»,", "vi-greie»,"),
        ("etisk-", "normative", "etisk-normative"),
        ("sosial-", "fenomenologisk", "sosial-fenomenologisk"),
        ("ti-", "femten", "ti-femten"),
        ("modell-", "læring", "modell-læring"),
    ],
)
def test_words_that_norwegian_writes_with_a_hyphen_keep_it(left, right, joined):
    assert join_line_end(left, right, NOTHING) == joined


def test_a_compound_that_was_divided_becomes_one_word():
    assert join_line_end("undervisnings-", "former", NOTHING) == "undervisningsformer"
    assert join_line_end("utvik\u2010", "ling", NOTHING) == "utvikling"


def test_a_soft_hyphen_always_falls_away():
    assert join_line_end("IKT\u00ad", "verktøy", {"ikt-verktøy"}) == "IKTverktøy"


@pytest.mark.parametrize("word", ["og", "eller", "til", "og/eller"])
def test_a_hyphen_that_stands_for_a_later_word_keeps_a_space_behind_it(word):
    assert join_line_end("lærings-", word, {f"lærings{word}"}) == f"lærings- {word}"


def test_the_document_decides_before_the_rules():
    assert join_line_end("etisk-", "normative", {"etisknormative"}) == "etisknormative"
    assert join_line_end("undervisnings-", "former,", {"undervisnings-former"}) == (
        "undervisnings-former,"
    )


def test_another_form_of_the_hyphenated_word_is_evidence_too():
    assert join_line_end("super-", "lærerne", {"super-lærere"}) == "super-lærerne"
    assert join_line_end("super-", "lærerne", NOTHING) == "superlærerne"


def test_an_address_goes_on_without_a_space_and_keeps_its_hyphen():
    left = "http://www.udir.no/Rammeverk-"
    assert join_line_end(left, "for-skoler", {"rammeverkfor"}) == left + "for-skoler"


def test_a_word_without_a_hyphen_is_refused():
    with pytest.raises(ValueError, match="'ord'"):
        join_line_end("ord", "til", NOTHING)


def test_words_divided_at_a_line_end_prove_no_spelling():
    text = "Lærings-\nmiljø og IKT-verktøy\n\nfor skole-  \n\neier."
    # "Lærings-" + "miljø" and "skole-" + "eier." are divided; the rest stands.
    assert words_in(text) == {"og", "ikt-verktøy", "for"}
