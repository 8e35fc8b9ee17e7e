"""The commands of the dialogue for reading in a report that is open."""

from __future__ import annotations

from rich.console import Console

from kompetanse_qa.cli.plain import printing
from kompetanse_qa.cli.plain.command import Command
from kompetanse_qa.cli.plain.reading import Reading
from kompetanse_qa.records import Passage
from kompetanse_qa.search import Index
from kompetanse_qa.texts import plain


class Reader:
    """The report that is open, if one is; each step is told."""

    def __init__(self, console: Console, talk: Console) -> None:
        self._console, self._talk = console, talk
        self._index: Index | None = None
        self._reading: Reading | None = None

    @property
    def passage(self) -> Passage | None:
        """Where the reader is; None, and said, if no report is open."""
        if self._reading is None:
            self._talk.print(plain.NO_REPORT_OPEN)
            return None
        return self._reading.passage

    def open(self, index: Index, passage_id: str) -> None:
        """Open the report of a passage there."""
        self._index = index
        if self._reading is None:
            self._reading = Reading(index, passage_id)
        else:
            self._reading.visit(passage_id)
        self._print_here(index, self._reading)

    def carry_out(self, command: Command) -> None:
        """Carry out `next`, `find` and so on."""
        if self._index is None or self._reading is None:
            self._talk.print(plain.NO_REPORT_OPEN)
        elif command.name == "contents":
            printing.print_contents(self._console, self._reading)
        elif command.name in ("find", "next_match", "previous_match"):
            self._find(self._reading, command)
        elif refusal := self._go(self._reading, command):
            self._talk.print(refusal)
        else:
            self._print_here(self._index, self._reading)

    def _go(self, reading: Reading, command: Command) -> str:
        """Go where the command says; returns why not, if it can't be done."""
        match command.name:
            case "next":
                return "" if reading.step(1) else plain.LAST_PASSAGE
            case "previous":
                return "" if reading.step(-1) else plain.FIRST_PASSAGE
            case "back":
                return "" if reading.back() else plain.NOWHERE_BACK
            case "forward":
                return "" if reading.forward() else plain.NOWHERE_FORWARD
            case "go":
                number = command.number or 0
                there = reading.go_to_heading(number)
                return "" if there else plain.NO_SUCH_HEADING.format(number=number)
        return ""

    def _find(self, reading: Reading, command: Command) -> None:
        if command.name == "find":
            matches, passages = reading.find(command.rest)
            self._talk.print(plain.found(matches, passages, command.rest))
            if not matches:
                return
        elif not reading.step_match(1 if command.name == "next_match" else -1):
            self._talk.print(plain.NOTHING_SOUGHT)
            return
        printing.print_match(self._console, reading)

    def _print_here(self, index: Index, reading: Reading) -> None:
        printing.print_reading(self._console, index, reading)
