"""A question in all its forms: each is worked out in sight."""

from __future__ import annotations

import numpy as np
import pytest

from kompetanse_qa.encoders.toy import ToyEncoder, ToyTokenEncoder
from kompetanse_qa.query import make_query


def test_a_question_is_analysed_once_in_every_way():
    asked = make_query("Hvor mange skoler har sol på skolen i Bodø i 2019?", ToyTokenEncoder())
    assert asked.text == "Hvor mange skoler har sol på skolen i Bodø i 2019?"
    assert [term for term in asked.terms if term in ("skole", "sol")] == ["skole", "sol", "skole"]
    assert [piece for piece in asked.ngrams if "sol" in piece] == ["_sol_"]
    assert asked.wants == {"number"}  # hvor mange
    assert (asked.names, asked.numbers) == ({"bodø"}, {"2019"})
    assert not asked.is_english
    assert make_query("What is the meeting at the school about?", ToyTokenEncoder()).is_english


def test_vectors_are_of_the_whole_question_and_of_its_words_which_weigh_by_their_letters():
    encoder = ToyTokenEncoder()
    asked = make_query("sol i dag", encoder)
    assert asked.vector.tolist() == encoder.encode_query("sol i dag").tolist()
    words = [encoder.direction(word).tolist() for word in ("sol", "i", "dag")]
    assert asked.tokens.tolist() == words
    assert asked.token_weights == pytest.approx(np.array([3, 1, 3]) / 7)


def test_an_encoder_without_token_vectors_gives_the_whole_alone():
    asked = make_query("sol i dag", ToyEncoder())
    assert asked.vector.tolist() == ToyEncoder().encode_query("sol i dag").tolist()
    assert (asked.tokens, asked.token_weights) == (None, None)
