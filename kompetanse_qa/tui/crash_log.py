"""The trace of a crash, in a file, with a sentence that says where."""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path

from kompetanse_qa.texts import tui


def write_crash_log(folder: Path) -> str:
    """Write the fault under way to a file in ``folder``; returns what to tell the user.

    If nothing can be written there, the file goes where temporary files go.
    """
    trace = traceback.format_exc()
    path = folder / "crash.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(trace, "utf-8")
    except OSError:
        with tempfile.NamedTemporaryFile(
            "w", prefix="kompetanse-qa-", suffix=".log", delete=False, encoding="utf-8"
        ) as file:
            file.write(trace)
        path = Path(file.name)
    return tui.CRASHED.format(error=sys.exc_info()[1], path=path)
