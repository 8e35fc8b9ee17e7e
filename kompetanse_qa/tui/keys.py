"""The keys: how one is bound, with the words that key bar, help and command palette show.

What each does, and the file that binds it first; a test holds the table to the bindings.

    F1      help                      app.py, help_screen.py
    F2      filter                    ask_screen.py, filter_dialog.py
    F2      contents of the report    reader_screen.py, contents_tree.py
    F3      overview                  ask_screen.py, overview_screen.py
    F3      find in the report        reader_screen.py, find_bar.py
    F4      reports, read them in     app.py, corpus_screen.py, fault_panel.py
    F5      copy quote and citation   passage_screen.py, copy_dialog.py, sitting/copying.py
    F6      mark, unmark              passage_screen.py, marks_screen.py, sitting/marks.py
    F7      marks                     app.py, marks_screen.py
    F7      save the session          marks_screen.py, export_dialog.py, sitting/export.py
    F8      clear the filter          ask_screen.py, filter_dialog.py
    F9      theme                     app.py, themes.py, sitting/settings.py
    F10     quit                      app.py
    Ctrl+F  find in the report        reader_screen.py, find_bar.py
    Ctrl+P  command palette           app.py, command_dialog.py
    Ctrl+Q  quit                      app.py
    o       open the source file      passage_screen.py, open_source.py, sitting/source_file.py
    t, f    back and forward          reader_screen.py, sitting/trail.py
    l, s    read reports in, stop     corpus_screen.py, index_run.py
"""

from __future__ import annotations

from textual.binding import Binding

from kompetanse_qa.texts.tui import Key


def bound(
    keys: str, action: str, key: Key, *, show: bool = True, priority: bool = False
) -> Binding:
    """Bind keys (apart by commas; the first is the one that is shown) to an action.

    The footer shows the word, help and palette the sentence; ``show`` is about the footer alone.
    """
    return Binding(keys, action, key.word, tooltip=key.sentence, show=show, priority=priority)


HELP_KEY = "f1"
PALETTE_KEY = "ctrl+p"


def place(key: str) -> int:
    """Where a key stands among others: plain, F1, F2 …, with Ctrl, the palette's own."""
    if key == PALETTE_KEY:
        return 101
    number = key.removeprefix("f")
    return 100 if "+" in key else int(number) if number.isdigit() else 0
