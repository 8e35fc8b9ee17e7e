"""A BEIR corpus → an index folder, so that the shipped search runs on it like on any other."""

from __future__ import annotations

import hashlib
from itertools import groupby
from pathlib import Path

from kompetanse_qa.building import Building, MadeOf
from kompetanse_qa.encoders import Encoder, open_encoder
from kompetanse_qa.errors import DamagedIndex, IndexMismatch, NoIndex
from kompetanse_qa.evaluation.beir import CORPUS, read_corpus
from kompetanse_qa.norwegian import ANALYZER
from kompetanse_qa.records import Passage, ReportCard
from kompetanse_qa.store.generations import EncoderIdentity, Store

AS_GIVEN = "beir/1"
"""Stands in the manifest where reading and chunking do: the passages are taken as they are."""


def index_corpus(folder: Path, cache: Path, encoder_name: str) -> Path:
    """Return the folder, below ``cache``, of an index of the corpus; made if it isn't current.

    Raises BadInput, EncoderMissing, IndexLocked.
    """
    encoder = open_encoder(encoder_name)
    store = Store(cache_of(folder, cache, encoder))
    identity = EncoderIdentity.of(encoder)
    passages = read_corpus(folder)
    corpus = {Path(CORPUS).stem: hashlib.sha256((folder / CORPUS).read_bytes()).hexdigest()}
    made_of = MadeOf(
        reading=AS_GIVEN,
        chunking=AS_GIVEN,
        reports=corpus,
        entries={},
        skipped={},
        skipped_files=(),
    )
    with store.writing() as writer:
        if not _is_current(store, identity, corpus):
            with Building(writer, encoder, store.folder) as building:
                for doc, members in groupby(passages, key=lambda passage: passage.report_id):
                    document = list(members)
                    building.add(_card(doc, document), document)
                building.commit(made_of)
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


def _card(doc: str, passages: list[Passage]) -> ReportCard:
    """The card of one document; its passages stand together."""
    return ReportCard(
        id=doc,
        title=passages[0].title,
        authors=(),
        publisher=None,
        year=None,
        url=None,
        source=CORPUS,
        descriptive_title=False,
        listed=False,
        passages=len(passages),
    )
