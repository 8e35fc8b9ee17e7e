"""What several tests stand on: a small corpus with the toy encoder, and the real one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from running import ROOT

from kompetanse_qa.indexing import build_index
from kompetanse_qa.store import embeddings

# Two threads of a small matrix product wait for each other on a busy machine; read at first use.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

KOMPOST = """# Kompost i skolehagen

Kommunen kjøpte 14 kompostbinger til skolehagene i 2019. Bingene ble satt opp av vaktmesterne.

## Erfaringer

Lærerne mente at elevene lærte mest om nedbryting når de selv vendte komposten hver uke.
Rektor la vekt på at arbeidet måtte fordeles mellom trinnene.
"""
BUSS = """# Skolebuss på Vestøya

Skolebussen går to ganger om dagen og tar 32 elever. Sjåføren venter ti minutter ved fergekaia.

## Kostnader

Fylket betaler 480 kroner for hver tur, og kommunen dekker ventetiden.
"""
MANIFEST = """[kompost]
title = "Kompost i skolehagen"
authors = ["Kari Anne Nordmann", "Ola Berg"]
publisher = "Hagekontoret"
year = 2020

[buss]
title = "Skolebuss på Vestøya"
publisher = "Vestøya kommune"
year = 2015
url = "https://example.org/buss"
"""


@pytest.fixture(autouse=True, scope="session")
def _state_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """History and settings of the one who runs the tests are left alone."""
    os.environ["KOMPETANSE_QA_STATE"] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    """Two short reports with a manifest."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "kompost.md").write_text(KOMPOST, encoding="utf-8")
    (corpus / "buss.md").write_text(BUSS, encoding="utf-8")
    (corpus / "reports.toml").write_text(MANIFEST, encoding="utf-8")
    return corpus


@pytest.fixture
def small_index(small_corpus: Path, tmp_path: Path) -> Path:
    """The small corpus, indexed with the toy encoder."""
    build_index(small_corpus, tmp_path / "index", encoder="toy")
    return tmp_path / "index"


@pytest.fixture(scope="session")
def real_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five reports, indexed with the bundled encoder; once for all workers.

    Vectors that this checkout's own index has kept are taken along: a fresh clone has none.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, kept = shared / "real-index", ROOT / "index" / embeddings.FILE
    with FileLock(shared / "real.lock"):
        if kept.is_file() and not folder.exists():
            folder.mkdir()
            shutil.copy(kept, folder)
        build_index(ROOT / "corpus", folder)
    return folder
