"""`kompetanse-qa tui`, and `kompetanse-qa` alone in a terminal: the screen."""

from __future__ import annotations

from argparse import Namespace

from kompetanse_qa.cli.exits import DONE, FAULT
from kompetanse_qa.tui.app import KompetanseApp


def tui(args: Namespace) -> int:
    """Open the screen; returns when the user leaves it."""
    app = KompetanseApp(args.index, args.corpus)
    app.run()
    return FAULT if app.return_code else DONE
