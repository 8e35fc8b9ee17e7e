"""The dialogue to save what was asked and marked; it says where the file went."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kompetanse_qa.sitting.export import FORMATS, Format, export_session, file_name, session_as
from kompetanse_qa.sitting.session import Session
from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.choice_list import ChoiceList
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.keys import bound


class ExportDialog(ModalScreen[None]):
    """Saves to the folder that the program was started in."""

    DEFAULT_CSS = """
    ExportDialog {
        align: center middle;
        background: $background 70%;
        & > Vertical {
            width: 90%;
            max-width: 70;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            background: $surface;
        }
        & .title { padding: 0 1; margin-bottom: 1; text-style: bold; color: $accent; }
        & .how-many { padding: 0 1; margin-bottom: 1; }
    }
    """
    BINDINGS = [bound("escape,f7", "cancel", KEYS["cancel"])]

    @dataclass
    class Saved(Message):
        """The file was written."""

        path: Path

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._answers, self._marks = tuple(session.answers), tuple(session.marks)

    def compose(self) -> ComposeResult:
        """How much there is to save, and the formats."""
        with Vertical():
            yield Static(words.EXPORT_TITLE, classes="title")
            if self._answers or self._marks:
                how_many = words.to_export(len(self._answers), len(self._marks))
                yield Static(how_many, classes="how-many")
                yield ChoiceList(*(_option(form) for form in FORMATS), markup=False)
            else:
                yield Static(words.NOTHING_TO_EXPORT, classes="how-many")
        yield KeyBar()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Save in this format; from a browser, to where the browser saves."""
        form = FORMATS[event.option_index]
        if self.app.is_web:
            text = session_as(form, self._answers, self._marks)
            name = file_name(form, date.today())
            self.app.deliver_text(io.StringIO(text), save_filename=name, encoding="utf-8")
            self.post_message(self.Saved(Path(name)))
        else:
            self._save(form)

    @work(thread=True, exclusive=True)
    def _save(self, form: Format) -> None:
        path = export_session(self._answers, self._marks, form, Path.cwd(), date.today())
        self.post_message(self.Saved(path))

    def on_export_dialog_saved(self, event: Saved) -> None:
        """Say where the file is, and close."""
        self.notify(words.exported(len(self._answers), len(self._marks), str(event.path)))
        self.dismiss()

    def action_cancel(self) -> None:
        """Close without saving."""
        self.dismiss()


def _option(form: Format) -> Option:
    name, what_for = words.FORMATS[form]
    return Option(Content.assemble((f"{name:<10}", "bold"), (what_for, "$quiet")), id=form)
