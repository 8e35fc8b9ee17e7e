"""The history: the questions that were asked, in this run and in earlier ones."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kompetanse_qa.sitting.state import StateFolder

FILE = "history.jsonl"
MOST_QUESTIONS = 500


class History(list[str]):
    """Oldest first; kept in the state folder, one JSON string a line."""

    def __init__(self, state: StateFolder) -> None:
        super().__init__([*_questions(state.read(FILE))][-MOST_QUESTIONS:])
        self._state = state

    def remember(self, question: str) -> None:
        """Put a question last, once, and keep it. Raises OSError."""
        if question in self:
            self.remove(question)
        self.append(question)
        lines = [json.dumps(q, ensure_ascii=False) + "\n" for q in self[-MOST_QUESTIONS:]]
        self._state.write(FILE, "".join(lines))


def _questions(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        try:
            question = json.loads(line)
        except ValueError:
            continue  # a line that can't be understood is not worth a fault at start-up
        if isinstance(question, str):
            yield question
