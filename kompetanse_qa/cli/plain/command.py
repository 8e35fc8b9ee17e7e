"""A line of the dialogue: a command, or a question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kompetanse_qa.texts.plain import MATCH, WORDS

_NAMES = {word: name for name, word in WORDS.items()}
_ALONE = ""
_NUMBER = r"(?P<number>\d+)"
_NUMBER_OR_HERE = rf"{_NUMBER}?"
_NUMBER_AND_STYLE = rf"{_NUMBER}?\s*(?P<rest>\S*)"
_OF_MATCHES = rf"(?P<match>{MATCH})?"
_WORD = r"(?P<rest>\S*)"
_WORDS = r"(?P<rest>.+)"
_ANYTHING = r"(?P<rest>.*)"
# What may stand behind the word of each command.
_SHAPES = {
    "ask": _WORDS, "overview": _WORDS, "find": _WORDS, "filter": _ANYTHING, "export": _WORD,
    "show": _NUMBER, "go": _NUMBER, "read": _NUMBER_OR_HERE, "mark": _NUMBER_OR_HERE,
    "source": _NUMBER_OR_HERE, "cite": _NUMBER_AND_STYLE, "copy": _NUMBER_AND_STYLE,
    "next": _OF_MATCHES, "previous": _OF_MATCHES, "contents": _ALONE, "back": _ALONE,
    "forward": _ALONE, "marks": _ALONE, "reports": _ALONE, "index": _ALONE, "history": _ALONE,
    "help": _ALONE, "quit": _ALONE,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What is to be done."""

    name: str
    """A key of `texts.plain.WORDS`, or `again`, `next_match`, `previous_match`."""
    number: int | None = None
    """The number in the last list; None: where the reader is."""
    rest: str = ""
    """A style, a format, or free words."""


def parse(line: str) -> Command:
    """The command that a line is. What has not the shape of a command is a question.

    So "vis 2" is carried out and "Vis meg hvordan …" is asked; a question that does have the
    shape of a command is asked with the word for `ask` before it.
    """
    first, _, rest = line.strip().partition(" ")
    name = _NAMES.get(first.casefold())
    shape = re.fullmatch(_SHAPES[name], rest.strip(), re.IGNORECASE) if name else None
    if name is None or shape is None:
        return Command(name="ask", rest=line.strip())
    found = shape.groupdict()
    number, words = found.get("number"), found.get("rest") or ""
    if name == "ask" and words.isdecimal():
        return Command(name="again", number=int(words))
    if found.get("match"):
        name = f"{name}_match"
    return Command(name=name, number=int(number) if number else None, rest=words)
