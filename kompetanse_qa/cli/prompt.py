"""`kompetanse-qa` alone: a dialogue, line by line."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from kompetanse_qa.citing import cite
from kompetanse_qa.cli.asking import print_answer
from kompetanse_qa.cli.exits import DONE
from kompetanse_qa.cli.reports import reports
from kompetanse_qa.cli.screen import out, talk_to
from kompetanse_qa.cli.show import print_surroundings
from kompetanse_qa.errors import KompetanseError
from kompetanse_qa.indexing import DEFAULT_INDEX
from kompetanse_qa.records import Answer, Hit
from kompetanse_qa.search import Index, open_index
from kompetanse_qa.texts import explain, talk


def prompt(args: Namespace) -> int:
    """Ask, show and cite until an empty line or the end of input."""
    settings = Namespace(no_color=False, index=DEFAULT_INDEX, format="text")
    console = out(settings)
    talk_console = talk_to(settings)
    with open_index(Path(settings.index)) as index:
        talk_console.print(talk.PROMPT_HELLO)
        talk_console.print(talk.PROMPT_EXAMPLES)
        for question in talk.STARTERS:
            talk_console.print(Text(f"  {question}", style="cyan"))
        Dialogue(console, talk_console, index, settings).run()
    return DONE


class Dialogue:
    """Keeps the last answer, so that its hits can be shown and cited by number."""

    def __init__(
        self, console: Console, talk_console: Console, index: Index, settings: Namespace
    ) -> None:
        self._console, self._talk, self._index = console, talk_console, index
        self._settings = settings
        self._last: Answer | None = None

    def run(self) -> None:
        """Read lines until one is empty."""
        while line := self._read():
            try:
                self._carry_out(line)
            except KompetanseError as error:
                self._talk.print(explain(error))

    def _read(self) -> str:
        sys.stderr.write(f"\n{talk.PROMPT}")
        sys.stderr.flush()
        return sys.stdin.readline().strip()

    def _carry_out(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word in (talk.WORDS["show"], talk.WORDS["cite"]) and rest.strip().isdigit():
            hit = self._hit(int(rest))
            if hit is None:
                self._talk.print(talk.PROMPT_NO_HIT.format(number=rest.strip()))
            elif word == talk.WORDS["show"]:
                around = self._index.surroundings(hit.passage, 1)
                print_surroundings(self._console, self._index, hit.passage.id, around)
            else:
                citation = self._index.cite(hit.passage, hit.answer_span)
                self._console.print(cite(citation, "apa"))
        elif line == talk.WORDS["reports"]:
            reports(self._settings)
        elif line == talk.WORDS["help"]:
            self._talk.print(talk.PROMPT_HELP)
        else:
            self._last = self._index.ask(line)
            print_answer(self._console, self._index, self._last)

    def _hit(self, number: int) -> Hit | None:
        hits = self._last.hits if self._last else ()
        return next((hit for hit in hits if hit.rank == number), None)
