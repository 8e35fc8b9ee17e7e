"""Exit codes that scripts rely on (wrong usage is argparse's own 2)."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
NOT_FOUND: Final = 1
USAGE: Final = 2
FAULT: Final = 3
SKIPPED: Final = 4
INTERRUPTED: Final = 130
