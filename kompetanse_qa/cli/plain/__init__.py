"""`kompetanse-qa --plain`: what the screen does, as a dialogue line by line.

For screen readers, pipes and terminals that can't be drawn on: every place is told in words and
numbers, nothing by colour or position alone.
"""

from __future__ import annotations

from argparse import Namespace

from kompetanse_qa.cli.exits import DONE
from kompetanse_qa.cli.plain.dialogue import Dialogue
from kompetanse_qa.cli.plain.lines import typed_lines
from kompetanse_qa.cli.screen import out, talk_to
from kompetanse_qa.sitting.session import Session


def plain(args: Namespace) -> int:
    """Carry out one line after the other, until an empty one or the end of input."""
    session = Session(args.index, args.corpus)
    session.open()
    dialogue = Dialogue(session, out(args), talk_to(args))
    dialogue.greet()
    for line in typed_lines(session.history):
        if not dialogue.carry_out(line):
            break
    return DONE
