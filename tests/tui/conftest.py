"""Every story on the screen begins without a past."""

from __future__ import annotations

from pathlib import Path

import pytest

from kompetanse_qa.tui.state_folder import VARIABLE


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where history and settings are kept."""
    folder = tmp_path / "state"
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder
