"""`kompetanse-qa serve`: the terminal UI in a browser."""

from __future__ import annotations

from argparse import Namespace

from kompetanse_qa import serve as web
from kompetanse_qa.cli.exits import DONE, FAULT, USAGE
from kompetanse_qa.cli.screen import talk_to
from kompetanse_qa.sitting.settings import Settings
from kompetanse_qa.sitting.state import StateFolder
from kompetanse_qa.texts import serve as texts
from kompetanse_qa.tui.themes import THEMES


def serve(args: Namespace) -> int:
    """Serve on this machine, or, when that is said outright, to others too."""
    console = talk_to(args)
    elsewhere = not web.is_loopback(args.host)
    if elsewhere and not args.allow_network:
        console.print(texts.NEEDS_ALLOW_NETWORK.format(host=args.host))
        return USAGE
    try:
        listener = web.listen(args.host, args.port)
    except OSError as error:
        console.print(texts.cannot_listen(args.host, args.port, error))
        return FAULT

    def started() -> None:
        if elsewhere:
            console.print(texts.FROM_ELSEWHERE)
        console.print(texts.running(web.address(listener)))
        console.print(texts.STOP)

    web.serve(listener, args.index, args.corpus, look=look, started=started)
    console.print(texts.STOPPED)
    return DONE


def look() -> web.Look:
    """The colours of the theme that was chosen last: the app will open in it."""
    chosen = Settings.kept_in(StateFolder()).theme
    theme = next((theme for theme in THEMES if theme.name == chosen), THEMES[0])
    return web.Look(
        background=str(theme.background),
        foreground=str(theme.foreground),
        accent=str(theme.accent),
    )
