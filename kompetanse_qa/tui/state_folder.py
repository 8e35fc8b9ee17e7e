"""What is remembered between runs: the questions that were asked, and the settings."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

VARIABLE = "KOMPETANSE_QA_STATE"
"""Environment variable that names another folder than the user's own."""
MOST_QUESTIONS = 500
DEFAULT_THEME = "dark"
_HISTORY = "history.jsonl"
_SETTINGS = "settings.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user has chosen."""

    theme: str = DEFAULT_THEME


class StateFolder:
    """A folder of the user's.

    A file that can't be understood counts as empty: nothing in it is worth a fault at start-up.
    Writing raises OSError.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or _users_own()

    def history(self) -> list[str]:
        """The questions of earlier runs, oldest first."""
        questions = (_decoded(line) for line in self._read(_HISTORY).splitlines())
        return [q for q in questions if isinstance(q, str)][-MOST_QUESTIONS:]

    def keep_history(self, questions: list[str]) -> None:
        """Keep the last questions, one JSON string a line."""
        lines = [json.dumps(q, ensure_ascii=False) + "\n" for q in questions[-MOST_QUESTIONS:]]
        self._write(_HISTORY, "".join(lines))

    def settings(self) -> Settings:
        """The settings of earlier runs."""
        found = _decoded(self._read(_SETTINGS))
        theme = found.get("theme") if isinstance(found, dict) else None
        return Settings(theme=theme) if isinstance(theme, str) else Settings()

    def keep_settings(self, settings: Settings) -> None:
        """Keep the settings."""
        self._write(_SETTINGS, json.dumps(asdict(settings)) + "\n")

    def _read(self, name: str) -> str:
        try:
            return (self.path / name).read_text("utf-8", "replace")
        except OSError:
            return ""

    def _write(self, name: str, text: str) -> None:
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


def _decoded(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
