"""The reports and the index: what is in it, what was left out, and reading it all again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from kompetanse_qa.sitting.session import Session
from kompetanse_qa.texts import talk
from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.texts.tui import key_name
from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.index_run import IndexingStopped, IndexRun, Step
from kompetanse_qa.tui.indexing_panel import IndexingPanel
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.keys import bound
from kompetanse_qa.tui.report_facts import ReportFacts
from kompetanse_qa.tui.report_list import ReportList
from kompetanse_qa.tui.requests import IndexRenewed, OpenReader
from kompetanse_qa.tui.skipped_files import SkippedFiles

if TYPE_CHECKING:
    from kompetanse_qa.indexing import Summary

_INDEX_KEY = "l"


class CorpusScreen(Screen[None]):
    """Works without an index, too: this is where the first one is made.

    To be installed in the app, so that the reading goes on when the user leaves the screen.
    """

    DEFAULT_CSS = """
    CorpusScreen {
        background: $background;
        & #corpus-head { height: auto; padding: 1 2; }
        & #corpus-title { text-style: bold; color: $accent; }
        & #corpus-holds { color: $quiet; }
        & #corpus-body { height: 1fr; margin-bottom: 1; layout: vertical; }
        & ReportList { height: 2fr; }
        & ReportFacts { height: 1fr; }
        &.-wide #corpus-body { layout: horizontal; }
        &.-wide ReportList { width: 3fr; height: 1fr; margin-right: 2; }
        &.-wide ReportFacts { width: 2fr; }
        &.-low.-narrow ReportFacts { display: none; }
        &.-empty ReportList, &.-empty ReportFacts { display: none; }
    }
    """
    BINDINGS = [
        bound("escape", "leave", KEYS["close"]),
        bound(_INDEX_KEY, "index", KEYS["index"]),
        bound("s", "stop", KEYS["stop"]),
    ]

    @dataclass
    class Came(Message):
        """The reading has come this far."""

        step: Step

    @dataclass
    class Ended(Message):
        """The index is up to date, and the session has opened it."""

        summary: Summary

    @dataclass
    class Failed(Message):
        """The index is as it was."""

        error: Exception | None
        """None if the user stopped it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._run: IndexRun | None = None

    def compose(self) -> ComposeResult:
        """How much there is; the reports beside their facts; files left out; progress."""
        with Vertical(id="corpus-head"):
            yield Static(words.CORPUS, id="corpus-title")
            yield Static(id="corpus-holds", markup=False)
            yield SkippedFiles()
        with Container(id="corpus-body"):
            yield ReportList()
            yield ReportFacts(can_focus=False)
        yield IndexingPanel()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(ReportList).focus()

    def on_screen_resume(self) -> None:
        """Show what the index holds now."""
        self._show_index()

    def on_unmount(self) -> None:
        """An app that closes does not wait for the reading to end."""
        if self._run:
            self._run.stop()

    def _show_index(self) -> None:
        index = self._session.index
        cards = index.reports if index else ()
        if index:
            holds = words.holds(len(cards), sum(card.passages for card in cards))
        else:
            how = words.HOW_TO_INDEX.format(
                key=key_name(_INDEX_KEY), folder=self._session.corpus_folder
            )
            holds = f"{words.NO_INDEX_YET}\n{how}"
        self.query_one("#corpus-holds", Static).update(holds)
        self.query_one(ReportList).show(cards)
        self.set_class(not cards, "-empty")
        self.query_one(SkippedFiles).show(index.manifest.skipped_files if index else ())

    def on_report_list_moved(self, event: ReportList.Moved) -> None:
        """Show what is known of the report under the cursor."""
        self.query_one(ReportFacts).show(event.card)

    def on_report_list_chosen(self, event: ReportList.Chosen) -> None:
        """Read a report from its beginning."""
        self._open_first(event.card.id)

    @work(thread=True, exclusive=True, group="first")
    def _open_first(self, report_id: str) -> None:
        index = self._session.index
        passages = index.passages_of(report_id) if index else []
        if passages:
            self.post_message(OpenReader(passages[0].id))

    # ------------------------------------------------------------------ reading again

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Reading can be stopped while it goes on, and begun when it does not."""
        if action == "stop":
            return self._run is not None
        if action == "index":
            return self._run is None
        return True

    def action_index(self) -> None:
        """Read new and changed reports."""
        session = self._session
        self._run = IndexRun(
            session.corpus_folder,
            session.index_folder,
            self._tell,
        )
        self.query_one(IndexingPanel).begin()
        self.refresh_bindings()
        self._index(self._run)

    def _tell(self, step: Step) -> None:
        self.post_message(self.Came(step))

    @work(thread=True, exclusive=True, group="index")
    def _index(self, run: IndexRun) -> None:
        try:
            summary = run.carry_out()
            self._session.open()
        except IndexingStopped:
            self.post_message(self.Failed(None))
        except Exception as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Ended(summary))

    def on_corpus_screen_came(self, event: Came) -> None:
        """Move the bar."""
        self.query_one(IndexingPanel).show(event.step)

    def on_corpus_screen_ended(self, event: Ended) -> None:
        """Show the new index, and tell the app of it."""
        self._at_rest()
        done = event.summary
        if done.unchanged:
            self.notify(talk.unchanged(done.reports, done.passages))
        else:
            self.notify(talk.indexed(done.reports, done.passages, done.embedded, done.seconds))
        self._show_index()
        self.post_message(IndexRenewed())

    def on_corpus_screen_failed(self, event: Failed) -> None:
        """Say why the index is as it was."""
        self._at_rest()
        if event.error is None:
            self.notify(words.STOPPED)
        else:
            raise event.error

    def _at_rest(self) -> None:
        self._run = None
        self.query_one(IndexingPanel).end()
        self.refresh_bindings()

    def action_stop(self) -> None:
        """Stop reading; what was done is kept for the next time."""
        if self._run:
            self._run.stop()
            self.query_one(IndexingPanel).say(words.STOPPING)

    def action_leave(self) -> None:
        """Back. Reading goes on, and its end is told wherever the user is."""
        self.dismiss()
