"""Faults in words; the trace of one that nobody foresaw goes to the crash log."""

from __future__ import annotations

import tempfile
import traceback
from datetime import datetime

from kompetanse_qa.errors import KompetanseError
from kompetanse_qa.sitting.state import StateFolder
from kompetanse_qa.texts import talk
from kompetanse_qa.texts.sitting import explain_fault

CRASH_LOG = "crash.log"


def tell_fault(error: Exception, state: StateFolder) -> str:
    """What went wrong and what to do about it; where the trace is, if it is none of ours."""
    if isinstance(error, KompetanseError | OSError):
        return explain_fault(error)
    return talk.UNEXPECTED.format(error=error, path=log_crash(error, state))


def log_crash(error: BaseException, state: StateFolder) -> str:
    """Put the trace of a fault behind those before it in the crash log; returns its path.

    If nothing can be written in the state folder, the file goes where temporary files go.
    """
    when = datetime.now().isoformat(" ", "seconds")
    trace = f"{when}\n{''.join(traceback.format_exception(error))}\n"
    path = state.path / CRASH_LOG
    try:
        state.path.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(trace)
    except OSError:
        with tempfile.NamedTemporaryFile(
            "w", prefix="kompetanse-qa-", suffix=".log", delete=False, encoding="utf-8"
        ) as other:
            other.write(trace)
        return other.name
    return str(path)
