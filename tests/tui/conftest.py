"""Every story on the screen begins without a past."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kompetanse_qa.indexing import build_index
from kompetanse_qa.sitting.state import VARIABLE


@pytest.fixture
def small_index(small_corpus: Path, tmp_path: Path) -> Path:
    """The small corpus without token vectors: what was learned with real ones then says nothing."""
    build_index(small_corpus, tmp_path / "index", encoder="toy")
    return tmp_path / "index"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder where history and settings are kept.

    A fault that the screen outlived is a fault all the same: a test that expects one takes its
    log away.
    """
    folder = tmp_path / "state"
    monkeypatch.setenv(VARIABLE, str(folder))
    yield folder
    log = folder / "crash.log"
    assert not log.is_file(), log.read_text("utf-8")
