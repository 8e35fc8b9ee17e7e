"""The command line: parse, carry out one command, turn its outcome into an exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from kompetanse_qa.answering import THRESHOLD
from kompetanse_qa.cli.exits import FAULT, INTERRUPTED, USAGE
from kompetanse_qa.cli.parser import parse
from kompetanse_qa.errors import (
    BadInput,
    EmptyQuestion,
    KompetanseError,
    NothingMatchesFilters,
    UnknownPassage,
    UnknownReport,
    UnknownSystem,
)
from kompetanse_qa.texts import explain, talk

# What the user can mend by writing the command otherwise, as against what is wrong on the machine.
_USAGE_FAULTS = (
    BadInput,
    EmptyQuestion,
    NothingMatchesFilters,
    UnknownPassage,
    UnknownReport,
    UnknownSystem,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code."""
    # Two threads of the small matrix products of a question wait for each other on a busy machine.
    # Read when numpy is loaded, which no command has done yet.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    args = parse(argv, THRESHOLD)
    try:
        code = _carry_out(args)
        sys.stdout.flush()
        return code
    except KompetanseError as error:
        _say(explain(error))
        return USAGE if isinstance(error, _USAGE_FAULTS) else FAULT
    except KeyboardInterrupt:
        _say(talk.INDEX_INTERRUPTED if args.command == "index" else talk.INTERRUPTED)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (`| head`) has what it wanted. What is still in the buffer
        # goes nowhere, so that Python does not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        _say(talk.UNEXPECTED.format(error=error, path=_log(error)))
        return FAULT


def _carry_out(args: Namespace) -> int:
    # Each command is imported when it is asked for: `--help` and `reports` load no engine.
    match args.command:
        case "index":
            from kompetanse_qa.cli.index import index as command
        case "ask":
            from kompetanse_qa.cli.ask import ask as command
        case "batch":
            from kompetanse_qa.cli.batch import batch as command
        case "reports":
            from kompetanse_qa.cli.reports import reports as command
        case "show":
            from kompetanse_qa.cli.show import show as command
        case "cite":
            from kompetanse_qa.cli.cite import cite as command
        case "verify":
            from kompetanse_qa.cli.verify import verify as command
        case "tui":
            from kompetanse_qa.cli.tui import tui as command
        case "serve":
            from kompetanse_qa.cli.serve import serve as command
        case "eval":
            from kompetanse_qa.cli.eval import evaluate as command
        case "doctor":
            from kompetanse_qa.cli.doctor import doctor as command
        case _ if _at_a_terminal() and not args.plain:
            from kompetanse_qa.cli.tui import tui as command
        case _:
            from kompetanse_qa.cli.plain import plain as command
    return command(args)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _log(error: Exception) -> str:
    """Write the trace to a file, so that the screen stays readable; returns its path."""
    from kompetanse_qa.sitting.faults import log_crash
    from kompetanse_qa.sitting.state import StateFolder

    return log_crash(error, StateFolder())
