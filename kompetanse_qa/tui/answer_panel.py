"""The verdict: how sure the answer is, or that there is none."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from kompetanse_qa.records import Answer
from kompetanse_qa.texts import answers, tui


class AnswerPanel(Static):
    """One or two lines above the hits."""

    DEFAULT_CSS = """
    AnswerPanel {
        height: auto;
        padding: 0 2;
        margin-bottom: 1;
    }
    """

    def show(self, answer: Answer) -> None:
        """Say what came of the question."""
        if answer.found:
            self.update(
                Content.assemble(
                    (tui.ANSWER, "bold $accent"),
                    (f"  {answers.confidence_in_words(answer.confidence)}", "$quiet"),
                )
            )
        else:
            self.update(
                Content.assemble(
                    (
                        answers.not_found(answer) if answer.hits else answers.NO_HITS,
                        "bold $warning",
                    ),
                    "\n",
                    (answers.TRY_OTHERWISE, "$quiet"),
                )
            )
