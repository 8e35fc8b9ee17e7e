"""Opens the index and asks it in the background; what comes of it is posted as messages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import get_current_worker

from kompetanse_qa.records import Answer
from kompetanse_qa.sitting.session import Session
from kompetanse_qa.tui.hit_list import ShownHit


class Asker:
    """One index, one question at a time.

    A question waits until everything is loaded that it needs; a newer one takes its place. Of
    the answers only the one to the newest question is posted.
    """

    @dataclass
    class Opened(Message):
        """The index is open; the encoder is not loaded yet."""

    @dataclass
    class Ready(Message):
        """Everything is loaded that a question needs."""

    @dataclass
    class StartersFound(Message):
        """These starter questions suit the corpus."""

        starters: tuple[str, ...]

    @dataclass
    class OpeningFailed(Message):
        """The index or the encoder could not be opened."""

        error: Exception

    @dataclass
    class Answered(Message):
        """The outcome of a question."""

        number: int
        answer: Answer
        hits: tuple[ShownHit, ...]

    @dataclass
    class Failed(Message):
        """A question could not be asked."""

        number: int
        error: Exception

    def __init__(self, session: Session, node: DOMNode) -> None:
        self._session, self._node = session, node
        self.ready = False
        self.question: str | None = None
        """What was asked last, or waits to be asked."""
        self._number = 0

    def open(self) -> None:
        """Open the index (again)."""
        self.ready = False
        self._node.run_worker(self._open, thread=True, exclusive=True, group="opening")

    def _open(self) -> None:
        post = self._node.post_message
        try:
            self._session.open()
            post(self.Opened())
            self._session.warm_up()
            post(self.Ready())
            post(self.StartersFound(self._session.starters()))
        except Exception as error:
            post(self.OpeningFailed(error))

    def ask(self, question: str) -> None:
        """Ask, now or when the index is open; a question that is under way is given up."""
        self.question = question
        if self.ready:
            self.ask_again()

    def ask_again(self) -> None:
        """Ask the last question, if there is one: the filters or the index have changed."""
        if self.question is not None:
            self._number += 1
            self._node.run_worker(
                partial(self._ask, self.question, self._number),
                thread=True,
                exclusive=True,
                group="asking",
            )

    def is_newest(self, outcome: Answered | Failed) -> bool:
        """Whether no other question was asked since."""
        return outcome.number == self._number

    def _ask(self, question: str, number: int) -> None:
        try:
            answer = self._session.ask(question)
            hits = tuple(ShownHit(hit=hit, citation=self._session.cite(hit)) for hit in answer.hits)
        except Exception as error:
            outcome: Message = self.Failed(number, error)
        else:
            outcome = self.Answered(number, answer, hits)
        if not get_current_worker().is_cancelled:
            self._node.post_message(outcome)
