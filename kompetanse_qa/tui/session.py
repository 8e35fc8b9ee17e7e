"""One sitting: the open index, the filters, what was asked and what was marked. No widget."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_qa.records import Answer, Citation, Filters, Hit
from kompetanse_qa.tui.marks import Mark
from kompetanse_qa.tui.state_folder import Settings, StateFolder
from kompetanse_qa.tui.trail import Trail

if TYPE_CHECKING:
    from kompetanse_qa.search import Index

STARTERS = 3


class Session:
    """What all screens share.

    `open`, `warm_up`, `starters` and `ask` read files and compute: they are called in a thread
    worker. The rest is for the event loop.
    """

    def __init__(
        self, index_folder: Path, corpus_folder: Path, state: StateFolder | None = None
    ) -> None:
        self.index_folder, self.corpus_folder = index_folder, corpus_folder
        self.state = state or StateFolder()
        self.index: Index | None = None
        self.filters = Filters()
        self.answers: list[Answer] = []
        """What was asked in this run, oldest first, with what came of it; without the hits."""
        self.marks: list[Mark] = []
        self.trail = Trail()
        self.history = self.state.history()
        self.settings = self.state.settings()

    def open(self) -> None:
        """Open the index, or the newest generation of it if one is open already.

        Raises NoIndex, IndexMismatch, DamagedIndex.
        """
        from kompetanse_qa.search import open_index

        # The index that was open is not closed: another worker may be reading from it. It goes
        # when the last one lets go of it.
        self.index = open_index(self.index_folder)
        known = {card.id for card in self.index.reports}
        if not known.issuperset(self.filters.reports):
            self.filters = Filters()

    def warm_up(self) -> None:
        """Load what the first question needs. Raises IndexMismatch, EncoderMissing."""
        if self.index is not None:
            _ = self.index.encoder
        # Garbage collection over all that is loaded now takes longer than a frame; it is there
        # for good, so it need not be looked through.
        gc.freeze()

    def starters(self, candidates: tuple[str, ...], about: str) -> tuple[str, ...]:
        """Questions for the newcomer: those of ``candidates`` that this corpus answers.

        If none of them fits, ``about`` (with a place for a heading) is asked of some reports.
        """
        index = self.index
        if index is None or not index.reports:
            return ()
        answered = tuple(q for q in candidates if index.ask(q, k=1).found)
        if answered:
            return answered[:STARTERS]
        passages = [index.passages_of(card.id) for card in index.reports[:STARTERS]]
        firsts = [of_report[0] for of_report in passages if of_report]
        return tuple(about.format(p.headings[-1] if p.headings else p.title) for p in firsts)

    def ask(self, question: str) -> Answer:
        """Ask the open index within the filters. Raises what `Index.ask` raises."""
        if self.index is None:
            self.open()
        assert self.index is not None
        return self.index.ask(question, filters=self.filters)

    def cite(self, hit: Hit) -> Citation:
        """The citation of a hit's best sentence, or of its passage where it has none."""
        assert self.index is not None
        return self.index.cite(hit.passage, hit.answer_span)

    def remember(self, question: str) -> None:
        """Put a question last in the history, and keep it. Raises OSError."""
        if question in self.history:
            self.history.remove(question)
        self.history.append(question)
        self.state.keep_history(self.history)

    def keep_answer(self, answer: Answer) -> None:
        """Keep an answer that was shown, in place of an older one to the same question."""
        asked = (answer.question, answer.searched.filters)
        self.answers = [a for a in self.answers if (a.question, a.searched.filters) != asked]
        self.answers.append(replace(answer, hits=()))

    def choose_theme(self, theme: str) -> None:
        """Keep the theme for this run and the next. Raises OSError."""
        self.settings = Settings(theme=theme)
        self.state.keep_settings(self.settings)

    def marked(self, passage_id: str) -> bool:
        """Whether the passage is marked."""
        return any(mark.passage_id == passage_id for mark in self.marks)

    def toggle_mark(self, mark: Mark) -> bool:
        """Mark a passage, or take its mark away; returns whether it is marked now."""
        if self.marked(mark.passage_id):
            self.marks = [other for other in self.marks if other.passage_id != mark.passage_id]
            return False
        self.marks.append(mark)
        return True
