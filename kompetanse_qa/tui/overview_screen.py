"""The overview: which reports speak of something, how much, and where best."""

from __future__ import annotations

from dataclasses import dataclass

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from kompetanse_qa.records import Citation, ReportCard, Searched
from kompetanse_qa.sitting.session import Session
from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.texts.answers import filters_in_words
from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.keys import bound
from kompetanse_qa.tui.mention_list import MentionList
from kompetanse_qa.tui.mentioned_passages import MentionedPassages, ShownMentions
from kompetanse_qa.tui.passage_screen import PassageScreen
from kompetanse_qa.tui.requests import OpenReader


class OverviewScreen(PassageScreen):
    """Every report within the filters, those that speak most of it first."""

    DEFAULT_CSS = """
    OverviewScreen {
        background: $background;
        & #overview-head { height: auto; padding: 1 2; }
        & #overview-title { text-style: bold; color: $accent; }
        & #overview-count { color: $quiet; }
        & #overview-body { height: 1fr; margin-bottom: 1; layout: vertical; }
        & MentionList { height: 1fr; }
        & MentionedPassages { height: 1fr; }
        &.-wide #overview-body { layout: horizontal; }
        &.-wide MentionList { width: 2fr; margin-right: 2; }
        &.-wide MentionedPassages { width: 3fr; }
    }
    """
    BINDINGS = [
        bound("escape", "leave", KEYS["close"]),
        bound("tab", "app.focus_next", KEYS["other_list"]),
    ]

    @dataclass
    class Found(Message):
        """The reports were searched."""

        mentions: tuple[ShownMentions, ...]
        silent: tuple[ReportCard, ...]
        searched: Searched

    def __init__(self, session: Session, wanted: str) -> None:
        super().__init__()
        self._session, self._wanted = session, wanted
        self._shown: dict[str, ShownMentions] = {}

    def compose(self) -> ComposeResult:
        """What is looked for, in how many reports it is; the reports beside their passages."""
        with Vertical(id="overview-head"):
            yield Static(words.about(self._wanted), id="overview-title", markup=False)
            yield Static(words.LOOKING, id="overview-count", markup=False)
        with Container(id="overview-body"):
            yield MentionList()
            yield MentionedPassages()
        yield KeyBar()

    def on_mount(self) -> None:
        """Look through the reports."""
        self.query_one(MentionList).focus()
        self.query_one(MentionedPassages).display = False
        self._look()

    @work(thread=True, exclusive=True)
    def _look(self) -> None:
        worker, index, filters = get_current_worker(), self._session.index, self._session.filters
        if index is None:
            return
        mentions, searched = index.mentions(self._wanted, filters=filters)
        shown = tuple(
            ShownMentions(
                mentions=found,
                citations=(
                    index.cite(found.passages[0], found.best_span),
                    *(index.cite(passage) for passage in found.passages[1:]),
                ),
            )
            for found in mentions
        )
        speaking = {found.report.id for found in mentions}
        silent = tuple(
            card for card in index.reports if filters.passes(card) and card.id not in speaking
        )
        if not worker.is_cancelled:
            self.post_message(self.Found(shown, silent, searched))

    def on_overview_screen_found(self, event: Found) -> None:
        """Show the reports."""
        self._shown = {shown.mentions.report.id: shown for shown in event.mentions}
        passages = sum(len(shown.mentions.passages) for shown in event.mentions)
        lines = [words.mentioned_in(len(event.mentions), event.searched.reports, passages)]
        if filters := filters_in_words(event.searched.filters):
            lines.append(words.within(filters))
        if not event.mentions:
            lines.append(words.TRY_FEWER_WORDS)
        self.query_one("#overview-count", Static).update("\n".join(lines))
        self.query_one(MentionedPassages).display = bool(event.mentions)
        self.query_one(MentionList).show([s.mentions for s in event.mentions], event.silent)

    def on_mention_list_moved(self, event: MentionList.Moved) -> None:
        """Show the passages of the report under the cursor."""
        self.query_one(MentionedPassages).show(self._shown[event.mentions.report.id])

    def on_mention_list_chosen(self, event: MentionList.Chosen) -> None:
        """Read the best passage of a report."""
        self.post_message(OpenReader(event.mentions.passages[0].id, event.mentions.best_span))

    def on_mentioned_passages_chosen(self, event: MentionedPassages.Chosen) -> None:
        """Read on from a passage."""
        self.post_message(OpenReader(event.passage.id, event.span))

    def action_leave(self) -> None:
        """Back to asking."""
        self.dismiss()

    def citation(self) -> Citation | None:
        """The citation of the passage under the cursor."""
        return self.query_one(MentionedPassages).current

    def question(self) -> str:
        """What was looked for."""
        return self._wanted
