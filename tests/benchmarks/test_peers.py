"""Peers on a handful of passages: what each puts first, and the score that follows by hand."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.metadata import PackageNotFoundError, version

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.peers import PEERS, Peer, PeerMissing, open_peer
from kompetanse_qa.errors import NothingToSearch
from kompetanse_qa.records import Passage, Position

KOMPOST, BUSS = "kompost hage", "buss ferge"
FIRST = np.array([1, 0], np.float32)
SECOND = np.array([0, 1], np.float32)
DENSE = [name for name in PEERS if not name.startswith("bm25s")]


def installed(name: str) -> bool:
    try:
        for distribution in PEERS[name]:
            version(distribution)
    except PackageNotFoundError:
        return False
    return True


def skip_without(name: str) -> None:
    if not installed(name):
        pytest.skip(f"{name} is not installed: pip install 'kompetanse-qa[eval-peers]'")


def passage(identity: str, text: str) -> Passage:
    return Passage(
        id=identity,
        report_id="rapport",
        title="",
        year=None,
        headings=(),
        position=Position(start=0, end=len(text)),
        kind="paragraph",
        text=text,
        sentences=(),
        anchors=(),
    )


def peer(
    name: str,
    texts: Sequence[str] = (KOMPOST, BUSS),
    vectors: NDArray[np.float32] | None = None,
    question: NDArray[np.float32] = FIRST,
) -> Peer:
    """A peer on p0, p1, …; without vectors they point in turn along the first and second axis."""
    skip_without(name)
    if vectors is None:
        vectors = np.stack([(FIRST, SECOND)[row % 2] for row in range(len(texts))])
    passages = [passage(f"p{row}", text) for row, text in enumerate(texts)]
    return open_peer(name, passages, vectors, lambda text: question, {"index": "gen-000007"})


@pytest.mark.parametrize("name", PEERS)
def test_every_peer_puts_the_passage_with_the_words_and_the_vector_first(name: str) -> None:
    asked = peer(name, (KOMPOST, BUSS, "skole elev"), question=SECOND).ask("q1", "buss", 2)
    assert asked.question_id == "q1"
    assert asked.ranking[0][0] == "p1"
    assert len(asked.ranking) <= 2


@pytest.mark.parametrize("name", DENSE)
def test_a_dense_peer_finds_by_our_vectors_what_shares_no_word_with_the_question(name: str) -> None:
    asked = peer(name, (KOMPOST, BUSS), question=SECOND).ask("q1", "trikk", 2)
    assert asked.ranking[0][0] == "p1"


@pytest.mark.parametrize("name", PEERS)
def test_scores_fall_and_the_first_is_the_confidence(name: str) -> None:
    texts = ("kompost kompost", "kompost hage", "buss ferge", "skole elev")
    vectors = np.array([[1, 0], [0.8, 0.6], [0.6, 0.8], [0, 1]], np.float32)
    asked = peer(name, texts, vectors).ask("q1", "kompost", 4)
    scores = [score for _, score in asked.ranking]
    assert asked.ranking[0][0] == "p0"
    assert scores == sorted(scores, reverse=True)
    assert asked.confidence == scores[0]
    assert asked.confidence > 0


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_points_at_no_sentence_and_what_it_gives_can_be_written_as_json(name: str) -> None:
    asked = peer(name).ask("q1", "kompost", 2)
    assert asked.answer is None
    assert asked.found is None
    read = json.loads(json.dumps(asdict(asked)))
    assert [tuple(found) for found in read["ranking"]] == list(asked.ranking)


@pytest.mark.parametrize("name", PEERS)
def test_the_identity_says_what_a_peer_is_made_of_and_on(name: str) -> None:
    identity = peer(name).identity
    assert identity["index"] == "gen-000007"
    assert identity["peer"].split(", ")[0] == f"{PEERS[name][0]} {version(PEERS[name][0])}"
    assert identity["settings"]


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_searches_title_and_headings_but_shows_the_text_alone(name: str) -> None:
    skip_without(name)
    titled = replace(passage("p1", BUSS), title="Skolebuss", headings=("Kostnader",))
    other = passage("p0", KOMPOST)
    # The vectors can't tell the two apart.
    opened = open_peer(name, [other, titled], np.stack([FIRST, FIRST]), lambda text: FIRST, {})
    assert opened.ask("q1", "skolebuss", 1).ranking[0][0] == "p1"
    assert opened.ask("q2", "kostnader", 1).ranking[0][0] == "p1"
    assert opened.passages() == [("p0", "rapport", KOMPOST), ("p1", "rapport", BUSS)]


def test_bm25s_scores_as_lucene_does_without_its_constant_factor() -> None:
    # Two passages of two words each, the word in one: idf = ln(1 + 1.5 / 1.5) = ln 2, and since
    # the passage has average length, tf = 1 / (1 + k1) = 1 / 2.5.
    ((identity, score),) = peer("bm25s").ask("q1", "kompost", 2).ranking
    assert identity == "p0"
    assert score == pytest.approx(math.log(2) / 2.5)


def test_bm25s_in_norwegian_finds_another_form_of_the_word() -> None:
    asked = peer("bm25s:norwegian", ("hagen", "buss")).ask("q1", "hager", 2)
    # As above with k1 = .6: ln 2 / 1.6.
    assert [identity for identity, _ in asked.ranking] == ["p0"]
    assert asked.confidence == pytest.approx(math.log(2) / 1.6)


def test_bm25s_by_default_finds_nothing_for_another_form_and_has_no_confidence() -> None:
    asked = peer("bm25s", ("hagen", "buss")).ask("q1", "hager", 2)
    assert asked.ranking == ()
    assert asked.confidence == 0


def test_haystack_gives_one_to_what_both_retrievers_put_first() -> None:
    # Reciprocal rank fusion with the constant 61 for rank 0, scaled so that twice first is 1; the
    # other passage is second by vector and has none of the words.
    ranking = peer("haystack").ask("q1", "kompost", 2).ranking
    assert [identity for identity, _ in ranking] == ["p0", "p1"]
    assert [score for _, score in ranking] == pytest.approx([1, 61 / 62 / 2])


def test_haystack_does_not_report_that_it_is_used() -> None:
    peer("haystack")
    from haystack.telemetry import _telemetry

    assert _telemetry.telemetry is None


def test_txtai_by_default_gives_half_the_scaled_bm25_and_half_the_cosine() -> None:
    # BM25 is ln 2 for the one passage with the word, and ln 2 on average; txtai divides it by the
    # sum of the two: .5. With a cosine of .6 that makes (.5 + .6) / 2; the other passage has its
    # cosine of .8 alone.
    question = np.array([0.6, 0.8], np.float32)
    ranking = peer("txtai", question=question).ask("q1", "kompost", 2).ranking
    assert [identity for identity, _ in ranking] == ["p0", "p1"]
    assert [score for _, score in ranking] == pytest.approx([0.55, 0.4])


def test_txtai_tuned_gives_a_probability() -> None:
    asked = peer("txtai:tuned").ask("q1", "kompost", 2)
    assert all(0 < score < 1 for _, score in asked.ranking)


def test_a_peer_without_passages_is_an_error() -> None:
    with pytest.raises(NothingToSearch):
        open_peer("haystack", [], np.zeros((0, 2), np.float32), lambda text: FIRST, {})


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_that_is_not_installed_says_which_library_is_missing(name: str) -> None:
    if installed(name):
        pytest.skip(f"{name} is installed")
    with pytest.raises(PeerMissing) as caught:
        open_peer(name, [passage("p0", BUSS)], np.stack([FIRST]), lambda text: FIRST, {})
    assert caught.value.system == name
    assert caught.value.distribution in PEERS[name]
