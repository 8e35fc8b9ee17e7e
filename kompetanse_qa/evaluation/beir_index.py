"""A BEIR corpus → an index folder, so that the shipped search runs on it like on any other."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from kompetanse_qa.encoders import Encoder, open_encoder
from kompetanse_qa.errors import DamagedIndex, IndexMismatch, NoIndex
from kompetanse_qa.evaluation.beir import CORPUS, read_corpus
from kompetanse_qa.indexing import write_searchable
from kompetanse_qa.norwegian import ANALYZER
from kompetanse_qa.records import Passage, ReportCard
from kompetanse_qa.store.generations import FORMAT_VERSION, EncoderIdentity, Manifest, Store

AS_GIVEN = "beir/1"
"""Stands in the manifest where reading and chunking do: the passages are taken as they are."""


def index_corpus(folder: Path, cache: Path, encoder_name: str) -> Path:
    """Return the folder, below ``cache``, of an index of the corpus; made if it isn't current.

    Raises BadInput, EncoderMissing, IndexLocked.
    """
    encoder = open_encoder(encoder_name)
    store = Store(cache_of(folder, cache, encoder))
    identity = EncoderIdentity(
        name=encoder.name, dimension=encoder.dimension, fingerprint=encoder.fingerprint
    )
    passages = read_corpus(folder)
    corpus = {Path(CORPUS).stem: hashlib.sha256((folder / CORPUS).read_bytes()).hexdigest()}
    with store.writing() as writer:
        if not _is_current(store, identity, corpus):
            cards = _cards(passages)
            making = writer.begin()
            write_searchable(making, store.folder, cards, passages, encoder, _silent)
            manifest = Manifest(
                format_version=FORMAT_VERSION,
                encoder=identity,
                analyzer=ANALYZER,
                reading=AS_GIVEN,
                chunking=AS_GIVEN,
                counts={"reports": len(cards), "passages": len(passages)},
                reports=corpus,
                entries={},
                skipped={},
                skipped_files=(),
                created=datetime.now(UTC).isoformat(timespec="seconds"),
            )
            (making / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
            writer.commit(making)
    return store.folder


def cache_of(folder: Path, cache: Path, encoder: Encoder) -> Path:
    """Where `index_corpus` keeps the index: one for each encoder, since embedding takes long."""
    return cache / f"{folder.name}-{encoder.fingerprint[:12]}"


def _is_current(store: Store, identity: EncoderIdentity, corpus: dict[str, str]) -> bool:
    try:
        manifest = store.current().manifest
    except (NoIndex, IndexMismatch, DamagedIndex):
        return False
    return (manifest.encoder, manifest.analyzer, manifest.chunking, manifest.reports) == (
        identity,
        ANALYZER,
        AS_GIVEN,
        corpus,
    )


def _cards(passages: list[Passage]) -> list[ReportCard]:
    """One card for each document; its passages stand together."""
    cards = []
    for doc, group in groupby(passages, key=lambda passage: passage.report_id):
        members = list(group)
        cards.append(
            ReportCard(
                id=doc,
                title=members[0].title,
                authors=(),
                publisher=None,
                year=None,
                url=None,
                source=CORPUS,
                descriptive_title=False,
                listed=False,
                passages=len(members),
            )
        )
    return cards


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""
