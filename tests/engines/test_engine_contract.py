"""What every engine promises, checked on each against stock code as the oracle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from making import TOY, batch, passage, query
from rank_bm25 import BM25Okapi
from remote_engine import RemoteEngine

from kompetanse_qa.engines import Engine, Evidence, Place, open_engine
from kompetanse_qa.errors import DamagedIndex, EngineFailed, EngineMissing
from kompetanse_qa.norwegian import analyze, character_ngrams
from kompetanse_qa.records import Scope

TEXTS = {
    "k1": ("Skoleeier har ansvar for kompetanseutvikling.",),
    "k0": ("Lærerne deltok i skolebasert kompetanseutvikling.", "Det tok to år."),
    "k5": ("Rektor leder utviklingsarbeid på skolen.",),
    "k3": ("Lærerne deltok i skolebasert kompetanseutvikling.", "Det tok to år."),  # k0 again
    "k4": ("Barnehagen er ikke med i undersøkelsen.",),
    "k2": ("Videreutdanning gir studiepoeng.", "Rektor betaler.", "Lærerne sparer."),
    "k6": ("Lærerne ønsker videreutdanning i matematikk.",),
}
REPORT = {key: "a" if key in ("k1", "k0", "k5") else "b" for key in TEXTS}
PASSAGES = {key: passage(key, *sentences, report=REPORT[key]) for key, sentences in TEXTS.items()}
QUESTIONS = (
    "lærerne og videreutdanning",
    "skolebasert kompetanseutvikling",
    "rektor rektor skolen",
)


def bm25(text: str, analysis: Callable, **settings: float) -> dict[str, float]:
    """Stock scores; a passage without a term of the question is not ranked."""
    terms = {key: analysis(p.indexed_text) for key, p in PASSAGES.items()}
    asked = analysis(text)
    scores = BM25Okapi(list(terms.values()), **settings).get_scores(asked)
    return {
        key: score
        for (key, held), score in zip(terms.items(), scores, strict=True)
        if set(held) & set(asked)
    }


def dense(text: str) -> dict[str, float]:
    asked = TOY.encode_query(text)
    return {key: float(TOY.encode_query(p.indexed_text) @ asked) for key, p in PASSAGES.items()}


def sentences(text: str) -> dict[str, float]:
    asked = TOY.encode_query(text)
    return {
        key: max(float(TOY.encode_query(sentence) @ asked) for sentence in held)
        for key, held in TEXTS.items()
    }


ORACLES: dict[str, Callable[[str], dict[str, float]]] = {
    "bm25": lambda text: bm25(text, analyze),
    "grams": lambda text: bm25(text, character_ngrams, k1=0.9, b=0.4),
    "dense": dense,
    "sentences": sentences,
    "tokens": lambda text: {},  # it ranks what others found, and finds nothing itself
    "remote-bm25": lambda text: bm25(text, analyze),
    "remote-sentences": sentences,
}


@pytest.fixture(params=ORACLES)
def kind(request) -> str:
    return request.param


@pytest.fixture
def place(tmp_path) -> Place:
    folder = tmp_path / "engine"
    folder.mkdir()
    return Place.of(folder, TOY)


@pytest.fixture
def opened(kind) -> Iterator[Callable[..., Engine]]:
    """Opens engines of the kind, and closes them in the end."""
    made: list[Engine] = []

    def open_one(place: Place, address: str | None = None) -> Engine:
        if kind.startswith("remote-"):
            made.append(RemoteEngine(place, address, of=kind.removeprefix("remote-")))
        else:
            made.append(open_engine(kind, place, address))
        return made[-1]

    yield open_one
    for engine in made:
        engine.close()


def fill(engine: Engine, keys=tuple(TEXTS)) -> None:
    for report in ("a", "b"):
        engine.add(batch([PASSAGES[key] for key in keys if REPORT[key] == report]))


@pytest.fixture
def engine(opened, place) -> Engine:
    engine = opened(place)
    fill(engine)
    engine.commit()
    return engine


@pytest.fixture
def oracle(kind) -> Callable[[str], dict[str, float]]:
    return ORACLES[kind]


def expected(scores: dict[str, float], depth: int = 99, keys=tuple(TEXTS)) -> list[str]:
    """Keys by falling score; among scores that agree to 6 digits, by key."""
    ranked = sorted((-round(score, 6), key) for key, score in scores.items() if key in keys)
    return [key for _, key in ranked][:depth]


def keys_of(ranking) -> list[str]:
    return [scored.key for scored in ranking]


def assert_same(one: Evidence, other: Evidence) -> None:
    for field in fields(Evidence):
        np.testing.assert_equal(getattr(one, field.name), getattr(other, field.name))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("depth", [1, 2, 3, 7])
def test_ranking_is_the_oracles(engine, oracle, question, depth):
    scores = oracle(question)
    ranking = engine.search(query(question), depth)
    assert keys_of(ranking) == expected(scores, depth)
    for scored in ranking:
        assert scored.score == pytest.approx(scores[scored.key], rel=1e-6, abs=1e-6)


def test_equal_passages_have_equal_scores_and_the_lower_key_comes_first(engine, kind):
    ranking = engine.search(query("lærerne deltok i skolebasert kompetanseutvikling"), 2)
    if kind != "tokens":
        assert keys_of(ranking) == ["k0", "k3"]
        assert ranking[0].score == ranking[1].score


def test_of_many_equal_passages_the_lowest_keys_are_kept(opened, place, kind):
    """1,003 passages, all the same but every hundredth: the best 5 have the lowest keys."""
    made = [
        passage(f"{9999 - number}", "rektor" if number % 100 == 0 else "lærerne deltok")
        for number in range(1003)
    ]
    engine = opened(place)
    engine.add(batch(made))
    engine.commit()
    lowest = sorted(p.id for p in made if p.text != "rektor")[:5]
    found = keys_of(engine.search(query("lærerne deltok"), 5))
    assert found == ([] if kind == "tokens" else lowest)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_out_of_scope_takes_no_place(engine, oracle, question):
    scores = oracle(question)
    of_b = [key for key in TEXTS if REPORT[key] == "b"]
    found = engine.search(query(question), 3, Scope(reports=frozenset("b")))
    assert keys_of(found) == expected(scores, 3, of_b)
    left = [key for key in of_b if key != "k6"]
    without = Scope(reports=frozenset("b"), without=frozenset({"k6", "unknown"}))
    assert keys_of(engine.search(query(question), 3, without)) == expected(scores, 3, left)


def test_a_scope_without_reports_finds_nothing(engine):
    assert engine.search(query("lærerne"), 5, Scope(reports=frozenset())) == ()


def test_depth_beyond_the_corpus_gives_every_passage_once(engine, oracle):
    assert keys_of(engine.search(query("lærerne"), 1000)) == expected(oracle("lærerne"))


def test_depth_zero_gives_an_empty_ranking(engine):
    assert engine.search(query("lærerne"), 0) == ()


def test_an_empty_engine_finds_nothing_also_when_it_is_opened_again(opened, place):
    engine = opened(place)
    address = engine.commit()
    assert engine.search(query("lærerne"), 5) == ()
    assert engine.statistics(()).passages == 0
    again = opened(place, address)
    assert again.search(query("lærerne"), 5) == ()
    assert again.evidence(query("lærerne"), []) is not None


def test_what_was_committed_and_opened_answers_the_same(opened, place):
    engine = opened(place)
    fill(engine)
    again = opened(place, engine.commit())
    assert again.statistics(()).passages == len(TEXTS)
    for question in QUESTIONS:
        asked = query(question)
        assert again.search(asked, 7) == engine.search(asked, 7)
        one, other = (e.evidence(asked, ["k6", "k0"]) for e in (engine, again))
        assert_same(one, other)


def test_an_engine_that_took_things_back_is_as_if_they_had_never_been(opened, place, tmp_path):
    """k6 comes first with another text, k5 and k1 are removed: the rest is as without them."""
    engine = opened(place)
    engine.add(batch([replace(PASSAGES["k6"], text="Noe annet.", sentences=())]))
    fill(engine)
    engine.remove(["k5", "k1", "unknown"])
    engine.commit()
    (tmp_path / "other").mkdir()
    other = opened(replace(place, folder=tmp_path / "other"))
    fill(other, [key for key in TEXTS if key not in ("k5", "k1")])
    other.commit()
    assert engine.statistics(analyze("rektor")) == other.statistics(analyze("rektor"))
    for question in QUESTIONS:
        asked = query(question)
        assert engine.search(asked, 7) == other.search(asked, 7)
        keys = ["k2", "k6", "k0"]
        assert_same(engine.evidence(asked, keys), other.evidence(asked, keys))
    if engine.name != "grams":  # it gives no evidence, of any key
        with pytest.raises(EngineFailed):
            engine.evidence(query("rektor"), ["k5"])


def test_what_is_discarded_is_gone(opened, place, oracle):
    engine = opened(place)
    fill(engine, ["k5", "k2"])
    engine.discard()
    fill(engine)
    engine.commit()
    assert keys_of(engine.search(query("rektor"), 9)) == expected(oracle("rektor"))


def test_a_generation_never_changes_so_a_commit_seals_an_engine_in_it(engine):
    before = engine.search(query("rektor"), 9)
    for change in (lambda: fill(engine), lambda: engine.remove(["k5"]), engine.commit):
        with pytest.raises(EngineFailed):
            change()
    engine.discard()
    assert engine.search(query("rektor"), 9) == before


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_passages_give_the_same_bytes(opened, place, tmp_path):
    (tmp_path / "second").mkdir()
    second = replace(place, folder=tmp_path / "second")
    for where in (place, second):
        engine = opened(where)
        fill(engine)
        engine.commit()
    assert files(place.folder) == files(second.folder)


def test_a_damaged_or_missing_file_is_reported(opened, place, kind):
    engine = opened(place)
    fill(engine)
    address = engine.commit()
    engine.close()
    for name, whole in files(place.folder).items():
        path = place.folder / name
        for broken in (b"", b"not an index", whole[: len(whole) // 2], None):
            path.unlink()
            if broken is not None:
                path.write_bytes(broken)
            with pytest.raises((DamagedIndex, EngineFailed)) as caught:
                opened(place, address)
            if isinstance(caught.value, DamagedIndex):
                assert caught.value.file.split(".")[0] == name.split(".")[0]
            path.write_bytes(whole)


def test_an_unknown_name_is_an_error(place):
    with pytest.raises(EngineMissing):
        open_engine("bm26", place)


# What only some engines know.


def test_evidence_has_the_terms_that_a_passage_holds(place):
    engine = open_engine("bm25", place)
    fill(engine)
    engine.commit()
    asked = query("rektor betaler rektor for matematikk")
    assert list(dict.fromkeys(asked.terms)) == ["rektor", "betale", "matematikk"]
    held = engine.evidence(asked, ["k2", "k5", "k6", "k4"]).held
    assert held.tolist() == [
        [True, True, False],
        [True, False, False],
        [False, False, True],
        [False, False, False],
    ]
    assert engine.evidence(query("og"), ["k2"]).held.shape == (1, 0)


def test_statistics_count_the_passages_that_hold_a_term(place):
    engine = open_engine("bm25", place)
    fill(engine)
    engine.commit()
    told = engine.statistics(["rektor", "lærer", "romferd"])
    assert told.passages == 7
    assert told.holders == {"rektor": 2, "lærer": 4, "romferd": 0}


@pytest.mark.parametrize("name", ["dense", "sentences"])
def test_evidence_has_the_cosines(place, name):
    engine = open_engine(name, place)
    fill(engine)
    engine.commit()
    asked = query("videreutdanning og rektor")
    told = engine.evidence(asked, ["k2", "k5"])
    if name == "dense":
        whole = [TOY.encode_query(PASSAGES[key].indexed_text) for key in ("k2", "k5")]
        assert told.cosine == pytest.approx([v @ asked.vector for v in whole], abs=1e-6)
    else:
        for key, cosines in zip(("k2", "k5"), told.sentence_cosines, strict=True):
            own = [TOY.encode_query(sentence) @ asked.vector for sentence in TEXTS[key]]
            assert cosines == pytest.approx(own, abs=1e-6)


def test_maxsim_is_the_best_cosine_of_each_token_by_passage_and_by_sentence(place):
    engine = open_engine("tokens", place)
    fill(engine)
    engine.commit()
    asked = query("rektor sparer")
    (found,) = engine.evidence(asked, ["k2"]).maxsim
    for line, text in enumerate([" ".join(TEXTS["k2"]), *TEXTS["k2"]]):
        words = np.stack([TOY.direction(w.strip(".")) for w in text.split()])
        # Eight bits a number: cosines are kept within .01.
        assert found[line] == pytest.approx((asked.tokens @ words.T).max(axis=1), abs=0.01)


# The far end of a remote engine fails in its own ways.


@pytest.fixture
def remote(place) -> Iterator[RemoteEngine]:
    engine = RemoteEngine(place)
    fill(engine)
    engine.commit()
    yield engine
    engine.close()


def test_a_fault_at_the_far_end_is_named(remote):
    remote.behave("fail")
    with pytest.raises(EngineFailed) as caught:
        remote.search(query("rektor"), 3)
    assert (caught.value.name, caught.value.reason) == ("remote-bm25", "failed")
    assert "down" in caught.value.detail
    assert keys_of(remote.search(query("rektor"), 3)) == ["k5", "k2"]


@pytest.mark.parametrize("how", ["lose", "late"])
def test_a_call_without_an_answer_is_a_timeout_and_the_next_one_has_its_own_answer(remote, how):
    remote.behave(how)
    remote.limit = 0.0  # no answer comes at all, so waiting is of no use
    with pytest.raises(EngineFailed) as caught:
        remote.search(query("rektor"), 3)
    assert caught.value.reason == "timeout"
    remote.limit = 60.0
    assert keys_of(remote.search(query("matematikk"), 3)) == ["k6"]
    assert keys_of(remote.search(query("rektor"), 3)) == ["k5", "k2"]
