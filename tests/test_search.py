"""Search on the small corpus: filters, answers, "not found", and what a hit carries."""

from __future__ import annotations

import pytest

from kompetanse_qa.encoders.toy import ToyTokenEncoder
from kompetanse_qa.errors import (
    DamagedIndex,
    EmptyQuestion,
    IndexMismatch,
    NothingMatchesFilters,
    UnknownPassage,
    UnknownReport,
)
from kompetanse_qa.records import Filters
from kompetanse_qa.search import open_index
from kompetanse_qa.store.generations import Store


@pytest.fixture
def index(small_index):
    with open_index(small_index) as opened:
        yield opened


def test_the_answer_is_a_sentence_of_the_report_with_its_place(index):
    answer = index.ask("Hvor mange kompostbinger kjøpte kommunen?", threshold=0)
    assert answer.text == "Kommunen kjøpte 14 kompostbinger til skolehagene i 2019."
    (citation,) = answer.citations
    assert (citation.report_id, citation.lines, citation.headings) == (
        "kompost",
        (3, 3),
        ("Kompost i skolehagen",),
    )
    assert citation.quote == answer.text
    hit = answer.hits[0]
    assert hit.passage.text[hit.answer_span.start : hit.answer_span.end] == answer.text


def test_a_threshold_that_nothing_reaches_gives_no_answer_but_the_hits(index):
    answer = index.ask("Hvor mange kompostbinger kjøpte kommunen?", threshold=1)
    assert (answer.found, answer.text, answer.citations) == (False, None, ())
    assert answer.hits[0].passage.report_id == "kompost"
    assert 0 <= answer.confidence < 1


def test_it_says_what_was_searched(index):
    every = index.ask("buss").searched
    assert (every.reports, every.passages) == (2, sum(c.passages for c in index.reports))
    some = index.ask("buss", filters=Filters(reports=("buss",))).searched
    assert (some.reports, some.passages) == (1, index.report("buss").passages)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(reports=("buss",)), {"buss"}),
        (Filters(reports=("buss", "kompost")), {"buss", "kompost"}),
        (Filters(publishers=("HAGE",)), {"kompost"}),
        (Filters(year_from=2016), {"kompost"}),
        (Filters(year_to=2015), {"buss"}),
        (Filters(year_from=2015, year_to=2020), {"buss", "kompost"}),
    ],
)
def test_filters_decide_before_ranking(index, filters, expected):
    answer = index.ask("kompost komposten skolehagen", k=50, filters=filters)
    assert {hit.passage.report_id for hit in answer.hits} == expected
    assert len(answer.hits) == sum(index.report(name).passages for name in expected)


def test_filters_that_leave_nothing_are_an_error_with_the_filters(index):
    with pytest.raises(NothingMatchesFilters) as caught:
        index.ask("buss", filters=Filters(year_from=1990, year_to=1991))
    assert caught.value.filters.year_from == 1990


def test_an_unknown_report_is_named_with_those_that_exist(index):
    with pytest.raises(UnknownReport) as caught:
        index.ask("buss", filters=Filters(reports=("tog",)))
    assert (caught.value.report_id, caught.value.known) == ("tog", ("buss", "kompost"))


@pytest.mark.parametrize("question", ["", "  ", "?!", "…"])
def test_a_question_without_letters_is_an_error(index, question):
    with pytest.raises(EmptyQuestion):
        index.ask(question)


def test_a_question_of_stop_words_alone_is_asked_and_not_answered(index):
    answer = index.ask("hva er det som")
    assert not answer.found


def test_asking_twice_gives_the_same(index):
    first, second = (index.ask("Hva koster en tur?") for _ in range(2))
    assert (first.hits, first.confidence) == (second.hits, second.confidence)


def test_hits_carry_their_rank_in_each_engine(index):
    hit = index.ask("ti minutter ved fergekaia").hits[0]
    assert dict(hit.ranks)["bm25"] == 1
    assert hit.rank == 1


def test_mentions_counts_the_passages_of_every_report_that_speaks_of_a_word(index):
    mentions, searched = index.mentions("kommunen")
    assert [(m.report.id, len(m.passages)) for m in mentions] == [("buss", 1), ("kompost", 1)]
    best = mentions[0].passages[0].text[mentions[0].best_span.start : mentions[0].best_span.end]
    assert best == "Fylket betaler 480 kroner for hver tur, og kommunen dekker ventetiden."
    assert searched.reports == 2
    assert index.mentions("romferd")[0] == ()


def test_surroundings_are_the_neighbours_in_reading_order(index):
    passages = index.passages_of("kompost")
    assert index.surroundings(passages[0], 1) == passages[:2]
    assert index.surroundings(passages[-1], 50) == passages


def test_an_unknown_passage_is_an_error(index):
    with pytest.raises(UnknownPassage):
        index.passage("nei")


def test_an_encoder_that_gives_other_vectors_is_refused(small_index, monkeypatch):
    monkeypatch.setattr(ToyTokenEncoder, "fingerprint", "another")
    with open_index(small_index) as index, pytest.raises(IndexMismatch) as caught:
        index.ask("buss")
    assert caught.value.what == "encoder"


def test_another_analysis_is_refused(small_index, monkeypatch):
    monkeypatch.setattr("kompetanse_qa.search.ANALYZER", "another")
    with pytest.raises(IndexMismatch) as caught:
        open_index(small_index)
    assert caught.value.what == "analyzer"


def test_files_that_do_not_belong_together_are_refused(small_corpus, small_index, tmp_path):
    from kompetanse_qa.indexing import build_index

    (small_corpus / "buss.md").unlink()
    build_index(small_corpus, tmp_path / "other", encoder="toy-tokens")
    for name in ("bm25.npz", "grams.npz", "vectors.faiss", "sentences.npz", "tokens.npz"):
        mine = Store(small_index).current().folder / name
        kept = mine.read_bytes()
        mine.write_bytes((Store(tmp_path / "other").current().folder / name).read_bytes())
        with open_index(small_index) as index, pytest.raises(DamagedIndex):
            index.ask("buss")
        mine.write_bytes(kept)
