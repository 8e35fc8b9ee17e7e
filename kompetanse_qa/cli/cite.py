"""`kompetanse-qa cite`: a passage's citation, ready to paste."""

from __future__ import annotations

from argparse import Namespace

from kompetanse_qa.citing import cite as styled
from kompetanse_qa.cli.exits import DONE
from kompetanse_qa.cli.screen import write
from kompetanse_qa.search import open_index


def cite(args: Namespace) -> int:
    """Write the citation to stdout and nothing else."""
    with open_index(args.index) as index:
        write(styled(index.cite(index.passage(args.passage)), args.style))
    return DONE
