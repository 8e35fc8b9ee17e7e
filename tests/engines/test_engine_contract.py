"""What every engine promises, checked on each against stock code as the oracle."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from rank_bm25 import BM25Okapi

from kompetanse_qa.encoders.toy import ToyEncoder
from kompetanse_qa.engines import Engine
from kompetanse_qa.engines.bm25 import Bm25
from kompetanse_qa.engines.vectors import Vectors
from kompetanse_qa.errors import DamagedIndex
from kompetanse_qa.records import Passage, Position

TEXTS = (
    "Skoleeier har ansvar for kompetanseutvikling",
    "Lærerne deltok i skolebasert kompetanseutvikling",
    "Rektor leder utviklingsarbeid på skolen",
    "Lærerne deltok i skolebasert kompetanseutvikling",  # the text of row 1 once more
    "Barnehagen er ikke med i undersøkelsen",
    "Videreutdanning gir studiepoeng",
    "Lærerne ønsker videreutdanning i matematikk",
)
QUESTIONS = (
    "lærerne og videreutdanning",
    "skolebasert kompetanseutvikling",
    "rektor rektor skolen",
)


def passages(texts=TEXTS):
    return [
        Passage(
            id=f"r:{number}",
            report_id="r",
            title="",
            year=None,
            headings=(),
            position=Position(start=0, end=len(text)),
            kind="paragraph",
            text=text,
            sentences=(),
            anchors=(),
        )
        for number, text in enumerate(texts)
    ]


def words(text: str) -> list[str]:
    return text.lower().split()


def char_trigrams(text: str) -> list[str]:
    return [text[i : i + 3] for i in range(len(text) - 2)]


def dense_oracle(question: str, texts) -> np.ndarray:
    encoder = ToyEncoder()
    rows = [passage.indexed_text for passage in passages(texts)]
    return encoder.encode_passages(rows, lambda done: None) @ encoder.encode_query(question)


def bm25_oracle(question: str, texts, analyze=words) -> np.ndarray:
    """Stock scores; NaN for a row without a token of the question, which is not ranked."""
    tokens = [analyze(passage.indexed_text) for passage in passages(texts)]
    scores = BM25Okapi(tokens).get_scores(analyze(question))
    return np.where([bool(set(row) & set(analyze(question))) for row in tokens], scores, np.nan)


ENGINES: dict[str, tuple[Callable[[], Engine], Callable]] = {
    "bm25": (lambda: Bm25(words), bm25_oracle),
    "trigrams": (
        lambda: Bm25(char_trigrams, name="trigrams"),
        lambda question, texts: bm25_oracle(question, texts, char_trigrams),
    ),
    "dense": (lambda: Vectors(ToyEncoder()), dense_oracle),
}


@pytest.fixture(params=ENGINES)
def kind(request):
    return request.param


@pytest.fixture
def new_engine(kind) -> Callable[[], Engine]:
    return ENGINES[kind][0]


@pytest.fixture
def oracle(kind) -> Callable:
    return ENGINES[kind][1]


@pytest.fixture
def engine(new_engine) -> Engine:
    engine = new_engine()
    engine.build(passages())
    return engine


def expected(scores: np.ndarray, depth: int, allowed=None) -> list[int]:
    """Rows by falling score; among scores that agree to 6 digits, by rising row."""
    rows = [row for row in range(len(scores)) if not np.isnan(scores[row])]
    if allowed is not None:
        rows = [row for row in rows if allowed[row]]
    return sorted(rows, key=lambda row: (-round(float(scores[row]), 6), row))[:depth]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("depth", [1, 2, 3, 7])
def test_ranking_is_the_oracles(engine, oracle, question, depth):
    scores = oracle(question, TEXTS)
    ranking = engine.search(question, depth)
    assert [scored.row for scored in ranking] == expected(scores, depth)
    for scored in ranking:
        assert scored.score == pytest.approx(scores[scored.row], rel=1e-6, abs=1e-7)


def test_equal_passages_have_equal_scores_and_the_lower_row_comes_first(engine):
    ranking = engine.search("lærerne deltok i skolebasert kompetanseutvikling", 2)
    assert [scored.row for scored in ranking] == [1, 3]
    assert ranking[0].score == ranking[1].score


def test_of_many_equal_passages_the_lowest_rows_are_kept(new_engine):
    """1,003 passages, all the same but every hundredth: the best 5 are the first 5 others."""
    texts = ["rektor" if row % 100 == 0 else "lærerne deltok" for row in range(1003)]
    engine = new_engine()
    engine.build(passages(texts))
    assert [s.row for s in engine.search("lærerne deltok", 5)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_filter_is_applied_before_ranking(engine, oracle, question):
    allowed = np.array([True, False, True, True, False, True, True])
    rows = [scored.row for scored in engine.search(question, 3, allowed)]
    assert rows == expected(oracle(question, TEXTS), 3, allowed)


def test_a_filter_that_allows_nothing_gives_an_empty_ranking(engine):
    assert engine.search("lærerne", 5, np.zeros(len(TEXTS), np.bool_)) == ()


def test_depth_beyond_the_corpus_gives_every_row_once(engine, oracle):
    scores = oracle("lærerne", TEXTS)
    rows = [scored.row for scored in engine.search("lærerne", 1000)]
    assert rows == expected(scores, 1000)
    assert len(rows) == np.count_nonzero(~np.isnan(scores))


def test_depth_zero_gives_an_empty_ranking(engine):
    assert engine.search("lærerne", 0) == ()


def test_an_empty_corpus_gives_an_empty_ranking(new_engine, tmp_path):
    engine = new_engine()
    assert engine.search("lærerne", 5) == ()
    engine.build([])
    assert len(engine) == 0
    assert engine.search("lærerne", 5) == ()
    engine.save(tmp_path)
    again = new_engine()
    again.load(tmp_path)
    assert again.search("lærerne", 5) == ()


def test_one_passage_is_found(new_engine):
    engine = new_engine()
    engine.build(passages(["Lærerne deltok"]))
    assert [scored.row for scored in engine.search("lærerne", 5)] == [0]


def test_what_was_saved_and_loaded_ranks_the_same(engine, new_engine, tmp_path):
    engine.save(tmp_path)
    loaded = new_engine()
    loaded.load(tmp_path)
    assert len(loaded) == len(TEXTS)
    for question in QUESTIONS:
        assert loaded.search(question, 7) == engine.search(question, 7)


def test_building_again_forgets_what_was_there(engine, oracle):
    engine.build(passages(TEXTS[4:]))
    assert len(engine) == 3
    rows = [scored.row for scored in engine.search("videreutdanning", 7)]
    assert rows == expected(oracle("videreutdanning", TEXTS[4:]), 7)


def saved_file(engine: Engine, folder: Path) -> Path:
    folder.mkdir()
    engine.save(folder)
    (file,) = folder.iterdir()
    return file


def test_the_same_rows_give_the_same_bytes(new_engine, tmp_path):
    files = []
    for name in ("first", "second"):
        engine = new_engine()
        engine.build(passages())
        files.append(saved_file(engine, tmp_path / name).read_bytes())
    assert files[0] == files[1]


def test_a_damaged_or_missing_file_is_reported_with_its_name(engine, new_engine, tmp_path):
    file = saved_file(engine, tmp_path / "index")
    whole = file.read_bytes()
    for broken in (b"", b"not an index", whole[: len(whole) // 2]):
        file.write_bytes(broken)
        with pytest.raises(DamagedIndex) as caught:
            new_engine().load(file.parent)
        assert caught.value.file == file.name
    file.unlink()
    with pytest.raises(DamagedIndex):
        new_engine().load(file.parent)
