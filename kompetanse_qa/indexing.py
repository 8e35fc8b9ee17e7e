"""Corpus to index: only what changed is read, only new text is embedded, one atomic switch."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Protocol

from kompetanse_qa.encoders import DEFAULT_ENCODER, Encoder
from kompetanse_qa.errors import (
    DamagedIndex,
    EmptyCorpus,
    IndexMismatch,
    NoCorpus,
    NoIndex,
    UnreadableReport,
)
from kompetanse_qa.records import Passage, ReportCard, Skipped
from kompetanse_qa.store.generations import (
    FORMAT_VERSION,
    EncoderIdentity,
    Generation,
    Manifest,
    Store,
    Writer,
)

DEFAULT_CORPUS = Path("corpus")
DEFAULT_INDEX = Path("index")

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
    progress: Progress | None = None,
) -> Summary:
    """Bring the index up to date with the corpus.

    ``encoder`` is a name as in `engines.encoders.open_encoder`; without it the index keeps the
    one it has, and a new index gets the bundled model. Safe to interrupt: the index in use stays
    as it is until the new one is complete, and vectors that were made are kept for the next run.

    Raises NoCorpus, EmptyCorpus, IndexLocked, EncoderMissing, BadManifest.
    """
    started = time.perf_counter()
    corpus, store = Path(corpus), Store(Path(index))
    if not corpus.is_dir():
        raise NoCorpus(corpus)
    with store.writing() as writer:
        before = _usable(store)
        run = _Run(corpus, store, before, encoder, progress or _silent)
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


class _Run:
    """One run: what the corpus holds now against what the index held before."""

    def __init__(
        self,
        corpus: Path,
        store: Store,
        before: Generation | None,
        encoder: str | None,
        progress: Progress,
    ) -> None:
        from kompetanse_qa.chunking import CHUNKING
        from kompetanse_qa.encoders import open_encoder
        from kompetanse_qa.norwegian import ANALYZER
        from kompetanse_qa.reports import READING
        from kompetanse_qa.reports.manifest import load_manifest

        self._corpus, self._store, self._before, self._progress = corpus, store, before, progress
        kept = before.manifest.encoder.name if before else DEFAULT_ENCODER
        self._encoder = open_encoder(encoder or kept)
        self._identity = EncoderIdentity(
            name=self._encoder.name,
            dimension=self._encoder.dimension,
            fingerprint=self._encoder.fingerprint,
        )
        self._analyzer, self._reading, self._chunking = ANALYZER, READING, CHUNKING
        self._entries = load_manifest(corpus)

    def nothing_to_do(self) -> bool:
        return self._before is not None and self._same(self._files(), self._before.manifest)

    def carry_out(self, writer: Writer, started: float) -> Summary:
        files = self._files()
        if self._before and self._same(files, self._before.manifest):
            return self._summary(self._before.manifest, self._before.name, started, unchanged=True)
        cards, passages, skipped, read = self._passages(files)
        if not cards:
            raise EmptyCorpus(self._corpus, tuple(skipped))
        making = writer.begin()
        embedded = write_searchable(
            making, self._store.folder, cards, passages, self._encoder, self._progress
        )
        skipped_paths = {s.path for s in skipped}
        manifest = Manifest(
            format_version=FORMAT_VERSION,
            encoder=self._identity,
            analyzer=self._analyzer,
            reading=self._reading,
            chunking=self._chunking,
            counts={"reports": len(cards), "passages": len(passages)},
            reports={f.id: f.sha256 for f in files if f.name not in skipped_paths},
            entries={f.id: f.entry for f in files if f.name not in skipped_paths},
            skipped={f.name: f.sha256 for f in files if f.name in skipped_paths},
            skipped_files=tuple(skipped),
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        (making / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
        generation = writer.commit(making)
        return self._summary(
            manifest,
            generation.name,
            started,
            embedded=embedded,
            read=tuple(read),
            unlisted=tuple(card.id for card in cards if not card.listed),
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
            and all(_unchanged(file, manifest) for file in files)
            and len(files) == len(manifest.reports) + len(manifest.skipped)
        )

    def _same_program(self, manifest: Manifest) -> bool:
        return manifest.reading == self._reading and manifest.chunking == self._chunking

    def _passages(
        self, files: Sequence[_File]
    ) -> tuple[list[ReportCard], list[Passage], list[Skipped], list[str]]:
        """Cards and passages of every readable file; unchanged reports come from the index."""
        from kompetanse_qa.chunking import passages as passages_of
        from kompetanse_qa.reports import read_report
        from kompetanse_qa.store.passages import Passages, card_of

        cards: list[ReportCard] = []
        passages: list[Passage] = []
        skipped: list[Skipped] = []
        read: list[str] = []
        reusable = self._before and self._same_program(self._before.manifest)
        old = Passages(self._before.folder) if self._before and reusable else None
        taken: dict[str, str] = {}
        for done, file in enumerate(files):
            self._progress("reading", done, len(files))
            if taken.setdefault(file.id, file.name) != file.name:
                first = taken[file.id]
                skipped.append(Skipped(path=file.name, reason="duplicate", detail=first))
                continue
            if old and self._before and _in_index(file, self._before.manifest):
                cards.append(old.card(file.id))
                passages.extend(old.of_report(file.id))
                continue
            try:
                report = read_report(file.path, self._corpus, self._entries.get(file.id))
            except UnreadableReport as error:
                skipped.append(Skipped(path=file.name, reason=error.reason, detail=error.detail))
                continue
            found = passages_of(report)
            cards.append(card_of(report, len(found)))
            passages.extend(found)
            read.append(report.id)
        self._progress("reading", len(files), len(files))
        if old:
            old.close()
        return cards, passages, skipped, read

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


def write_searchable(
    making: Path,
    kept: Path,
    cards: Sequence[ReportCard],
    passages: Sequence[Passage],
    encoder: Encoder,
    progress: Progress,
) -> int:
    """Write every file of a generation but its manifest; returns how many texts were embedded.

    ``kept`` is the folder where vectors are kept from run to run.
    """
    from kompetanse_qa.ranking import Ranker
    from kompetanse_qa.store.passages import write_passages

    write_passages(making, cards, passages)
    ranker = Ranker(encoder)
    embedded = ranker.build(passages, kept, lambda done, of: progress("embedding", done, of))
    ranker.save(making)
    return embedded
