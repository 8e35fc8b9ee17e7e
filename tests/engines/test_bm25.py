"""The sparse BM25 is rank-bm25's BM25Okapi, and what is its own."""

import math
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import TOY, batch, passage, query
from rank_bm25 import BM25Okapi

from kompetanse_qa.engines import Place
from kompetanse_qa.engines.bm25 import Bm25, SparseOkapi, TermCounts
from kompetanse_qa.engines.files import packed_texts, unpacked_texts

TOKENS = st.lists(st.sampled_from("abcdefgh"), max_size=12)


def engine(folder, *texts: str, analyze=str.split, **more) -> Bm25:
    made = Bm25(
        Place.of(folder, TOY), name="ord", analyze=analyze, asked=lambda q: analyze(q.text), **more
    )
    made.add(
        batch([
            passage(str(n), text, title="Tittel", headings=("Kapittel", "Skole"))
            for n, text in enumerate(texts)
        ])
    )  # fmt: skip
    made.commit()
    return made


@settings(max_examples=200, deadline=None)
@given(corpus=st.lists(TOKENS, min_size=1, max_size=15).filter(any), query=TOKENS)
def test_scores_are_those_of_the_stock_class(corpus, query):
    stock = BM25Okapi(corpus).get_scores(query)
    np.testing.assert_allclose(SparseOkapi(corpus).get_scores(query), stock, rtol=1e-9, atol=1e-12)


def test_a_token_in_more_than_half_of_the_documents_has_the_floor_that_stock_gives():
    corpus = [["a", "b"], ["a", "c"], ["a", "d"], ["e", "f"]]
    # Stock: idf(a) = log(1.5) - log(3.5) < 0, so it becomes .25 x the mean idf of all six terms.
    rare = math.log(3.5) - math.log(1.5)
    floor = 0.25 * (5 * rare + math.log(1.5) - math.log(3.5)) / 6
    # Every document has the mean length 2, so tf 1 counts 1 x 2.5 / (1 + 1.5) = 1.
    assert SparseOkapi(corpus).get_scores(["a"]).tolist() == pytest.approx([floor] * 3 + [0.0])


def test_a_repeated_token_counts_again():
    okapi = SparseOkapi([["a", "b"], ["b", "c"], ["c", "d"]])
    assert okapi.get_scores(["a", "a"])[0] == pytest.approx(2 * okapi.get_scores(["a"])[0])


def test_documents_without_terms_are_passages_too(tmp_path):
    made = engine(tmp_path, "x", "y", analyze=lambda text: [])
    assert made.statistics(()).passages == 2
    assert made.search(query("x"), 5) == ()


def test_title_and_headings_are_searched(tmp_path):
    found = engine(tmp_path, "tekst", "annen").search(query("Skole"), 5)
    assert [scored.key for scored in found] == ["0", "1"]


def test_matches_are_ranked_where_bm25_gives_them_nothing(tmp_path):
    """In a corpus of two, a term of one has the idf log(1.5) - log(1.5) = 0."""
    (only,) = engine(tmp_path, "rektor", "lærer").search(query("lærer"), 5)
    assert (only.key, only.score) == ("1", 0.0)


def test_k1_and_b_are_those_that_were_asked_for(tmp_path):
    """b = 0: length does not count, so both hold "a" once for idf x (k1 + 1) / (1 + k1) = idf."""
    made = engine(tmp_path, "a b", "a c d e f g h", "i", "j", "k", k1=0.9, b=0.0)
    idf = math.log(3.5) - math.log(2.5)
    scores = [scored.score for scored in made.search(query("a"), 5)]
    assert scores == pytest.approx([idf, idf])


def test_the_counts_of_some_documents_are_as_if_the_others_had_never_been():
    documents = [["a", "b", "a"], [], ["c"], ["b", "d"]]
    fewer = TermCounts(documents).of(np.array([0, 3]))
    alone = TermCounts([documents[0], documents[3]])
    assert fewer.holders() == alone.holders() == {"a": 1, "b": 2, "d": 1}
    assert fewer.lengths.tolist() == [3, 2]
    for mine, other in zip(fewer.by_term(), alone.by_term(), strict=True):
        assert mine.tolist() == other.tolist()


def test_the_file_holds_arrays_and_no_pickled_object(tmp_path):
    engine(tmp_path, "rektor og lærer")
    with zipfile.ZipFile(tmp_path / "ord.npz") as archive:
        for name in archive.namelist():
            header = archive.read(name)[:128]
            assert header.startswith(b"\x93NUMPY") and b"'|O'" not in header


@given(terms=st.lists(st.text(), max_size=10))
def test_any_text_survives_packing(terms):
    assert unpacked_texts(packed_texts(terms, "terms"), "terms") == terms


def test_texts_that_do_not_fill_their_lengths_are_refused():
    arrays = packed_texts(["en", "to"], "terms")
    with pytest.raises(ValueError, match="terms"):
        unpacked_texts(arrays | {"terms_lengths": np.array([2, 3], np.int32)}, "terms")
