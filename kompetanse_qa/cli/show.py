"""`kompetanse-qa show`: a passage between its neighbours."""

from __future__ import annotations

from argparse import Namespace

from rich.console import Console
from rich.text import Text

from kompetanse_qa.answer_json import citation_object
from kompetanse_qa.cli.exits import DONE
from kompetanse_qa.cli.screen import json_text, out, print_indented, write
from kompetanse_qa.records import Passage
from kompetanse_qa.search import Index, open_index
from kompetanse_qa.texts import answers


def show(args: Namespace) -> int:
    """Show the passage with as many neighbours on each side as are wanted."""
    with open_index(args.index) as index:
        shown = index.surroundings(index.passage(args.passage), args.context)
        match args.format:
            case "text":
                print_surroundings(out(args), index, args.passage, shown)
            case "json":
                write(json_text([citation_object(index.cite(passage)) for passage in shown]))
            case "md":
                write("\n\n".join(_markdown(passage, args.passage) for passage in shown))
    return DONE


def print_surroundings(
    console: Console, index: Index, passage_id: str, shown: list[Passage]
) -> None:
    """The passages in reading order under their headings, the wanted one marked."""
    headings: tuple[str, ...] | None = None
    for passage in shown:
        citation = index.cite(passage)
        if passage.headings != headings:
            headings = passage.headings
            console.print(Text(answers.headings_in_words(headings), style="bold"))
        wanted = passage.id == passage_id
        place = f"{answers.place_in_words(citation)}  {passage.id}"
        console.print(Text(f"{'▌ ' if wanted else '  '}{place}", style="dim"))
        text = Text(passage.text.replace("\t", " "), style="bold" if wanted else "")
        print_indented(console, text, 2)
        console.print()


def _markdown(passage: Passage, wanted: str) -> str:
    quote = "> " if passage.id == wanted else ""
    lines = "\n".join(f"{quote}{line}" for line in passage.text.split("\n"))
    return f"*{answers.headings_in_words(passage.headings)}*\n\n{lines}"
