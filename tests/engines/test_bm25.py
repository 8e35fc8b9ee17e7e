"""The sparse BM25 is rank-bm25's BM25Okapi, and what is its own."""

import math
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from kompetanse_qa.engines.bm25 import Bm25, SparseOkapi
from kompetanse_qa.engines.postings import Postings
from kompetanse_qa.records import Passage, Position

TOKENS = st.lists(st.sampled_from("abcdefgh"), max_size=12)


def passage(text: str) -> Passage:
    return Passage(
        id="r:0",
        report_id="r",
        title="Tittel",
        year=None,
        headings=("Kapittel", "Skole"),
        position=Position(start=0, end=len(text)),
        kind="paragraph",
        text=text,
        sentences=(),
        anchors=(),
    )


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


def test_documents_without_tokens_are_rows_too():
    engine = Bm25(lambda text: [])
    engine.build([passage("x"), passage("y")])
    assert len(engine) == 2
    assert engine.search("x", 5) == ()


def test_title_and_headings_are_searched():
    engine = Bm25(str.split)
    engine.build([passage("tekst"), passage("annen")])
    assert [scored.row for scored in engine.search("Skole", 5)] == [0, 1]


def test_matches_are_ranked_where_bm25_gives_them_nothing():
    """In a corpus of two, a token of one has the idf log(1.5) - log(1.5) = 0."""
    engine = Bm25(str.split)
    engine.build([passage("rektor"), passage("lærer")])
    (only,) = engine.search("lærer", 5)
    assert (only.row, only.score) == (1, 0.0)


def test_term_weight_falls_with_the_number_of_passages_that_hold_the_term():
    engine = Bm25(str.split)
    engine.build([passage(text) for text in ("en", "to", "tre", "fire", "en")])
    # 5 rows: "to" stands in 1, "en" in 2, "Tittel" in all 5; "ukjent" weighs as if in one.
    assert engine.term_weight("to") == pytest.approx(math.log(1 + 5 / 1))
    assert engine.term_weight("en") == pytest.approx(math.log(1 + 5 / 2))
    assert engine.term_weight("Tittel") == pytest.approx(math.log(1 + 5 / 5))
    assert engine.term_weight("ukjent") == pytest.approx(math.log(1 + 5 / 1))


def test_the_file_holds_arrays_and_no_pickled_object(tmp_path):
    engine = Bm25(str.split, name="ord")
    engine.build([passage("rektor og lærer")])
    engine.save(tmp_path)
    with zipfile.ZipFile(tmp_path / "ord.npz") as archive:
        for name in archive.namelist():
            header = archive.read(name)[:128]
            assert header.startswith(b"\x93NUMPY") and b"'|O'" not in header


@given(terms=st.lists(st.text(), unique=True, max_size=10))
def test_any_term_survives_saving(tmp_path_factory, terms):
    path = tmp_path_factory.mktemp("postings") / "p.npz"
    postings = SparseOkapi([terms]).postings
    postings.save(path)
    assert Postings.load(path).terms == {term: i for i, term in enumerate(terms)}


def test_coverage_is_the_share_of_the_questions_words_by_weight():
    engine = Bm25(str.split)
    engine.build([passage("rød bil"), passage("rød buss"), passage("blå buss")])
    # ln(1 + 3/2) for what two of three hold, ln(1 + 3) for what one holds, or none.
    two, one = math.log(2.5), math.log(4)
    assert engine.coverage("rød bil", [0, 1, 2]) == pytest.approx([1, two / (two + one), 0])
    assert engine.coverage("sykkel", [0]) == [0]
    assert engine.coverage("", [0, 1]) == [0, 0]
