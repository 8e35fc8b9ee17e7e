"""The session: the open index, the filters, what was asked and what was marked."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_qa.records import Answer, Citation, Filters, Hit
from kompetanse_qa.sitting.history import History
from kompetanse_qa.sitting.marks import Marks
from kompetanse_qa.sitting.settings import Settings
from kompetanse_qa.sitting.state import StateFolder
from kompetanse_qa.sitting.trail import Trail
from kompetanse_qa.texts.sitting import STARTER_ABOUT, STARTERS

if TYPE_CHECKING:
    from kompetanse_qa.search import Index

_MOST_STARTERS = 3


class Session:
    """What a user does from start to end, with the index it is done on.

    `open`, `warm_up`, `starters` and `ask` read files and compute: the screen calls them in a
    thread worker. The rest is for its event loop.
    """

    def __init__(self, index_folder: Path, corpus_folder: Path) -> None:
        self.index_folder, self.corpus_folder = index_folder, corpus_folder
        self.state = StateFolder()
        self.index: Index | None = None
        self.filters = Filters()
        self.answers: list[Answer] = []
        """What was asked in this run, oldest first, with what came of it; without the hits."""
        self.marks = Marks()
        self.trail = Trail()
        self.history = History(self.state)
        self.settings = Settings.kept_in(self.state)

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

    def starters(self) -> tuple[str, ...]:
        """Questions for the newcomer: those that this corpus answers, or one about each report."""
        index = self.index
        if index is None or not index.reports:
            return ()
        answered = tuple(q for q in STARTERS if index.ask(q, k=1).found)
        if answered:
            return answered[:_MOST_STARTERS]
        passages = [index.passages_of(card.id) for card in index.reports[:_MOST_STARTERS]]
        firsts = [of_report[0] for of_report in passages if of_report]
        return tuple(
            STARTER_ABOUT.format(p.headings[-1] if p.headings else p.title) for p in firsts
        )

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

    def keep_answer(self, answer: Answer) -> None:
        """Keep an answer that was shown, in place of an older one to the same question."""
        asked = (answer.question, answer.searched.filters)
        self.answers = [a for a in self.answers if (a.question, a.searched.filters) != asked]
        self.answers.append(replace(answer, hits=()))

    def choose_theme(self, theme: str) -> None:
        """Keep the theme for this run and the next. Raises OSError."""
        self.settings = Settings(theme=theme)
        self.settings.keep_in(self.state)
