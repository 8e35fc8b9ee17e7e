"""The dialogue of F5: copies a quote, a citation, or both, and shows what will be copied."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kompetanse_qa.records import Citation
from kompetanse_qa.sitting.copying import copied_text
from kompetanse_qa.texts import tui_reader as words
from kompetanse_qa.texts.tui import COPIED
from kompetanse_qa.texts.tui_reader import KEYS
from kompetanse_qa.tui.choice_list import ChoiceList
from kompetanse_qa.tui.key_bar import KeyBar
from kompetanse_qa.tui.keys import bound


class CopyDialog(ModalScreen[None]):
    """Copies by OSC 52, so that it works over SSH."""

    DEFAULT_CSS = """
    CopyDialog {
        align: center middle;
        background: $background 70%;
        & > Vertical {
            width: 90%;
            max-width: 84;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            background: $surface;
        }
        & .title { padding: 0 1; margin-bottom: 1; text-style: bold; color: $accent; }
        & .preview-title { padding: 0 1; margin: 1 0 0 0; color: $quiet; }
        & VerticalScroll {
            height: auto;
            max-height: 12;
            padding: 0 1;
            margin-top: 1;
        }
        &.-low VerticalScroll { max-height: 4; }
    }
    """
    BINDINGS = [bound("escape,f5", "cancel", KEYS["cancel"])]

    def __init__(self, citation: Citation) -> None:
        super().__init__()
        self._citation = citation

    def compose(self) -> ComposeResult:
        """What can be copied, and how it will look."""
        with Vertical():
            yield Static(words.COPY_TITLE, classes="title")
            yield ChoiceList(
                *(Option(name, id=piece) for piece, name in words.COPIES.items()), markup=False
            )
            yield Static(words.PREVIEW, classes="preview-title")
            with VerticalScroll(can_focus=False):
                yield Static(classes="preview", markup=False)
        yield KeyBar()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show how the text under the cursor will look."""
        self.query_one(".preview", Static).update(self._text(event.option))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Copy it, say so, and close."""
        self.app.copy_to_clipboard(self._text(event.option))
        self.app.notify(COPIED.format(what=event.option.prompt))
        self.dismiss()

    def action_cancel(self) -> None:
        """Close without copying."""
        self.dismiss()

    def _text(self, option: Option) -> str:
        piece = next(piece for piece in words.COPIES if piece == option.id)
        return copied_text(self._citation, piece)
