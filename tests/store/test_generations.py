"""The index folder: a reader sees the old index or the new one, and nothing between."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kompetanse_qa.errors import (
    DamagedIndex,
    IndexLocked,
    IndexMismatch,
    NoIndex,
    NothingToUndo,
)
from kompetanse_qa.store.generations import FORMAT_VERSION, EncoderIdentity, Manifest, Store

MANIFEST = Manifest(
    format_version=FORMAT_VERSION,
    encoder=EncoderIdentity(name="toy", dimension=64, fingerprint="f"),
    analyzer="a", reading="r", chunking="c", counts={"reports": 1, "passages": 2},
    engines={"bm25": "bm25.npz"},
    reports={"x": "0"}, entries={"x": "None"}, skipped={}, skipped_files=(),
    created="2026-01-01T00:00:00+00:00",
)  # fmt: skip


def add_generation(store: Store, manifest: Manifest = MANIFEST) -> str:
    with store.writing() as writer:
        making = writer.begin()
        (making / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
        return writer.commit(making).name


def test_an_empty_folder_has_no_index_and_reading_leaves_it_empty(tmp_path: Path):
    with pytest.raises(NoIndex):
        Store(tmp_path).current()
    assert list(tmp_path.iterdir()) == []


def test_the_new_generation_is_current_and_only_the_one_before_stays(tmp_path: Path):
    store = Store(tmp_path)
    names = [add_generation(store) for _ in range(3)]
    assert names == ["gen-000001", "gen-000002", "gen-000003"]
    assert store.current().name == "gen-000003"
    assert sorted(p.name for p in tmp_path.glob("gen-*")) == ["gen-000002", "gen-000003"]


def test_a_manifest_is_read_back_as_it_was_written(tmp_path: Path):
    store = Store(tmp_path)
    add_generation(store)
    assert store.current().manifest == MANIFEST


def test_undo_goes_back_one_and_then_there_is_nothing_to_go_back_to(tmp_path: Path):
    store = Store(tmp_path)
    add_generation(store)
    add_generation(store)
    with store.writing() as writer:
        assert writer.undo().name == "gen-000001"
        with pytest.raises(NothingToUndo):
            writer.undo()
    assert store.current().name == "gen-000001"


def test_what_an_interrupted_writer_left_is_removed_by_the_next(tmp_path: Path):
    store = Store(tmp_path)
    add_generation(store)
    with store.writing() as writer:
        (writer.begin() / "half").write_text("x", encoding="utf-8")
    assert store.current().name == "gen-000001"
    assert add_generation(store) == "gen-000002"
    assert not list(tmp_path.glob("making-*"))


def test_a_generation_that_was_complete_but_never_in_use_is_passed_over(tmp_path: Path):
    store = Store(tmp_path)
    add_generation(store)
    (tmp_path / "gen-000002").mkdir()  # a crash after the folder's rename, before CURRENT's
    assert store.current().name == "gen-000001"
    assert add_generation(store) == "gen-000003"
    assert sorted(p.name for p in tmp_path.glob("gen-*")) == ["gen-000001", "gen-000003"]


def test_another_process_that_writes_keeps_us_out_and_its_death_lets_us_in(tmp_path: Path):
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path\n"
            "from kompetanse_qa.store.generations import Store\n"
            "with Store(Path(sys.argv[1])).writing():\n"
            "    print('held', flush=True); sys.stdin.read()",
            str(tmp_path),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(IndexLocked), Store(tmp_path).writing():
            pass
        holder.kill()
    assert add_generation(Store(tmp_path)) == "gen-000001"


def test_another_format_is_refused_with_both_versions(tmp_path: Path):
    store = Store(tmp_path)
    with pytest.raises(IndexMismatch) as caught:
        add_generation(store, replace(MANIFEST, format_version=99))
    assert (caught.value.index_has, caught.value.program_has) == ("99", str(FORMAT_VERSION))


@pytest.mark.parametrize("content", ["", "gen-000009", "../elsewhere", "\udcff"])
def test_a_pointer_to_nothing_is_damage_and_not_a_crash(tmp_path: Path, content: str):
    (tmp_path / "CURRENT").write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(DamagedIndex):
        Store(tmp_path).current()
