"""Breaks a long text into screen lines, fast enough for a whole report at once.

Textual's and Rich's own wrapping style and measure every word, which takes a second for a report
of 400 kB; here most lines are found with one backward search for a space.
"""

from __future__ import annotations

from rich.cells import cell_len, get_character_cell_size


def break_lines(text: str, width: int, indent: int = 0) -> list[tuple[int, int]]:
    """The stretches of ``text`` that stand on one screen line each, as ``(start, end)``.

    Lines are at most ``width`` cells, and ``indent`` cells less where a line of the text goes on
    on the next screen line. They break at spaces, which belong to no line, and within a word only
    where it is longer than a line. ``text`` holds no control character but the newline.
    """
    plain = cell_len(text.replace("\n", "")) == len(text) - text.count("\n")
    lines: list[tuple[int, int]] = []
    start = 0
    for row in text.split("\n"):
        following, end = start + len(row) + 1, start + len(row.rstrip(" "))
        room = width
        while True:
            reach = start + room if plain else _reach(text, start, end, room)
            if reach >= end:
                lines.append((start, end))
                break
            cut = text.rfind(" ", start + 1, reach + 1)
            if cut == -1:
                cut = reach
            lines.append((start, start + len(text[start:cut].rstrip(" "))))
            start = cut
            while text[start] == " ":
                start += 1
            room = max(1, width - indent)
        start = following
    return lines


def _reach(text: str, start: int, end: int, room: int) -> int:
    """How far the characters from ``start`` on fit into ``room`` cells; one at least."""
    for at in range(start, end):
        room -= get_character_cell_size(text[at])
        if room < 0:
            return max(at, start + 1)
    return end
