"""The app: the session, the themes, the keys that work everywhere, and which screen opens when."""

from __future__ import annotations

from pathlib import Path

from textual.screen import Screen

from kompetanse_qa.sitting.faults import log_crash, tell_fault
from kompetanse_qa.sitting.marks import Mark
from kompetanse_qa.sitting.session import Session
from kompetanse_qa.texts import tui
from kompetanse_qa.tui import requests
from kompetanse_qa.tui.ask_screen import AskScreen
from kompetanse_qa.tui.command_dialog import CommandDialog
from kompetanse_qa.tui.commands import Command, commands_of
from kompetanse_qa.tui.fault_panel import FaultPanel, WayOut
from kompetanse_qa.tui.gate import GatedApp
from kompetanse_qa.tui.help_screen import HelpScreen
from kompetanse_qa.tui.keys import HELP_KEY, PALETTE_KEY, bound
from kompetanse_qa.tui.themes import OWN_VARIABLES, THEMES, next_theme

# What is done with Enter and the arrows is done with them, and the palette does not open itself.
_NOT_IN_PALETTE = ("submit", "select", "earlier", "later", "palette")


class KompetanseApp(GatedApp):
    """Ask, read, take along. Screens post `requests`; this is where they are carried out."""

    TITLE = tui.NAME
    ENABLE_COMMAND_PALETTE = False  # Textual's own is in English; `CommandDialog` replaces it
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (100, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]
    CSS = """
    * { scrollbar-size-vertical: 1; }
    Toast { background: $panel; width: auto; max-width: 90%; padding: 0 2; }
    """
    BINDINGS = [
        bound("f4", "corpus", tui.KEYS["corpus"]),
        bound("f7", "marks", tui.KEYS["marks"]),
        bound(HELP_KEY, "help", tui.KEYS["help"]),
        bound(PALETTE_KEY, "palette", tui.KEYS["palette"]),
        bound("f9", "next_theme", tui.KEYS["theme"], show=False),
        bound("ctrl+q,f10", "quit", tui.KEYS["quit"], priority=True),
    ]

    def __init__(self, index: Path, corpus: Path) -> None:
        super().__init__()
        self.session = Session(index, corpus)
        for theme in THEMES:
            self.register_theme(theme)
        self._ask_screen = AskScreen(self.session)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Values for the moment before the theme is set."""
        return OWN_VARIABLES

    def get_default_screen(self) -> Screen[None]:
        """The screen to ask in."""
        return self._ask_screen

    def on_mount(self) -> None:
        """Dress as the user chose."""
        themes = {theme.name for theme in THEMES}
        chosen = self.session.settings.theme
        self.theme = chosen if chosen in themes else THEMES[0].name

    # --- what screens ask for

    def on_open_reader(self, request: requests.OpenReader) -> None:
        """Open the report at a passage."""
        from kompetanse_qa.tui.reader_screen import ReaderScreen

        self.push_screen(ReaderScreen(self.session, request.passage_id, request.span))

    def on_open_overview(self, request: requests.OpenOverview) -> None:
        """Show every report that speaks of these words."""
        from kompetanse_qa.tui.overview_screen import OverviewScreen

        self.push_screen(OverviewScreen(self.session, request.words))

    def on_index_renewed(self) -> None:
        """The first screen loads what the new index needs."""
        self._ask_screen.open_index()

    def on_offer_copy(self, request: requests.OfferCopy) -> None:
        """Offer what can be copied."""
        from kompetanse_qa.tui.copy_dialog import CopyDialog

        self.push_screen(CopyDialog(request.citation))

    def on_toggle_mark(self, request: requests.ToggleMark) -> None:
        """Mark a passage, or take its mark away, and tell which."""
        citation, marks = request.citation, self.session.marks
        marked = marks.toggle(
            Mark(passage_id=citation.passage_id, question=request.question, citation=citation)
        )
        self._ask_screen.marks_changed()
        self.notify(tui.mark_added(len(marks)) if marked else tui.MARK_REMOVED)

    def on_export_session(self) -> None:
        """Offer to save what was asked and marked."""
        from kompetanse_qa.tui.export_dialog import ExportDialog

        self.push_screen(ExportDialog(self.session))

    def on_open_source(self, request: requests.OpenSource) -> None:
        """Open the source file with another program."""
        from kompetanse_qa.tui.open_source import open_source

        open_source(self, self.session.corpus_folder, request.citation)

    # --- faults

    def show_fault(self, error: Exception) -> None:
        """Show what went wrong, with the way out."""
        words = tell_fault(error, self.session.state)
        if isinstance(self.screen, FaultPanel) and self.screen.words == words:
            return
        panel = FaultPanel(words, mended_by_indexing=tui.mended_by_indexing(error))
        self.push_screen(panel, self._take_way_out)

    def _take_way_out(self, way_out: WayOut | None) -> None:
        self.fault_seen()
        if way_out == "corpus":
            self.action_corpus()
        elif way_out == "retry":
            self._ask_screen.open_index()

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the values of all variables on the way out.
        error = self._exception
        assert error is not None
        path = log_crash(error, self.session.state)
        self.panic(tui.CRASHED.format(error=error, path=path))

    # --- keys that work everywhere

    def action_corpus(self) -> None:
        """Show the reports and the index."""
        from kompetanse_qa.tui.corpus_screen import CorpusScreen

        # One screen for the whole run, so that the reading goes on when the user leaves it.
        if not self.is_screen_installed("corpus"):
            self.install_screen(CorpusScreen(self.session), "corpus")
        if not self._back_to(CorpusScreen):
            self.push_screen("corpus")

    def action_marks(self) -> None:
        """Show what was marked."""
        from kompetanse_qa.tui.marks_screen import MarksScreen

        if not self._back_to(MarksScreen):
            self.push_screen(MarksScreen(self.session))

    def _back_to(self, kind: type[Screen[None]]) -> bool:
        """Leave what is open above a screen; False if no such screen is open."""
        if not any(isinstance(screen, kind) for screen in self.screen_stack):
            return False
        while not isinstance(self.screen, kind):
            self.pop_screen()
        return True

    def action_help(self) -> None:
        """Show the help, with the keys of this screen."""
        self.push_screen(HelpScreen(commands_of(self.screen)))

    def action_palette(self) -> None:
        """Choose a command by typing."""
        commands = [c for c in commands_of(self.screen) if c.action not in _NOT_IN_PALETTE]
        for theme in THEMES:
            words = tui.THEME_IS.format(theme=tui.THEMES[theme.name])
            commands.append(
                Command(
                    key="",
                    word=words,
                    sentence="",
                    action=f"choose_theme({theme.name!r})",
                    node=self,
                )
            )
        self.push_screen(CommandDialog(commands), self._carry_out)

    async def _carry_out(self, command: Command | None) -> None:
        if command is not None:
            await self.run_action(command.action, default_namespace=command.node)

    def action_next_theme(self) -> None:
        """The next of the three themes."""
        self.action_choose_theme(next_theme(self.theme))

    def action_choose_theme(self, name: str) -> None:
        """Change the theme, for the next run as well."""
        self.theme = name
        self.notify(tui.THEME_IS.format(theme=tui.THEMES[name]))
        self.session.choose_theme(name)

    def action_help_quit(self) -> None:
        """Ctrl+C copies; whoever wants to quit with it is told how."""
        self.notify(tui.QUIT_HINT.format(key=tui.key_name("ctrl+q")))
