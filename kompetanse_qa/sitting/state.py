"""The folder where a user's history, settings and crash log are kept between runs."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "KOMPETANSE_QA_STATE"
"""Environment variable that names another folder than the user's own."""


class StateFolder:
    """Files of the user's; one that can't be read counts as empty, so that no start fails."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or _users_own()

    def read(self, name: str) -> str:
        """The text of a file; empty if there is none."""
        try:
            return (self.path / name).read_text("utf-8", "replace")
        except OSError:
            return ""

    def write(self, name: str, text: str) -> None:
        """Put a text in place of the file's. Raises OSError."""
        self.path.mkdir(parents=True, exist_ok=True)
        # Two windows may write at once, and neither may leave half a file.
        new = self.path / f"{name}.{os.getpid()}"
        new.write_text(text, "utf-8")
        new.replace(self.path / name)


def _users_own() -> Path:
    if named := os.environ.get(VARIABLE):
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path("kompetanse-qa", appauthor=False)
