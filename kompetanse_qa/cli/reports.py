"""`kompetanse-qa reports`: what the index holds."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from rich.table import Table

from kompetanse_qa.cli.exits import DONE
from kompetanse_qa.cli.screen import csv_text, json_text, out, write
from kompetanse_qa.records import ReportCard
from kompetanse_qa.store.generations import Store
from kompetanse_qa.store.passages import Passages
from kompetanse_qa.texts import talk


def reports(args: Namespace) -> int:
    """List the reports; needs no engine, so it is quick."""
    passages = Passages(Store(args.index).current().folder)
    cards = passages.cards
    passages.close()
    match args.format:
        case "text":
            _print(args, cards)
        case "json":
            write(json_text([asdict(card) for card in cards]))
        case "jsonl":
            write("\n".join(json_text(asdict(card), indent=None) for card in cards))
        case "csv":
            write(csv_text(talk.REPORT_COLUMNS, [_row(card) for card in cards]))
        case "md":
            lines = [f"| {' | '.join(map(str, _row(card)))} |" for card in cards]
            head = f"| {' | '.join(talk.REPORT_COLUMNS)} |"
            write("\n".join([head, "|---" * len(talk.REPORT_COLUMNS) + "|", *lines]))
    return DONE


def _print(args: Namespace, cards: tuple[ReportCard, ...]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, name in enumerate(talk.REPORT_COLUMNS):
        last = number == len(talk.REPORT_COLUMNS) - 1
        table.add_column(name, justify="right" if last else "left", overflow="fold")
    for card in cards:
        table.add_row(*map(str, _row(card)))
    out(args).print(table)


def _row(card: ReportCard) -> list[str]:
    title = f"{card.title} ({talk.DESCRIPTIVE})" if card.descriptive_title else card.title
    year = str(card.year) if card.year else talk.NO_YEAR
    return [card.id, year, title, card.publisher or "", str(card.passages)]
