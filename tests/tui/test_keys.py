"""The table of keys, for whoever looks for what a key does."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

from textual.app import App
from textual.screen import Screen

import kompetanse_qa.tui as room
from kompetanse_qa.texts.tui import key_name
from kompetanse_qa.tui import keys

ROOM = Path(room.__path__[0])


def bound_in_the_room() -> set[tuple[str, str]]:
    """Each function key and each one with Ctrl that a screen binds, with the screen's file."""
    found = set()
    for name in (module.name for module in pkgutil.iter_modules([str(ROOM)])):
        module = importlib.import_module(f"{room.__name__}.{name}")
        for kind in vars(module).values():
            own = isinstance(kind, type) and kind.__module__ == module.__name__
            if own and issubclass(kind, App | Screen):
                pressed = ",".join(binding.key for binding in vars(kind).get("BINDINGS", ()))
                function = re.findall(r"\bf\d+\b|ctrl\+\w", pressed)
                found |= {(key_name(key), f"{name}.py") for key in function}
    return found


def test_every_function_key_stands_in_the_table_with_the_file_that_binds_it():
    rows = [line.split() for line in (keys.__doc__ or "").splitlines() if ".py" in line]
    bound = bound_in_the_room()
    assert ("F5", "passage_screen.py") in bound
    # On the first screen they do the same, in other words.
    for key, file in bound - {("F5", "ask_screen.py"), ("F6", "ask_screen.py")}:
        assert file in {word.strip(",") for row in rows if row[0] == key for word in row}, key


def test_every_file_of_the_table_is_there():
    words = [word.strip(",") for word in (keys.__doc__ or "").split()]
    for file in (word for word in words if word.endswith(".py")):
        assert (ROOM / file).is_file() or (ROOM.parent / file).is_file(), file
