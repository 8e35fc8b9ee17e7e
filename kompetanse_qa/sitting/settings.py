"""The settings: what the user has chosen, for this run and the next."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from kompetanse_qa.sitting.state import StateFolder

FILE = "settings.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user has chosen."""

    theme: str = "dark"
    """The name of one of `tui.themes.THEMES`."""

    @classmethod
    def kept_in(cls, state: StateFolder) -> Settings:
        """The settings of the last run; the defaults where they can't be understood."""
        try:
            theme = json.loads(state.read(FILE))["theme"]
        except (ValueError, TypeError, KeyError):
            return cls()
        return cls(theme=theme) if isinstance(theme, str) else cls()

    def keep_in(self, state: StateFolder) -> None:
        """Keep them for the next run. Raises OSError."""
        state.write(FILE, json.dumps(asdict(self)) + "\n")
