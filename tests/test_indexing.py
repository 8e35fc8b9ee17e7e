"""Indexing: only what changed is done again, and an interruption breaks nothing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kompetanse_qa.encoders import DEFAULT_ENCODER
from kompetanse_qa.errors import EmptyCorpus, NoCorpus
from kompetanse_qa.indexing import build_index, is_current, undo_index
from kompetanse_qa.search import open_index
from kompetanse_qa.store.generations import Store


def ids(index: Path) -> list[str]:
    with open_index(index) as opened:
        return [p.id for card in opened.reports for p in opened.passages_of(card.id)]


def test_an_unchanged_corpus_embeds_nothing_and_writes_nothing(small_corpus, small_index):
    before = {p: p.stat().st_mtime_ns for p in small_index.rglob("*") if p.is_file()}
    done = build_index(small_corpus, small_index)
    assert (done.unchanged, done.embedded, done.read) == (True, 0, ())
    after = {p: p.stat().st_mtime_ns for p in small_index.rglob("*") if p.name != "lock"}
    assert {p: t for p, t in before.items() if p.name != "lock"} == {
        p: t for p, t in after.items() if p.is_file()
    }


def test_a_changed_report_is_read_alone_and_only_its_new_text_is_embedded(
    small_corpus, small_index
):
    path = small_corpus / "buss.md"
    path.write_text(path.read_text(encoding="utf-8").replace("480", "510"), encoding="utf-8")
    done = build_index(small_corpus, small_index)
    assert done.read == ("buss",)
    assert done.embedded == 1  # the passage with the new figure
    with open_index(small_index) as index:
        assert any("510 kroner" in p.text for p in index.passages_of("buss"))


def test_an_added_report_is_read_alone(small_corpus, small_index):
    (small_corpus / "ny.txt").write_text("Svømmehallen åpnet i 2011.", encoding="utf-8")
    done = build_index(small_corpus, small_index)
    assert (done.read, done.embedded, done.reports) == (("ny",), 1, 3)
    assert done.unlisted == ("ny",)


def test_a_renamed_report_is_not_embedded_again(small_corpus, small_index):
    manifest = small_corpus / "reports.toml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("[buss]", "[skolebuss]"), encoding="utf-8"
    )
    (small_corpus / "buss.md").rename(small_corpus / "skolebuss.md")
    done = build_index(small_corpus, small_index)
    assert (done.read, done.removed, done.embedded) == (("skolebuss",), ("buss",), 0)


def test_a_removed_report_is_gone_and_the_other_is_not_touched(small_corpus, small_index):
    (small_corpus / "buss.md").unlink()
    done = build_index(small_corpus, small_index)
    assert (done.read, done.removed, done.embedded, done.reports) == ((), ("buss",), 0, 1)
    with open_index(small_index) as index:
        assert [card.id for card in index.reports] == ["kompost"]


def test_new_metadata_alone_is_noticed(small_corpus, small_index):
    manifest = small_corpus / "reports.toml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("2015", "2016"), encoding="utf-8"
    )
    assert not is_current(small_corpus, small_index)
    build_index(small_corpus, small_index)
    with open_index(small_index) as index:
        assert index.report("buss").year == 2016
    assert is_current(small_corpus, small_index)


def test_a_file_that_cannot_be_read_is_named_and_does_not_stop_the_others(
    small_corpus, small_index
):
    (small_corpus / "tom.txt").write_bytes(b"")
    (small_corpus / "latin.txt").write_bytes("Blåbærsyltetøy på brødskiva".encode("latin-1"))
    (small_corpus / "bilde.txt").write_bytes(bytes(range(256)) * 8)
    done = build_index(small_corpus, small_index)
    assert {s.path: s.reason for s in done.skipped} == {
        "bilde.txt": "binary",
        "latin.txt": "encoding",
        "tom.txt": "empty",
    }
    assert done.reports == 2
    again = build_index(small_corpus, small_index)
    assert again.unchanged
    assert len(again.skipped) == 3  # still said, though not tried again


def test_a_file_that_was_skipped_is_read_once_it_is_mended(small_corpus, small_index):
    path = small_corpus / "tom.txt"
    path.write_bytes(b"")
    build_index(small_corpus, small_index)
    path.write_text("Nå står det noe her.", encoding="utf-8")
    done = build_index(small_corpus, small_index)
    assert (done.read, done.skipped) == (("tom",), ())


def test_a_second_file_of_the_same_name_is_skipped_and_says_which_came_first(
    small_corpus, small_index
):
    (small_corpus / "gammel").mkdir()
    (small_corpus / "gammel" / "buss.md").write_text("Den gamle bussen.", encoding="utf-8")
    done = build_index(small_corpus, small_index)
    assert [(s.path, s.reason, s.detail) for s in done.skipped] == [
        ("gammel/buss.md", "duplicate", "buss.md")
    ]
    assert done.reports == 2


def test_when_nothing_can_be_read_the_index_stays_as_it_was(small_corpus, small_index):
    before = ids(small_index)
    for path in small_corpus.glob("*.md"):
        path.write_bytes(b"")
    with pytest.raises(EmptyCorpus) as caught:
        build_index(small_corpus, small_index)
    assert {s.reason for s in caught.value.skipped} == {"empty"}
    assert ids(small_index) == before


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(NoCorpus):
        build_index(tmp_path / "nowhere", tmp_path / "index")


def test_undo_brings_the_old_text_back(small_corpus, small_index):
    before = ids(small_index)
    (small_corpus / "buss.md").unlink()
    build_index(small_corpus, small_index)
    assert ids(small_index) != before
    assert undo_index(small_index) == "gen-000001"
    assert ids(small_index) == before


def test_the_same_corpus_gives_the_same_bytes(small_corpus, small_index, tmp_path):
    build_index(small_corpus, tmp_path / "other", encoder="toy-tokens")
    one, other = small_index / "gen-000001", tmp_path / "other" / "gen-000001"
    names = {path.name for path in one.iterdir()} - {"manifest.json"}
    assert len(names) == 9
    for name in sorted(names):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


def test_a_damaged_index_is_built_again(small_corpus, small_index):
    before = ids(small_index)
    (Store(small_index).current().folder / "manifest.json").write_text("{", encoding="utf-8")
    assert not build_index(small_corpus, small_index).unchanged
    assert ids(small_index) == before


def test_an_index_of_an_older_format_is_made_anew_with_the_encoder_of_today(
    small_corpus, small_index
):
    before = ids(small_index)
    manifest = Store(small_index).current().folder / "manifest.json"
    older = json.loads(manifest.read_text(encoding="utf-8")) | {"format_version": 2}
    manifest.write_text(json.dumps(older), encoding="utf-8")
    done = build_index(small_corpus, small_index)
    assert (done.unchanged, done.embedded) == (False, done.passages)
    assert ids(small_index) == before
    with open_index(small_index) as index:
        assert index.manifest.encoder.name == DEFAULT_ENCODER


def test_another_encoder_makes_all_vectors_again(small_corpus, small_index):
    done = build_index(small_corpus, small_index, encoder="multilingual-e5-small")
    assert done.embedded == done.passages
    with open_index(small_index) as index:
        assert index.manifest.encoder.name == "multilingual-e5-small"


# The child tells each step before it takes it; the parent kills it (SIGKILL) at the step it was
# asked for, so every one of the moments is met for certain, with no clock involved.
_BUILD_AND_DIE = """
import os, signal, sys
from pathlib import Path
import kompetanse_qa.store.generations as generations
from kompetanse_qa.encoders.toy import ToyEncoder
import kompetanse_qa.indexing as indexing
import kompetanse_qa.embedding as embedding

corpus, index, moment = sys.argv[1:]
steps = 0

def step(event, arguments):
    global steps
    if event in ("open", "os.rename", "os.mkdir", "sqlite3.connect", "os.remove", "shutil.rmtree"):
        if str(arguments[0]).startswith(index):
            steps += 1
            if steps == int(moment):
                os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(step)
embedding._SAVE_EVERY = 1
indexing.build_index(corpus, index)
print(steps)
"""


def test_killed_at_any_moment_the_index_in_use_answers_and_the_next_run_goes_on(
    small_corpus, small_index, tmp_path
):
    before = ids(small_index)
    for number in range(5):
        (small_corpus / f"ny{number}.txt").write_text(
            f"Rapport nummer {number} handler om sak {number * 7}.", encoding="utf-8"
        )
    expected = tmp_path / "undisturbed"
    build_index(small_corpus, expected, encoder="toy-tokens")
    after = ids(expected)
    killed = 0
    embedded_at_last = None
    for moment in range(1, 60):
        died = subprocess.run(
            [sys.executable, "-c", _BUILD_AND_DIE, small_corpus, small_index, str(moment)],
            capture_output=True,
            check=False,
        )
        if died.returncode == 0:
            break
        assert died.returncode == -signal.SIGKILL, died.stderr.decode()
        killed += 1
        # Complete, and the old one or the new one: never a mixture, never unreadable.
        assert ids(small_index) in (before, after)
        embedded_at_last = moment
    assert killed >= 10
    assert embedded_at_last is not None
    assert build_index(small_corpus, small_index).unchanged
    assert ids(small_index) == after


def test_an_interrupted_run_leaves_its_vectors_to_the_next(small_corpus, tmp_path, monkeypatch):
    monkeypatch.setattr("kompetanse_qa.embedding._SAVE_EVERY", 1)
    total = 0

    def stop_after_two(stage: str, done: int, of: int) -> None:
        nonlocal total
        if stage == "embedding":
            total = of
            if done == 3:
                raise KeyboardInterrupt

    index = tmp_path / "index"
    with pytest.raises(KeyboardInterrupt):
        build_index(small_corpus, index, encoder="toy-tokens", progress=stop_after_two)
    assert not Store(index).exists()
    assert build_index(small_corpus, index, encoder="toy-tokens").embedded == total - 2
