"""The systems that are measured: the product, its parts and their variants, on a small index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kompetanse_qa import open_index
from kompetanse_qa.errors import UnknownSystem
from kompetanse_qa.evaluation.ablations import ABLATIONS
from kompetanse_qa.evaluation.chunkings import CHUNKINGS, WINDOW, bare, windows
from kompetanse_qa.evaluation.parts import RRF_K, part_names, reciprocal_rank_fusion
from kompetanse_qa.evaluation.registry import open_system
from kompetanse_qa.evaluation.variants import Variants
from kompetanse_qa.fusion import WEIGHTS
from kompetanse_qa.records import Scored
from kompetanse_qa.search import Index

ASKED = "Hvor mange kompostbinger kjøpte kommunen?"


@pytest.fixture
def index(small_index: Path) -> Iterator[Index]:
    with open_index(small_index) as opened:
        yield opened


@pytest.fixture
def variants(index: Index, tmp_path: Path) -> Variants:
    return Variants(index, tmp_path / "cache")


def text_of(system, identity: str) -> str:
    return next(text for found, _, text in system.passages() if found == identity)


def test_the_product_gives_what_ask_gives(index: Index, variants: Variants) -> None:
    answer = index.ask(ASKED, k=10)
    given = open_system("kompetanse", variants, {}).ask("q1", ASKED, 10)
    assert given.ranking == tuple((hit.passage.id, hit.score) for hit in answer.hits)
    assert (given.confidence, given.found) == (answer.confidence, answer.found)
    span = answer.hits[0].answer_span
    assert span is not None
    assert given.answer == (answer.hits[0].passage.id, span.start, span.end)


@pytest.mark.parametrize("name", ["kompetanse", *ABLATIONS, *part_names(tuple(CHUNKINGS))])
def test_every_system_finds_the_passage_that_shares_the_words(
    name: str, index: Index, variants: Variants
) -> None:
    system = open_system(name, variants, {})
    given = system.ask("q1", "kompostbinger til skolehagene i 2019", 1)
    assert "Kommunen kjøpte 14 kompostbinger" in text_of(system, given.ranking[0][0])


@pytest.mark.parametrize(
    "name", ["kompetanse", "without:grams", "bm25", "dense@windows", "hybrid", "rrf:4grams"]
)
def test_a_passage_that_is_passed_over_is_never_found(
    name: str, index: Index, variants: Variants
) -> None:
    system = open_system(name, variants, {})
    everything = system.ask("q1", ASKED, 10)
    first = everything.ranking[0][0]
    left = system.ask_without("q1", ASKED, 10, [first])
    assert first not in {identity for identity, _ in left.ranking}
    assert {i for i, _ in left.ranking} == {i for i, _ in everything.ranking} - {first}
    assert left.answer is None or left.answer[0] != first


@pytest.mark.parametrize(
    "name", ["bm26", "dense:words", "bm25:stems", "bm25@pages", "", "bm25::", "without:"]
)
def test_a_name_that_means_nothing_is_an_error(name: str, index: Index, variants: Variants) -> None:
    with pytest.raises(UnknownSystem):
        open_system(name, variants, {})


@pytest.mark.parametrize("part", ["bm25", "grams", "sentences", "tokens"])
def test_what_is_left_out_has_no_rank(part: str, index: Index) -> None:
    ranked = {engine for hit in index.ask(ASKED, k=10).hits for engine, _ in hit.ranks}
    names = [name for name in index.engines if name != part]
    with open_index(index.folder, engines=names) as without:
        left = {engine for hit in without.ask(ASKED, k=10).hits for engine, _ in hit.ranks}
    assert ranked - left == {part}


def test_without_language_words_count_in_an_english_question(index: Index) -> None:
    english = "How many kompostbinger did the kommune buy?"
    heard = replace(WEIGHTS, silent_in_english=frozenset())
    with open_index(index.folder, weights=heard) as without:
        asked = without.weighed(without.query(english))
        first = without.candidates(asked, 1)[0]
    assert "kompostbinger" in first.passage.text
    assert first.fused > index.candidates(asked, 1)[0].fused


def test_without_reading_the_fused_order_stays(index: Index) -> None:
    candidates = index.candidates(index.weighed(index.query(ASKED)), 14)
    with open_index(index.folder, reads=0) as without:
        hits = without.ask(ASKED, k=10).hits
    assert [h.passage.id for h in hits] == [c.passage.id for c in candidates][: len(hits)]


def test_a_part_on_our_passages_uses_the_vectors_of_the_index(
    index: Index, variants: Variants, tmp_path: Path
) -> None:
    assert variants.of("sentences").dense is index.engines["dense"]
    assert not (tmp_path / "cache").exists()


def test_vectors_of_a_variant_are_kept_for_the_next_time(
    index: Index, variants: Variants, tmp_path: Path
) -> None:
    made = variants.of("windows").dense.vectors()
    kept = (tmp_path / "cache" / "windows" / "embeddings.sqlite").read_bytes()
    again = Variants(index, tmp_path / "cache").of("windows").dense.vectors()
    assert (made == again).all()
    assert (tmp_path / "cache" / "windows" / "embeddings.sqlite").read_bytes() == kept


def test_bare_passages_are_ours_without_their_context(index: Index) -> None:
    ours = index.all_passages()
    assert [p.indexed_text.strip() for p in bare(ours)] == [p.text for p in ours]
    assert [p.id for p in bare(ours)] == [p.id for p in ours]


def test_windows_hold_all_words_in_order_in_full_lengths(index: Index) -> None:
    ours = index.all_passages() * 20  # one report of each, long enough for several windows
    ours.sort(key=lambda passage: passage.report_id)
    made = windows(ours)
    for report_id in ("buss", "kompost"):
        mine = [w.text.split() for w in made if w.report_id == report_id]
        words = [word for p in ours if p.report_id == report_id for word in p.text.split()]
        assert [word for window in mine for word in window] == words
        assert {len(window) for window in mine[:-1]} == {WINDOW}
    assert len({window.id for window in made}) == len(made)


def test_reciprocal_rank_fusion_sums_the_reciprocal_ranks() -> None:
    first = (Scored(key="4", score=9.0), Scored(key="7", score=8.0))
    second = (Scored(key="7", score=0.3), Scored(key="1", score=0.2))
    assert reciprocal_rank_fusion([first, second]) == (
        Scored(key="7", score=1 / (RRF_K + 2) + 1 / (RRF_K + 1)),
        Scored(key="4", score=1 / (RRF_K + 1)),
        Scored(key="1", score=1 / (RRF_K + 2)),
    )


@pytest.mark.parametrize("part", ["bm25", "grams", "sentences", "tokens", "language", "reading"])
def test_an_ablation_ranks_as_an_index_opened_without_the_part(
    part: str, index: Index, variants: Variants
) -> None:
    questions = {
        "language": "How many kompostbinger did the kommune buy?",
        "reading": "Hvor mye betaler fylket for hver tur?",
    }
    asked = questions.get(part, ASKED)
    match part:
        case "language":
            chosen = {"weights": replace(WEIGHTS, silent_in_english=frozenset())}
        case "reading":
            chosen = {"reads": 0}
        case _:
            chosen = {"engines": [name for name in index.engines if name != part]}
    with open_index(index.folder, **chosen) as without:
        expected = tuple((hit.passage.id, hit.score) for hit in without.ask(asked, k=10).hits)
    given = open_system(f"without:{part}", variants, {}).ask("q1", asked, 10)
    assert given.ranking == expected
    whole = open_system("kompetanse", variants, {}).ask("q1", asked, 10)
    assert given.ranking != whole.ranking
