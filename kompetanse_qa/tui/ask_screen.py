"""Where questions are asked: question box, answer, hits, the passage under the cursor."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import ContentSwitcher, Static

from kompetanse_qa.errors import EmptyQuestion
from kompetanse_qa.records import Citation, Filters
from kompetanse_qa.sitting.session import Session
from kompetanse_qa.texts import answers, explain, tui
from kompetanse_qa.tui.asker import Asker
from kompetanse_qa.tui.filter_bar import FilterBar
from kompetanse_qa.tui.filter_dialog import FilterDialog
from kompetanse_qa.tui.hit_list import HitList
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.keys import bound
from kompetanse_qa.tui.passage_screen import PassageScreen
from kompetanse_qa.tui.question_box import QuestionBox
from kompetanse_qa.tui.requests import OpenOverview, OpenReader
from kompetanse_qa.tui.result_view import ResultView
from kompetanse_qa.tui.start_panel import StarterList, StartPanel
from kompetanse_qa.tui.status_line import StatusLine

_Panel = Literal["start", "waiting", "result"]


class AskScreen(PassageScreen):
    """The first screen."""

    DEFAULT_CSS = """
    AskScreen {
        padding: 0 1;
        & #title { height: auto; margin-bottom: 1; }
        & #name { width: auto; padding: 0 2; text-style: bold; color: $accent; }
        & FilterBar { width: 1fr; text-align: right; }
        & ContentSwitcher { height: 1fr; margin-top: 1; }
        & #waiting { padding: 1 2; }
    }
    AskScreen.-low {
        & QuestionBox { height: 1; padding: 0 2; }
        & StatusLine { margin-top: 0; }
        & AnswerPanel { margin-bottom: 0; }
    }
    AskScreen.-high { padding: 1 1 0 1; }
    AskScreen.-wide.-high { padding: 1 3 0 3; }
    """
    BINDINGS = [
        bound("f2", "filter", tui.KEYS["filter"]),
        bound("f3", "overview", tui.KEYS["overview"]),
        bound("f5", "copy", tui.KEYS["copy"]),
        bound("f6", "mark", tui.KEYS["mark"]),
        bound("f8", "clear_filter", tui.KEYS["clear_filter"], show=False),
        bound("escape", "question", tui.KEYS["question"], show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._asker = Asker(session, self)

    def compose(self) -> ComposeResult:
        """Title and filter, question, and below what there is to show."""
        with Horizontal(id="title"):
            yield Static(tui.NAME, id="name")
            yield FilterBar()
        yield QuestionBox(self.session.history)
        with ContentSwitcher(initial="start"):
            yield StartPanel(id="start")
            yield Static(id="waiting", markup=False)
            yield ResultView(id="result")
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Paint first, then load."""
        self.query_one(QuestionBox).focus()
        self.call_after_refresh(self.open_index)

    def open_index(self) -> None:
        """Open the index in the background: at the start, or because there is a newer one."""
        self._say(tui.OPENING_INDEX)
        self._asker.open()

    def marks_changed(self) -> None:
        """Marks were added or taken away."""
        self.query_one(ResultView).show_marks(self.session.marks.holds)

    # --- opening

    def on_asker_opened(self) -> None:
        """Show what was opened while the rest loads."""
        self._say(tui.LOADING_ENCODER)
        self._show_filter()

    def on_asker_ready(self) -> None:
        """Ask what was waiting, or say what there is to ask."""
        self._asker.ready = True
        self._say(self._holds())
        self._ask_again()

    def on_asker_starters_found(self, event: Asker.StartersFound) -> None:
        """Show the starter questions."""
        self.query_one(StartPanel).show(event.starters)

    def on_asker_opening_failed(self, event: Asker.OpeningFailed) -> None:
        """Show the fault; nothing can be asked."""
        self._say(tui.NO_INDEX_OPEN)
        self._switch_to("start")
        raise event.error

    # --- asking

    def on_question_box_asked(self, event: QuestionBox.Asked) -> None:
        """Ask what was typed."""
        self.ask(event.question)

    async def on_start_panel_chosen(self, event: StartPanel.Chosen) -> None:
        """Ask a starter question as if it had been typed."""
        box = self.query_one(QuestionBox)
        box.show(event.question)
        box.focus()
        await box.action_submit()

    def ask(self, question: str) -> None:
        """Ask, or say what the question waits for."""
        if not any(character.isalnum() for character in question):
            self.notify(explain(EmptyQuestion()), severity="warning")
            return
        self._asker.ask(question)
        if self._asker.ready:
            self._say(tui.SEARCHING)
        else:
            self.query_one("#waiting", Static).update(tui.waiting(question))
            self._switch_to("waiting")
        self.session.history.remember(question)

    def _ask_again(self) -> None:
        if self._asker.ready and self._asker.question is not None:
            self._say(tui.SEARCHING)
            self._asker.ask_again()

    def on_asker_answered(self, event: Asker.Answered) -> None:
        """Show the answer, unless another question was asked meanwhile."""
        if self._asker.is_newest(event):
            self.session.keep_answer(event.answer)
            self.query_one(ResultView).show(event.answer, event.hits, self.session.marks.holds)
            self._switch_to("result")
            self._say(answers.searched_in_words(event.answer.searched, event.answer.seconds))

    def on_asker_failed(self, event: Asker.Failed) -> None:
        """Show the fault, unless another question was asked meanwhile."""
        if self._asker.is_newest(event):
            self._say(self._holds())
            self._switch_to("start")
            raise event.error

    # --- moving about

    def _switch_to(self, panel: _Panel) -> None:
        self.query_one(ContentSwitcher).current = panel
        self.refresh_bindings()

    def on_question_box_left_downwards(self) -> None:
        """From the question down to what stands below it."""
        match self.query_one(ContentSwitcher).current:
            case "result":
                self.query_one(ResultView).focus_hits()
            case "start":
                self.query_one(StarterList).focus()

    def on_hit_list_left_upwards(self) -> None:
        """From the first hit up to the question."""
        self.query_one(QuestionBox).focus()

    def on_starter_list_left_upwards(self) -> None:
        """From the first starter question up to the question box."""
        self.query_one(QuestionBox).focus()

    def action_question(self) -> None:
        """Go to the question box."""
        self.query_one(QuestionBox).focus()

    # --- what can be done with a hit

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where no hit is to be seen, its keys are not offered either."""
        return action not in ("copy", "mark", "source") or self.citation() is not None

    def citation(self) -> Citation | None:
        """The citation of the hit under the cursor."""
        if not self.is_mounted or self.query_one(ContentSwitcher).current != "result":
            return None
        shown = self.query_one(ResultView).current
        return shown.citation if shown else None

    def question(self) -> str:
        """What was asked last."""
        return self._asker.question or ""

    def on_hit_list_chosen(self, event: HitList.Chosen) -> None:
        """Read on from a hit."""
        hit = event.shown.hit
        self.post_message(OpenReader(hit.passage.id, hit.answer_span))

    def action_overview(self) -> None:
        """Every report that speaks of what stands in the question box."""
        words = self.query_one(QuestionBox).value.strip()
        if self._asker.ready and any(character.isalnum() for character in words):
            self.post_message(OpenOverview(words))
        else:
            self.notify(tui.NOTHING_ASKED, severity="warning")

    # --- filter

    def action_filter(self) -> None:
        """Choose where to search."""
        if self.session.index is not None:
            cards = self.session.index.reports
            self.app.push_screen(FilterDialog(cards, self.session.filters), self._use_filter)

    def action_clear_filter(self) -> None:
        """Search everywhere again."""
        self._use_filter(Filters())

    def _use_filter(self, filters: Filters | None) -> None:
        if filters is not None and filters != self.session.filters:
            self.session.filters = filters
            self._show_filter()
            self._ask_again()

    # --- the lines that always say where we are

    def _say(self, status: str) -> None:
        self.query_one(StatusLine).update(status)

    def _show_filter(self) -> None:
        index = self.session.index
        self.query_one(FilterBar).show(self.session.filters, index.reports if index else ())

    def _holds(self) -> str:
        cards = self.session.index.reports if self.session.index else ()
        return tui.index_in_words(len(cards), sum(card.passages for card in cards))
