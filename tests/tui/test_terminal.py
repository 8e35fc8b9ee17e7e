"""The app in a real terminal (tmux): start, ask, read the screen, quit; the terminal as before."""

from __future__ import annotations

import os
import select
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import ROOT

pytestmark = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="no tmux here: apt-get install tmux"
)
PATIENCE = 120
"""Seconds that a busy machine may take to load the model; nothing waits longer than it must."""


class Terminal:
    """A shell in a tmux of its own, 90 columns by 45 lines."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._socket = str(folder / "tmux")
        self._environment = {**os.environ, "PYTHONUTF8": "1", "PS1": "$ ", **environment}
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", "90", "-y", "45", "-s", "t", "sh")
        # Whatever is written to the screen also comes here, so that there is something to wait on.
        os.mkfifo(folder / "written")
        self._written = os.open(folder / "written", os.O_RDONLY | os.O_NONBLOCK)
        self._tmux("pipe-pane", "-t", "t", f"cat > {shlex.quote(str(folder / 'written'))}")

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-u", "-S", self._socket, *arguments]
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def type(self, text: str) -> None:
        """Press the keys of a text."""
        self._tmux("send-keys", "-t", "t", "-l", "--", text)

    def press(self, key: str) -> None:
        """Press a key by its tmux name."""
        self._tmux("send-keys", "-t", "t", key)

    @property
    def screen(self) -> str:
        """What is on the screen, with every gap one space wide."""
        return " ".join(self._tmux("capture-pane", "-p", "-t", "t").split())

    def mode(self, name: str) -> str:
        """A mode of the terminal, such as ``alternate_on``."""
        return self._tmux("display-message", "-p", "-t", "t", f"#{{{name}}}").strip()

    def read_until(self, text: str) -> str:
        """Wait until the text is on the screen; returns the screen."""
        until = time.monotonic() + PATIENCE
        while text not in (screen := self.screen):
            left = until - time.monotonic()
            ready, _, _ = select.select([self._written], [], [], max(left, 0))
            assert ready, f"«{text}» never came; the screen is:\n{screen}"
            os.read(self._written, 65536)
        return screen

    def close(self) -> None:
        """End the shell and all in it."""
        os.close(self._written)
        self._tmux("kill-server")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A shell that has written a line which should be there again afterwards."""
    made = Terminal(tmp_path, KOMPETANSE_QA_STATE=str(tmp_path / "state"))
    made.type("echo Det sto $((1000 + 914)) her fra før")
    made.press("Enter")
    made.read_until("Det sto 1914 her fra før")
    yield made
    made.close()


def start(terminal: Terminal, index: Path) -> None:
    command = [
        sys.executable, "-m", "kompetanse_qa", "tui",
        "--index", str(index), "--corpus", str(ROOT / "corpus"),
    ]  # fmt: skip
    terminal.type(shlex.join(command))
    terminal.press("Enter")
    terminal.read_until("Skriv et spørsmål og trykk Enter")


def test_a_question_is_asked_and_answered_and_the_terminal_left_as_it_was(real_index, terminal):
    start(terminal, real_index)
    assert terminal.mode("alternate_on") == "1"
    terminal.type("Hva er forskjellen på etterutdanning og videreutdanning?")
    terminal.press("Enter")
    # As it stands in partnerskap-for-laererkompetanse-2012.md.
    terminal.read_until(
        "Med videreutdanning mener forskerne kurs som leder til studiepoeng, mens etterutdanning "
        "er kurs som ikke leder til studiepoeng."
    )
    terminal.press("C-q")
    terminal.read_until("Det sto 1914 her fra før")
    terminal.type("echo $((6 * 7)) takk")
    terminal.press("Enter")
    screen = terminal.read_until("42 takk")
    assert "echo $((6 * 7)) takk" in screen  # what is typed is seen again
    assert "Skriv et spørsmål" not in screen
    modes = ("alternate_on", "mouse_any_flag", "keypad_flag", "cursor_flag")
    assert [terminal.mode(mode) for mode in modes] == ["0", "0", "0", "1"]


def test_without_an_index_the_way_out_is_on_the_screen(tmp_path, terminal):
    start(terminal, tmp_path / "none")
    screen = terminal.read_until("Det finnes ingen indeks")
    assert "kompetanse-qa index" in screen
    terminal.press("C-q")
    terminal.read_until("Det sto 1914 her fra før")
