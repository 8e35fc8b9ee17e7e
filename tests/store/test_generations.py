"""The index folder: a reader sees the old index or the new one, and nothing between."""

from __future__ import annotations

import os
import shutil
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
from kompetanse_qa.records import Skipped
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
    with pytest.raises(NoIndex) as caught:
        Store(tmp_path).current()
    assert caught.value.folder == tmp_path
    assert not Store(tmp_path).exists()
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_made_with_the_folders_above_it(tmp_path: Path):
    store = Store(tmp_path / "far" / "down")
    assert add_generation(store) == "gen-000001"
    assert store.exists()


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


def test_a_manifest_is_text_that_can_be_read_and_compared():
    manifest = Manifest(
        format_version=4,
        encoder=EncoderIdentity(name="toy", dimension=64, fingerprint="f"),
        analyzer="a", reading="r", chunking="c", counts={"reports": 1},
        engines={"bm25": "bm25.npz"}, reports={"ø": "0"}, entries={}, skipped={"x.bin": "1"},
        skipped_files=(Skipped(path="x.bin", reason="binary"),), created="2026",
    )  # fmt: skip
    text = """{
 "analyzer": "a",
 "chunking": "c",
 "counts": {
  "reports": 1
 },
 "created": "2026",
 "encoder": {
  "dimension": 64,
  "fingerprint": "f",
  "name": "toy"
 },
 "engines": {
  "bm25": "bm25.npz"
 },
 "entries": {},
 "format_version": 4,
 "reading": "r",
 "reports": {
  "ø": "0"
 },
 "skipped": {
  "x.bin": "1"
 },
 "skipped_files": [
  {
   "detail": "",
   "path": "x.bin",
   "reason": "binary"
  }
 ]
}
"""
    assert manifest.to_json() == text
    assert Manifest.from_json(text) == manifest


def test_no_text_is_read_or_written_in_the_machine_s_own_encoding(tmp_path: Path):
    once, twice = add_generation(Store(tmp_path)), add_generation(Store(tmp_path))
    done = subprocess.run(
        [
            *(sys.executable, "-X", "warn_default_encoding"),
            *("-W", "error::EncodingWarning:kompetanse_qa.store.generations"),
            "-c",
            "import sys; from pathlib import Path\n"
            "from kompetanse_qa.store.generations import Store\n"
            "store = Store(Path(sys.argv[1]))\n"
            "print(store.current().name)\n"
            "with store.writing() as writer:\n"
            "    print(writer.undo().name)",
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [twice, once]
    assert Store(tmp_path).current().name == once


def test_undo_goes_back_one_and_then_there_is_nothing_to_go_back_to(tmp_path: Path):
    store = Store(tmp_path)
    add_generation(store)
    add_generation(store)
    with store.writing() as writer:
        assert [path.name for path in writer.kept()] == ["gen-000001", "gen-000002"]
        assert writer.undo().name == "gen-000001"
        assert [path.name for path in writer.kept()] == ["gen-000001"]
        with pytest.raises(NothingToUndo) as caught:
            writer.undo()
    assert caught.value.folder == tmp_path
    assert store.current().name == "gen-000001"


def test_undo_goes_back_step_by_step_where_more_was_left(tmp_path: Path):
    store = Store(tmp_path)
    for _ in range(3):
        add_generation(store)
    shutil.copytree(tmp_path / "gen-000002", tmp_path / "gen-000001")  # its removal was cut off
    with store.writing() as writer:
        assert [writer.undo().name, writer.undo().name] == ["gen-000002", "gen-000001"]
    assert sorted(p.name for p in tmp_path.glob("gen-*")) == ["gen-000001"]


def test_undo_passes_over_what_was_never_in_use(tmp_path: Path):
    store = Store(tmp_path)
    add_generation(store)
    add_generation(store)
    shutil.copytree(tmp_path / "gen-000002", tmp_path / "gen-000003")
    with store.writing() as writer:
        assert writer.undo().name == "gen-000001"


def test_without_a_generation_in_use_there_is_nothing_to_undo(tmp_path: Path):
    (tmp_path / "gen-000001").mkdir()
    with Store(tmp_path).writing() as writer, pytest.raises(NothingToUndo):
        writer.undo()


def test_folders_of_other_names_are_nobody_s_generation(tmp_path: Path):
    store = Store(tmp_path)
    for name in ("gen-kopi", "2024", "gen-"):
        (tmp_path / name).mkdir()
    names = [add_generation(store) for _ in range(3)]
    assert names == ["gen-000001", "gen-000002", "gen-000003"]
    assert all((tmp_path / name).is_dir() for name in ("gen-kopi", "2024", "gen-"))


@pytest.mark.skipif(os.name == "nt", reason="Windows orders its own renames")
def test_everything_is_on_disk_before_current_names_it(tmp_path: Path, monkeypatch):
    events: list[str] = []
    real = {"fsync": os.fsync, "rename": os.rename, "replace": os.replace}

    def fsync(descriptor: int) -> None:
        known = [tmp_path, *tmp_path.rglob("*")]
        found = next(p for p in known if os.path.samestat(os.fstat(descriptor), p.stat()))
        events.append(f"sync {found.relative_to(tmp_path).as_posix()}")
        real["fsync"](descriptor)

    def moving(kind: str):
        def move(old: Path, new: Path) -> None:
            events.append(f"{old.name} → {new.name}")
            real[kind](old, new)

        return move

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", moving("rename"))
    monkeypatch.setattr(os, "replace", moving("replace"))
    with Store(tmp_path).writing() as writer:
        making = writer.begin()
        (making / "manifest.json").write_text(MANIFEST.to_json(), encoding="utf-8")
        (making / "vectors").write_text("x", encoding="utf-8")
        writer.commit(making)
    assert events == [
        "sync making-gen-000001/manifest.json",
        "sync making-gen-000001/vectors",
        "sync making-gen-000001",
        "making-gen-000001 → gen-000001",
        "sync .",
        "sync CURRENT.new",
        "CURRENT.new → CURRENT",
        "sync .",
    ]
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == "gen-000001\n"


def test_what_an_interrupted_writer_left_is_removed_by_the_next(tmp_path: Path):
    store = Store(tmp_path)
    add_generation(store)
    with store.writing() as writer:
        (writer.begin() / "half").write_text("x", encoding="utf-8")
    assert store.current().name == "gen-000001"
    assert add_generation(store) == "gen-000002"
    assert not list(tmp_path.glob("making-*"))


def test_what_is_abandoned_is_gone_at_once_and_may_be_gone_before(tmp_path: Path):
    with Store(tmp_path).writing() as writer:
        making = writer.begin()
        (making / "half").write_text("x", encoding="utf-8")
        writer.abandon(making)
        assert not making.exists()
        writer.abandon(making)
    assert not Store(tmp_path).exists()


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
        with pytest.raises(IndexLocked) as caught, Store(tmp_path).writing():
            pass
        assert caught.value.folder == tmp_path
        assert (tmp_path / "lock").exists()
        holder.kill()
    assert add_generation(Store(tmp_path)) == "gen-000001"


def test_another_format_is_refused_with_both_versions(tmp_path: Path):
    store = Store(tmp_path)
    with pytest.raises(IndexMismatch) as caught:
        add_generation(store, replace(MANIFEST, format_version=99))
    assert (caught.value.index_has, caught.value.program_has) == ("99", str(FORMAT_VERSION))
    assert (caught.value.folder, caught.value.what) == (tmp_path, "format")


@pytest.mark.parametrize("content", ["", "gen-000009", "../elsewhere", "\udcff", "gen-kopi"])
def test_a_pointer_to_nothing_is_damage_and_not_a_crash(tmp_path: Path, content: str):
    (tmp_path / "gen-kopi").mkdir()
    (tmp_path / "CURRENT").write_text(content, encoding="utf-8", errors="surrogateescape")
    assert Store(tmp_path).exists()
    with pytest.raises(DamagedIndex) as caught:
        Store(tmp_path).current()
    assert (caught.value.folder, caught.value.file) == (tmp_path, "CURRENT")
    broken = "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"
    assert caught.value.detail == (broken if content == "\udcff" else content)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        ("", "Expecting value: line 1 column 1 (char 0)"),
        ("[]", "'list' object has no attribute 'get'"),
        (f'{{"format_version": {FORMAT_VERSION}}}', "'encoder'"),
    ],
)
def test_a_manifest_that_is_none_is_damage_and_not_a_crash(
    tmp_path: Path, content: str, detail: str
):
    folder = tmp_path / add_generation(Store(tmp_path))
    (folder / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(DamagedIndex) as caught:
        Store(tmp_path).current()
    assert (caught.value.folder, caught.value.detail) == (tmp_path, detail)
    assert caught.value.file == "gen-000001/manifest.json"


def test_a_manifest_that_is_gone_or_has_other_fields_is_damage(tmp_path: Path):
    folder = tmp_path / add_generation(Store(tmp_path))
    text = MANIFEST.to_json().replace('"analyzer"', '"analyser"')
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(DamagedIndex, match="analyser"):
        Store(tmp_path).current()
    (folder / "manifest.json").unlink()
    with pytest.raises(DamagedIndex, match="No such file"):
        Store(tmp_path).current()
