"""Reading a report paragraph by paragraph: where the reader is, has been, and what was found."""

from __future__ import annotations

from kompetanse_qa.records import Passage
from kompetanse_qa.search import Index
from kompetanse_qa.sitting.report_text import Match, Piece, ReportText
from kompetanse_qa.sitting.trail import Place, Trail


class Reading:
    """The passage that is being read, in its report."""

    def __init__(self, index: Index, passage_id: str) -> None:
        self._index = index
        self._trail = Trail()
        self._matches: tuple[Match, ...] = ()
        self._match = 0
        self._at = 0
        self._open(passage_id)
        self.visit(passage_id)

    def _open(self, passage_id: str) -> None:
        self._report = ReportText.around(self._index, passage_id)
        self._matches = ()

    @property
    def passage(self) -> Passage:
        """Where the reader is."""
        return self._report.passages[self._at]

    @property
    def number(self) -> int:
        """The passage's number in the report, from 1."""
        return self._at + 1

    @property
    def of(self) -> int:
        """How many passages the report has."""
        return len(self._report.passages)

    @property
    def contents(self) -> tuple[Piece, ...]:
        """The headings, in order."""
        return tuple(piece for piece in self._report.pieces if piece.level is not None)

    def visit(self, passage_id: str) -> None:
        """Go to a passage, of this report or another one."""
        self._stand_at(passage_id)
        self._trail.visit(Place(passage_id))

    def step(self, by: int) -> bool:
        """Go on or back by some passages; False at the end of the report."""
        if not 0 <= self._at + by < self.of:
            return False
        self.visit(self._report.passages[self._at + by].id)
        return True

    def go_to_heading(self, number: int) -> bool:
        """Go to the passage below a heading of `contents`, from 1; False if there is none."""
        headings = self.contents
        if not 1 <= number <= len(headings):
            return False
        self.visit(self._report.passages[headings[number - 1].passage].id)
        return True

    def back(self) -> bool:
        """Go where the reader was before; False at the beginning."""
        return self._return_to(self._trail.back())

    def forward(self) -> bool:
        """Undo `back`; False if there is nothing to undo."""
        return self._return_to(self._trail.forward())

    def _return_to(self, place: Place | None) -> bool:
        if place is None:
            return False
        self._stand_at(place.passage_id)
        return True

    def _stand_at(self, passage_id: str) -> None:
        if not self._report.holds(passage_id):
            self._open(passage_id)
        self._at = self._report.number_of(passage_id)

    def find(self, words: str) -> tuple[int, int]:
        """Look for words in the report and go to the first place from here on.

        Returns how many places there are, and in how many passages.
        """
        self._matches = self._report.find(words)
        if self._matches:
            passages = [self._passage_of(match) for match in self._matches]
            self._match = next((i for i, at in enumerate(passages) if at >= self._at), 0)
            self._visit_match()
            return len(self._matches), len(set(passages))
        return 0, 0

    def step_match(self, by: int) -> bool:
        """Go to another place that was found, round and round; False if nothing was."""
        if not self._matches:
            return False
        self._match = (self._match + by) % len(self._matches)
        self._visit_match()
        return True

    @property
    def match(self) -> tuple[int, int]:
        """The number of the place that was gone to last, from 1, and how many there are."""
        return self._match + 1, len(self._matches)

    @property
    def match_sentence(self) -> str:
        """The sentence that place is in, or the heading."""
        match = self._matches[self._match]
        piece = self._report.pieces[match.piece]
        if piece.level is not None:
            return piece.text
        sentences = self.passage.sentences
        within = [s for s in sentences if s.start < match.end and match.start < s.end]
        return piece.text[within[0].start : within[-1].end] if within else piece.text

    def _passage_of(self, match: Match) -> int:
        return self._report.pieces[match.piece].passage

    def _visit_match(self) -> None:
        self.visit(self._report.passages[self._passage_of(self._matches[self._match])].id)
