"""The adapted encoder: its two runtimes agree, and a sentence is read in its surroundings."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import numpy as np
import pytest
from running import ROOT

from kompetanse_qa.encoders.bundled_file import FEW
from kompetanse_qa.encoders.norwegian_e5 import NorwegianE5
from kompetanse_qa.encoders.packing import cosines
from kompetanse_qa.records import Span

HEAD = "Rapport\nKapittel\n"
TWO = "Det var 21 skoler med i piloten. Lærerne likte det godt."
SPANS = [Span(start=17, end=49), Span(start=50, end=73)]


def silent(done: int) -> None:
    pass


@pytest.fixture(scope="module")
def encoder() -> NorwegianE5:
    return NorwegianE5()


def paragraphs() -> list[str]:
    path = ROOT / "corpus" / "skolebasert-kompetanseutvikling-2013.txt"
    return [line for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 70][:FEW]


def test_the_two_runtimes_agree_on_real_passages(encoder):
    texts = paragraphs()
    spans = [[Span(start=0, end=30), Span(start=30, end=len(text))] for text in texts]
    bulk = encoder.encode_passages_in_parts(texts, spans, silent)
    for text, own, many in zip(texts, spans, bulk, strict=True):
        (alone,) = encoder.encode_passages_in_parts([text], [own], silent)
        assert alone.whole @ many.whole >= 0.999
        assert (alone.sentences * many.sentences).sum(axis=1).min() >= 0.999
        assert alone.sentence_of.tolist() == many.sentence_of.tolist()
        unpacked = many.tokens / np.linalg.norm(many.tokens, axis=1, keepdims=True)
        assert np.diag(cosines(unpacked, alone.tokens)).min() >= 0.97


def test_all_vectors_have_unit_length_and_the_weights_of_a_question_sum_to_one(encoder):
    (found,) = encoder.encode_passages_in_parts([HEAD + TWO], [SPANS], silent)
    asked = encoder.encode_query_in_parts("Hvor mange skoler var med?")
    lengths = [
        np.linalg.norm(v, axis=-1)
        for v in (found.whole, found.sentences, asked.whole, asked.tokens)
    ]
    np.testing.assert_allclose(np.concatenate([np.ravel(one) for one in lengths]), 1, atol=1e-5)
    assert asked.weights.sum() == pytest.approx(1, abs=1e-5)
    assert asked.weights.min() > 0


def test_tokens_know_their_sentence_and_those_of_the_heading_have_none(encoder):
    (found,) = encoder.encode_passages_in_parts([HEAD + TWO], [SPANS], silent)
    numbers = found.sentence_of.tolist()
    assert numbers == sorted(numbers)
    assert set(numbers) == {-1, 0, 1}


def test_sentences_are_found_where_they_stand_also_if_letters_are_decomposed(encoder):
    composed = "Rådet så på mål. Skolen åpnet i 2011."
    decomposed = unicodedata.normalize("NFD", composed)
    assert len(decomposed) > len(composed)
    found = []
    for text in (composed, decomposed):
        border = text.index(". ") + 1
        spans = [Span(start=0, end=border), Span(start=border + 1, end=len(text))]
        found += encoder.encode_passages_in_parts([text], [spans], silent)
    assert found[0].sentence_of.tolist() == found[1].sentence_of.tolist()
    assert (found[0].sentences * found[1].sentences).sum(axis=1).min() > 0.9999


def test_the_sentence_that_answers_is_nearest_to_the_question(encoder):
    (found,) = encoder.encode_passages_in_parts([HEAD + TWO], [SPANS], silent)
    assert np.argmax(found.sentences @ encoder.encode_query("Hvor mange skoler deltok?")) == 0
    assert np.argmax(found.sentences @ encoder.encode_query("Hva syntes lærerne?")) == 1


def test_the_same_sentence_is_read_otherwise_under_another_heading(encoder):
    about = [f"{heading}\n\n{TWO}" for heading in ("Skole A1", "Spørreskjema til elever")]
    spans = [
        [Span(start=s.start + len(text) - len(HEAD + TWO), end=s.end + len(text) - len(HEAD + TWO))
         for s in SPANS] for text in about
    ]  # fmt: skip
    first, second = encoder.encode_passages_in_parts(about, spans, silent)
    assert first.sentences[0] @ second.sentences[0] < 0.999


def test_a_text_that_is_too_long_is_read_from_its_beginning(encoder):
    long = "Skolen arbeider med lesing. " * 400
    few, ends = encoder.encode_passages_in_parts(
        [long, long + "Torsk fiskes i Barentshavet."], [[], []], silent
    )
    np.testing.assert_array_equal(few.whole, ends.whole)


def test_a_question_is_encoded_without_torch():
    script = """
import sys
from kompetanse_qa.encoders import open_encoder
encoder = open_encoder()
encoder.encode_query("Hva er skolebasert kompetanseutvikling?")
encoder.encode_query_in_parts("Hva er skolebasert kompetanseutvikling?")
encoder.encode_passages(["Et avsnitt."], lambda done: None)
print(encoder.name, sorted({"torch", "transformers", "sentence_transformers"} & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("norwegian-e5-small []\n", "")
