"""Reports to a generation: written as they come, embedded in windows, committed in one step.

Reports stream through: `Building.add` writes one report's passages to disk, `Building.commit`
reads them back a window at a time, embeds them, hands them to every engine, and puts the manifest
together. No more than a window of passages or vectors is held, whatever the size of the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType

from kompetanse_qa.embedding import Embedder
from kompetanse_qa.encoders import Encoder
from kompetanse_qa.engines import Batch, Engine, Place, built_in, open_engine
from kompetanse_qa.norwegian import ANALYZER
from kompetanse_qa.records import Passage, ReportCard, Skipped
from kompetanse_qa.store.generations import (
    FORMAT_VERSION,
    EncoderIdentity,
    Generation,
    Manifest,
    Writer,
)
from kompetanse_qa.store.passages import Passages, PassageWriter

WINDOW = 1024
"""Passages that are embedded together: many enough for batches of like length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeOf:
    """What a generation is made of, for its manifest."""

    reading: str
    chunking: str
    reports: dict[str, str]
    """Report id → sha256 of its file."""
    entries: dict[str, str]
    """Report id → its entry in the corpus manifest."""
    skipped: dict[str, str]
    """Path → sha256 of files that could not be read."""
    skipped_files: tuple[Skipped, ...]


class Building:
    """One generation that is being made; left by an exception, nothing of it counts."""

    def __init__(
        self,
        writer: Writer,
        encoder: Encoder,
        kept: Path,
        engines: Sequence[str] = (),
        progress: Callable[[int, int], None] = lambda done, of: None,
    ) -> None:
        """``kept`` is the folder where vectors stay from run to run; no ``engines``: built-in ones.

        ``progress`` is told how many of how many new passages are embedded.
        """
        self._writer, self._encoder = writer, encoder
        self._folder = writer.begin()
        try:
            self._engines = self._opened(engines or built_in(encoder))
            self._passages = PassageWriter(self._folder)
            self._embedder = Embedder(encoder, kept, progress)
        except BaseException:
            writer.abandon(self._folder)
            raise

    def _opened(self, names: Sequence[str]) -> list[Engine]:
        place = Place.of(self._folder, self._encoder)
        return [open_engine(name, place) for name in names]

    def __enter__(self) -> Building:
        """Use as a context manager: see the class."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of everything that was not committed."""
        if kind is not None:
            self._passages.discard()
            for engine in self._engines:
                engine.discard()
                engine.close()
            self._writer.abandon(self._folder)
        self._embedder.close()

    def add(self, card: ReportCard, passages: Sequence[Passage]) -> None:
        """Take in one report."""
        self._passages.add(card, passages)
        self._embedder.expect(passages)

    def remove(self, keys: Sequence[str]) -> None:
        """Let engines that outlive a generation forget passages that are gone from the corpus."""
        for engine in self._engines:
            engine.remove(keys)

    @property
    def reports(self) -> int:
        """Reports taken in so far."""
        return self._passages.reports

    @property
    def embedded(self) -> int:
        """Passages that had to be embedded."""
        return self._embedder.embedded

    def commit(self, made_of: MadeOf) -> Generation:
        """Embed and index what was taken in, and make it the generation in use."""
        self._passages.commit()
        with closing(Passages(self._folder)) as passages:
            for window in _windows(passages):
                self._index(passages, window)
        addresses = {engine.name: engine.commit() for engine in self._engines}
        for engine in self._engines:
            engine.close()
        self._embedder.forget_others()
        manifest = Manifest(
            format_version=FORMAT_VERSION,
            encoder=EncoderIdentity.of(self._encoder),
            analyzer=ANALYZER,
            reading=made_of.reading,
            chunking=made_of.chunking,
            counts={"reports": self._passages.reports, "passages": self._passages.passages},
            engines=addresses,
            reports=made_of.reports,
            entries=made_of.entries,
            skipped=made_of.skipped,
            skipped_files=made_of.skipped_files,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        (self._folder / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
        return self._writer.commit(self._folder)

    def _index(self, passages: Passages, window: Sequence[Passage]) -> None:
        """Hand a window to the engines, a batch for each report."""
        pairs = zip(window, self._embedder.vectors(window), strict=True)
        for report, members in groupby(pairs, key=lambda pair: pair[0].report_id):
            own, vectors = zip(*members, strict=True)
            batch = Batch(card=passages.card(report), passages=own, vectors=vectors)
            for engine in self._engines:
                engine.add(batch)


def _windows(passages: Passages) -> Iterator[list[Passage]]:
    for start in range(0, passages.count, WINDOW):
        yield passages.rows(start, start + WINDOW)
