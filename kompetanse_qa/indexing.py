"""Corpus to index: only what changed is read, only new text is embedded, one atomic switch."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from kompetanse_qa.encoders import DEFAULT_ENCODER
from kompetanse_qa.errors import (
    DamagedIndex,
    EmptyCorpus,
    IndexMismatch,
    NoCorpus,
    NoIndex,
    UnreadableReport,
)
from kompetanse_qa.records import Skipped
from kompetanse_qa.store import DEFAULT_CORPUS, DEFAULT_INDEX
from kompetanse_qa.store.generations import EncoderIdentity, Generation, Manifest, Store, Writer

if TYPE_CHECKING:
    from kompetanse_qa.building import Building

Stage = Literal["reading", "embedding"]


class Progress(Protocol):
    """Told how far a stage has come; called often, so it must be cheap."""

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """``done`` of ``total`` files (reading) or texts (embedding)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run of `build_index` did."""

    generation: str
    reports: int
    passages: int
    embedded: int
    """Passages and sentences that had to be embedded; the others were known."""
    read: tuple[str, ...]
    """Reports that were read anew, by id."""
    removed: tuple[str, ...]
    """Reports that were in the index before and are gone from the corpus."""
    unlisted: tuple[str, ...]
    """Reports without an entry in the corpus manifest."""
    skipped: tuple[Skipped, ...]
    unchanged: bool
    """Nothing had changed, and nothing was written."""
    seconds: float


def build_index(
    corpus: Path | str = DEFAULT_CORPUS,
    index: Path | str = DEFAULT_INDEX,
    *,
    encoder: str | None = None,
    engines: Sequence[str] = (),
    progress: Progress | None = None,
) -> Summary:
    """Bring the index up to date with the corpus.

    ``encoder`` is a name as in `encoders.open_encoder`, ``engines`` are names as in
    `engines.open_engine`; without them the index keeps those that it has, and a new index gets
    the bundled model and the built-in engines. Safe to interrupt: the index in use stays
    as it is until the new one is complete, and vectors that were made are kept for the next run.

    Raises NoCorpus, EmptyCorpus, IndexLocked, EncoderMissing, EngineMissing, EngineFailed,
    BadManifest.
    """
    started = time.perf_counter()
    corpus, store = Path(corpus), Store(Path(index))
    if not corpus.is_dir():
        raise NoCorpus(corpus)
    with store.writing() as writer:
        before = _usable(store)
        run = _Run(corpus, store, before, encoder, progress or _silent, engines)
        return run.carry_out(writer, started)


def is_current(corpus: Path | str = DEFAULT_CORPUS, index: Path | str = DEFAULT_INDEX) -> bool:
    """Whether `build_index` would find nothing to do; reads, never writes."""
    corpus, store = Path(corpus), Store(Path(index))
    if not corpus.is_dir():
        raise NoCorpus(corpus)
    return _Run(corpus, store, _usable(store), None, _silent).nothing_to_do()


def undo_index(index: Path | str = DEFAULT_INDEX) -> str:
    """Go back to the index before the last change; returns its generation."""
    with Store(Path(index)).writing() as writer:
        return writer.undo().name


def _silent(stage: Stage, done: int, total: int) -> None:
    """Tell nobody."""


def _usable(store: Store) -> Generation | None:
    # Whatever can't be used is simply built again: an index is derived, nothing in it is lost.
    try:
        return store.current()
    except (NoIndex, IndexMismatch, DamagedIndex):
        return None


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    name: str
    sha256: str
    entry: str

    @property
    def id(self) -> str:
        return self.path.stem


@dataclass(frozen=True, slots=True)
class _Taken:
    """What became of the files."""

    read: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


class _Run:
    """One run: what the corpus holds now against what the index held before."""

    def __init__(
        self,
        corpus: Path,
        store: Store,
        before: Generation | None,
        encoder: str | None,
        progress: Progress,
        engines: Sequence[str] = (),
    ) -> None:
        from kompetanse_qa.chunking import CHUNKING
        from kompetanse_qa.encoders import open_encoder
        from kompetanse_qa.engines import built_in
        from kompetanse_qa.norwegian import ANALYZER
        from kompetanse_qa.reports import READING
        from kompetanse_qa.reports.manifest import load_manifest

        self._corpus, self._store, self._before, self._progress = corpus, store, before, progress
        kept = before.manifest.encoder.name if before else DEFAULT_ENCODER
        self._encoder = open_encoder(encoder or kept)
        self._identity = EncoderIdentity.of(self._encoder)
        same_encoder = before is not None and before.manifest.encoder == self._identity
        had = tuple(before.manifest.engines) if before and same_encoder else ()
        self._engines = tuple(engines) or had or built_in(self._encoder)
        self._analyzer, self._reading, self._chunking = ANALYZER, READING, CHUNKING
        self._entries = load_manifest(corpus)

    def nothing_to_do(self) -> bool:
        return self._before is not None and self._same(self._files(), self._before.manifest)

    def carry_out(self, writer: Writer, started: float) -> Summary:
        from kompetanse_qa.building import Building, MadeOf

        files = self._files()
        if self._before and self._same(files, self._before.manifest):
            return self._summary(self._before.manifest, self._before.name, started, unchanged=True)

        def embedding(done: int, of: int) -> None:
            self._progress("embedding", done, of)

        kept = self._store.folder
        with Building(writer, self._encoder, kept, self._engines, embedding) as building:
            taken = self._take_in(files, building)
            if not building.reports:
                raise EmptyCorpus(self._corpus, tuple(taken.skipped))
            left_out = {skipped.path for skipped in taken.skipped}
            made_of = MadeOf(
                reading=self._reading,
                chunking=self._chunking,
                reports={f.id: f.sha256 for f in files if f.name not in left_out},
                entries={f.id: f.entry for f in files if f.name not in left_out},
                skipped={f.name: f.sha256 for f in files if f.name in left_out},
                skipped_files=tuple(taken.skipped),
            )
            generation = building.commit(made_of)
            embedded = building.embedded
        return self._summary(
            generation.manifest,
            generation.name,
            started,
            embedded=embedded,
            read=tuple(taken.read),
            unlisted=tuple(taken.unlisted),
        )

    def _files(self) -> list[_File]:
        from kompetanse_qa.reports import find_files

        return [
            _File(
                path,
                path.relative_to(self._corpus).as_posix(),
                _sha256(path),
                repr(self._entries.get(path.stem)),
            )
            for path in find_files(self._corpus)
        ]

    def _same(self, files: Sequence[_File], manifest: Manifest) -> bool:
        return (
            self._same_program(manifest)
            and manifest.encoder == self._identity
            and manifest.analyzer == self._analyzer
            and set(manifest.engines) == set(self._engines)
            and all(_unchanged(file, manifest) for file in files)
            and len(files) == len(manifest.reports) + len(manifest.skipped)
        )

    def _same_program(self, manifest: Manifest) -> bool:
        return manifest.reading == self._reading and manifest.chunking == self._chunking

    def _take_in(self, files: Sequence[_File], building: Building) -> _Taken:
        """Hand every readable file on, report by report; unchanged ones come from the index."""
        from kompetanse_qa.chunking import passages as passages_of
        from kompetanse_qa.reports import read_report
        from kompetanse_qa.store.passages import Passages, card_of

        taken = _Taken()
        before = self._before.manifest if self._before else None
        old = Passages(self._before.folder) if self._before else None
        reusable = before is not None and self._same_program(before)
        gone = set(old.keys()) if old else set()
        first: dict[str, str] = {}
        for done, file in enumerate(files):
            self._progress("reading", done, len(files))
            if first.setdefault(file.id, file.name) != file.name:
                detail = first[file.id]
                taken.skipped.append(Skipped(path=file.name, reason="duplicate", detail=detail))
                continue
            if old and before and reusable and _in_index(file, before):
                card, passages = old.card(file.id), old.of_report(file.id)
            else:
                try:
                    report = read_report(file.path, self._corpus, self._entries.get(file.id))
                except UnreadableReport as error:
                    reason, detail = error.reason, error.detail
                    taken.skipped.append(Skipped(path=file.name, reason=reason, detail=detail))
                    continue
                passages = passages_of(report)
                card = card_of(report, len(passages))
                taken.read.append(report.id)
            if not card.listed:
                taken.unlisted.append(card.id)
            gone -= {passage.id for passage in passages}
            building.add(card, passages)
        self._progress("reading", len(files), len(files))
        if old:
            old.close()
        building.remove(sorted(gone))
        return taken

    def _summary(
        self,
        manifest: Manifest,
        generation: str,
        started: float,
        *,
        embedded: int = 0,
        read: tuple[str, ...] = (),
        unlisted: tuple[str, ...] = (),
        unchanged: bool = False,
    ) -> Summary:
        was = self._before.manifest.reports if self._before else {}
        return Summary(
            generation=generation,
            reports=manifest.counts["reports"],
            passages=manifest.counts["passages"],
            embedded=embedded,
            read=read,
            removed=tuple(sorted(set(was) - set(manifest.reports))),
            unlisted=unlisted,
            skipped=manifest.skipped_files,
            unchanged=unchanged,
            seconds=time.perf_counter() - started,
        )


def _in_index(file: _File, manifest: Manifest) -> bool:
    return (
        manifest.reports.get(file.id) == file.sha256 and manifest.entries.get(file.id) == file.entry
    )


def _unchanged(file: _File, manifest: Manifest) -> bool:
    return _in_index(file, manifest) or manifest.skipped.get(file.name) == file.sha256


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""  # reading it as a report will say what is wrong
