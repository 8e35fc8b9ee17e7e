"""The plain dialogue: carries out one line after the other."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from kompetanse_qa.cli.asking import print_answer
from kompetanse_qa.cli.index import index as renew_index
from kompetanse_qa.cli.plain import printing, taking
from kompetanse_qa.cli.plain.command import Command, parse
from kompetanse_qa.cli.plain.filtering import narrowed
from kompetanse_qa.cli.plain.reader import Reader
from kompetanse_qa.errors import NothingMatchesFilters
from kompetanse_qa.records import Passage, Searched, Span
from kompetanse_qa.search import Index
from kompetanse_qa.sitting.faults import tell_fault
from kompetanse_qa.sitting.marks import Mark
from kompetanse_qa.sitting.session import Session
from kompetanse_qa.texts import plain


@dataclass(frozen=True, slots=True)
class Listed:
    """Something of the list that was shown last: its number is how the user names it."""

    passage: Passage
    span: Span | None
    """What is quoted of it; None: the whole."""
    question: str
    """What it was found for."""


class Dialogue:
    """Keeps the list that was shown last, and where the reader is."""

    def __init__(self, session: Session, console: Console, talk: Console) -> None:
        self._session, self._console, self._talk = session, console, talk
        self._listed: list[Listed] = []
        self._reader = Reader(console, talk)
        self._saved: tuple[Mark, ...] = ()
        self._warned = False

    def greet(self) -> None:
        """Say how to begin, with questions to begin with."""
        self._talk.print(plain.HELLO)
        starters = self._session.starters()
        if starters:
            self._talk.print(plain.EXAMPLES)
        for question in starters:
            self._talk.print(Text(f"  {question}", style="cyan"))

    def carry_out(self, line: str) -> bool:
        """Carry out a line; False if the dialogue is to end."""
        command = parse(line)
        if not line or command.name == "quit":
            return self._keep_on()
        self._warned = False
        try:
            self._do(command)
        except Exception as error:
            # Whatever it is, what was marked is not to be lost with it.
            self._talk.print(tell_fault(error, self._session.state))
        return True

    def _keep_on(self) -> bool:
        # What was marked would be lost: that is said once.
        unsaved = [mark for mark in self._session.marks if mark not in self._saved]
        if not unsaved or self._warned:
            return False
        self._talk.print(plain.marks_left(len(unsaved)))
        self._warned = True
        return True

    @property
    def _index(self) -> Index:
        if self._session.index is None:
            self._session.open()
        assert self._session.index is not None
        return self._session.index

    def _do(self, command: Command) -> None:
        match command.name:
            case "ask":
                self._ask(command.rest)
            case "again":
                self._ask_again(command.number or 0)
            case "history":
                self._print_history()
            case "overview":
                self._overview(command.rest)
            case "filter":
                self._filter(command.rest)
            case "reports":
                printing.print_reports(self._console, self._index.reports)
            case "index":
                self._renew()
            case "marks":
                self._print_marks()
            case "help":
                self._console.print(plain.HELP)
            case "export":
                if taking.save(self._talk, self._session.marks, command.rest):
                    self._saved = tuple(self._session.marks)
            case "show" | "read" | "cite" | "copy" | "mark" | "source":
                self._use(command)
            case _:
                self._reader.carry_out(command)

    def _ask(self, question: str) -> None:
        answer = self._session.ask(question)
        self._listed = [Listed(hit.passage, hit.answer_span, question) for hit in answer.hits]
        print_answer(self._console, self._index, answer)
        self._session.history.remember(question)

    def _ask_again(self, number: int) -> None:
        history = self._session.history
        if 1 <= number <= len(history):
            question = history[-number]
            self._console.print(Text(question, style="bold"))
            self._ask(question)
        else:
            self._talk.print(plain.NO_SUCH_QUESTION.format(number=number))

    def _print_history(self) -> None:
        if not self._session.history:
            self._talk.print(plain.NOTHING_ASKED_BEFORE)
        latest = self._session.history[: -1 - plain.MOST_HISTORY : -1]
        for number, question in enumerate(latest, start=1):
            self._console.print(f"{number}. {question}")

    def _overview(self, words: str) -> None:
        mentions, searched = self._index.mentions(words, filters=self._session.filters)
        self._listed = [Listed(one.passages[0], one.best_span, words) for one in mentions]
        printing.print_overview(self._console, self._index, mentions, searched)

    def _filter(self, typed: str) -> None:
        cards = self._index.reports
        if typed:
            filters = narrowed(self._session.filters, typed, cards)
            if filters is None:
                self._talk.print(plain.FILTER_NOT_UNDERSTOOD)
                return
            for report_id in filters.reports:
                self._index.report(report_id)
            if not any(map(filters.passes, cards)):
                raise NothingMatchesFilters(filters)
            self._session.filters = filters
        else:
            printing.print_choices(self._console, cards)
        self._console.print(plain.filter_now(self._session.filters, self._searched()))

    def _searched(self) -> Searched:
        filters = self._session.filters
        left = [card for card in self._index.reports if filters.passes(card)]
        passages = sum(card.passages for card in left)
        return Searched(reports=len(left), passages=passages, filters=filters)

    def _renew(self) -> None:
        where = Namespace(
            index=self._session.index_folder,
            corpus=self._session.corpus_folder,
            encoder=None,
            engines=(),
            undo=False,
            no_color=self._talk.no_color,
        )
        renew_index(where)
        self._session.open()
        # The passages of the list and the report that is open may be gone.
        self._listed, self._reader = [], Reader(self._console, self._talk)

    def _print_marks(self) -> None:
        marks = self._session.marks
        if not marks:
            self._talk.print(plain.NOTHING_MARKED)
        self._listed = [self._marked(mark) for mark in marks]
        printing.print_citations(self._console, [mark.citation for mark in marks])

    def _marked(self, mark: Mark) -> Listed:
        passage = self._index.passage(mark.passage_id)
        return Listed(passage, mark.span_in(passage.text), mark.question)

    def _use(self, command: Command) -> None:
        """Carry out a command on what it points at."""
        pointed = self._pointed_at(command.number)
        if pointed is None:
            return
        passage = pointed.passage
        citation = self._index.cite(passage, pointed.span)
        match command.name:
            case "show":
                printing.print_surroundings(self._console, self._index, passage)
            case "read":
                self._reader.open(self._index, passage.id)
            case "cite":
                taking.print_citation(self._console, self._talk, citation, command.rest)
            case "copy":
                taking.copy(self._console, self._talk, citation, command.rest)
            case "source":
                taking.open_source(self._talk, self._session.corpus_folder, citation)
            case "mark":
                mark = Mark(passage_id=passage.id, question=pointed.question, citation=citation)
                marked = self._session.marks.toggle(mark)
                self._talk.print(plain.MARKED if marked else plain.UNMARKED)

    def _pointed_at(self, number: int | None) -> Listed | None:
        if number is not None:
            if 1 <= number <= len(self._listed):
                return self._listed[number - 1]
            self._talk.print(plain.NO_SUCH.format(number=number))
            return None
        passage = self._reader.passage
        return Listed(passage, None, "") if passage else None
