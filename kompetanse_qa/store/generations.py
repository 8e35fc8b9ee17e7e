"""The index folder: generations, manifest, lock, and the switch from one to the next.

    index/CURRENT               the generation in use, written last, by rename
    index/gen-000007/           manifest.json, passages.sqlite, one file for each engine
    index/embeddings.sqlite     vectors by the hash of (encoder, text): reuse and resume
    index/lock                  one writer; readers need none

A generation is complete before CURRENT names it, and is never changed afterwards, so a reader
sees the old index or the new one and nothing between. The generation before stays, for undo.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kompetanse_qa.encoders import Encoder
from kompetanse_qa.errors import (
    DamagedIndex,
    IndexLocked,
    IndexMismatch,
    NoIndex,
    NothingToUndo,
)
from kompetanse_qa.records import Skipped

FORMAT_VERSION = 4

_CURRENT = "CURRENT"
_PREFIX = "gen-"


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderIdentity:
    """Which encoder made the vectors."""

    name: str
    dimension: int
    fingerprint: str

    @classmethod
    def of(cls, encoder: Encoder) -> EncoderIdentity:
        """That of this encoder."""
        return cls(name=encoder.name, dimension=encoder.dimension, fingerprint=encoder.fingerprint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation was made of and with."""

    format_version: int
    encoder: EncoderIdentity
    analyzer: str
    reading: str
    chunking: str
    counts: dict[str, int]
    """``reports`` and ``passages``."""
    engines: dict[str, str]
    """Name → the address that the engine is opened by."""
    reports: dict[str, str]
    """Report id → sha256 of its file."""
    entries: dict[str, str]
    """Report id → its entry in the corpus manifest, as it was read."""
    skipped: dict[str, str]
    """Path → sha256 of the files that could not be read, so that they are not tried again."""
    skipped_files: tuple[Skipped, ...]
    created: str
    """ISO 8601, UTC."""

    def to_json(self) -> str:
        """The manifest file's content, keys in a set order."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Read a manifest file's content; KeyError, TypeError or ValueError if it is none."""
        data: dict[str, Any] = json.loads(text)
        data["encoder"] = EncoderIdentity(**data["encoder"])
        data["skipped_files"] = tuple(Skipped(**s) for s in data["skipped_files"])
        return cls(**data)


class Generation:
    """One complete index on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name
        self.manifest = self._read_manifest()

    def _read_manifest(self) -> Manifest:
        path = self.folder / "manifest.json"
        try:
            text = path.read_text(encoding="utf-8")
            version = json.loads(text).get("format_version")
        except (OSError, ValueError, AttributeError) as error:
            raise self._damaged(error) from error
        if version != FORMAT_VERSION:
            raise IndexMismatch(self.folder.parent, "format", str(version), str(FORMAT_VERSION))
        try:
            return Manifest.from_json(text)
        except (KeyError, TypeError, ValueError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> DamagedIndex:
        return DamagedIndex(self.folder.parent, f"{self.name}/manifest.json", str(error))


class Store:
    """The index folder. Nothing is written before `writing` is entered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Generation:
        """The generation in use; NoIndex where there is none."""
        try:
            name = (self.folder / _CURRENT).read_text(encoding="utf-8").strip()
        except FileNotFoundError as error:
            raise NoIndex(self.folder) from error
        except (OSError, UnicodeDecodeError) as error:
            raise DamagedIndex(self.folder, _CURRENT, str(error)) from error
        if not _is_generation(name) or not (self.folder / name).is_dir():
            raise DamagedIndex(self.folder, _CURRENT, name)
        return Generation(self.folder / name)

    def exists(self) -> bool:
        """Whether a generation is in use, readable or not."""
        return (self.folder / _CURRENT).exists()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Hold the only right to write; IndexLocked if another process has it.

        The system frees the lock of a process that dies.
        """
        import filelock

        self.folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.folder / "lock", timeout=0)
        try:
            lock.acquire()
        except filelock.Timeout as error:
            raise IndexLocked(self.folder) from error
        try:
            yield Writer(self)
        finally:
            lock.release()


class Writer:
    """Makes new generations; exists only while the lock is held."""

    def __init__(self, store: Store) -> None:
        self._folder = store.folder
        self._current = self._name_in_use()

    def _name_in_use(self) -> str | None:
        path = self._folder / _CURRENT
        return path.read_text(encoding="utf-8").strip() if path.exists() else None

    def begin(self) -> Path:
        """An empty folder for the next generation; left-overs of an interrupted one are removed."""
        for left_over in self._folder.glob("making-*"):
            shutil.rmtree(left_over)
        folder = self._folder / f"making-{self._next_name()}"
        folder.mkdir()
        return folder

    def abandon(self, making: Path) -> None:
        """Remove a folder that will not be finished."""
        shutil.rmtree(making, ignore_errors=True)  # what is left goes with the next `begin`

    def commit(self, making: Path) -> Generation:
        """Make the finished folder the generation in use, in one atomic step."""
        for path in sorted(making.iterdir()):
            _sync(path)
        _sync(making)
        name = making.name.removeprefix("making-")
        os.rename(making, self._folder / name)
        _sync(self._folder)
        before, self._current = self._current, name
        self._point_to(name)
        for folder in self._generations():
            if folder.name not in (name, before):
                shutil.rmtree(folder)
        return Generation(self._folder / name)

    def undo(self) -> Generation:
        """Go back to the generation before the one in use, which is removed."""
        earlier = [g for g in self._generations() if self._current and g.name < self._current]
        if not earlier:
            raise NothingToUndo(self._folder)
        newest, dropped = earlier[-1], self._current
        self._point_to(newest.name)
        self._current = newest.name
        if dropped:
            shutil.rmtree(self._folder / dropped)
        return Generation(newest)

    def kept(self) -> list[Path]:
        """The complete generations on disk, oldest first."""
        return self._generations()

    def _point_to(self, name: str) -> None:
        new = self._folder / "CURRENT.new"
        new.write_text(name + "\n", encoding="utf-8")
        _sync(new)
        os.replace(new, self._folder / _CURRENT)
        _sync(self._folder)

    def _generations(self) -> list[Path]:
        return sorted(p for p in self._folder.iterdir() if _is_generation(p.name))

    def _next_name(self) -> str:
        # Past every folder there is, also one that a crash left complete but not yet in use.
        names = [g.name for g in self._generations()]
        last = max((int(name.removeprefix(_PREFIX)) for name in names), default=0)
        return f"{_PREFIX}{last + 1:06d}"


def _is_generation(name: str) -> bool:
    return name.startswith(_PREFIX) and name.removeprefix(_PREFIX).isdigit()


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows can't open a folder, and orders its own renames
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
