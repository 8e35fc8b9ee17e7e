"""What `ask`, `batch` and the prompt share: filters from options, an answer in each format."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from kompetanse_qa.answer_json import answer_object
from kompetanse_qa.citing import apa_in_text
from kompetanse_qa.cli.screen import csv_text, json_text, print_indented
from kompetanse_qa.records import Answer, Citation, Filters, Hit
from kompetanse_qa.search import Index
from kompetanse_qa.texts import answers

CSV_COLUMNS = (
    "id", "question", "found", "confidence", "answer", "report_id", "title", "year",
    "headings", "page", "page_label", "lines", "passage_id", "error",
)  # fmt: skip


def filters_of(args: Namespace) -> Filters:
    """The filters that the options name."""
    year_from, year_to = args.year_from, args.year_to
    if args.year is not None:
        year_from = year_to = args.year
    return Filters(
        reports=tuple(args.report),
        publishers=tuple(args.publisher),
        year_from=year_from,
        year_to=year_to,
    )


def answer_csv_row(answer: Answer, question_id: str | None) -> list[Any]:
    """One answer as a row under `CSV_COLUMNS`."""
    first = answer.citations[0] if answer.citations else None
    where = (
        [
            first.report_id, first.title, first.year, answers.headings_in_words(first.headings),
            first.page, first.page_label, "-".join(map(str, first.lines or ())), first.passage_id,
        ]
        if first
        else [None] * 8
    )  # fmt: skip
    return [
        question_id, answer.question, answer.found, round(answer.confidence, 4), answer.text,
        *where, None,
    ]  # fmt: skip


def answer_csv(answer: Answer) -> str:
    """One answer as CSV with its header."""
    return csv_text(CSV_COLUMNS, [answer_csv_row(answer, None)])


def answer_json(answer: Answer, *, indent: int | None) -> str:
    """One answer as JSON."""
    return json_text(answer_object(answer), indent=indent)


def answer_markdown(answer: Answer, cited: Sequence[Citation]) -> str:
    """One answer as Markdown; ``cited`` are the citations of the hits, in order."""
    lines = [f"## {answer.question}", ""]
    if answer.found and answer.citations:
        first = answer.citations[0]
        lines += [_quote(first.quote), "", f"— {_source_line(first)}", ""]
        rest = list(zip(answer.hits, cited, strict=True))[1:]
        title = answers.MORE_HITS
    else:
        lines += [f"**{answers.not_found(answer)}**", ""]
        rest, title = list(zip(answer.hits, cited, strict=True)), answers.nearest_title(answer)
    if rest:
        lines += [f"### {title}", ""]
        for hit, citation in rest:
            lines += [
                f"{hit.rank}. {' '.join(citation.quote.split())}",
                f"   — {_source_line(citation)}",
            ]
        lines.append("")
    lines += [f"*{answers.searched_in_words(answer.searched, answer.seconds)}*", ""]
    return "\n".join(lines)


def _quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _source_line(citation: Citation) -> str:
    parts = [
        citation.title,
        apa_in_text(citation),
        answers.headings_in_words(citation.headings),
        answers.place_in_words(citation),
    ]
    return ". ".join(part for part in parts if part)


def print_answer(console: Console, index: Index, answer: Answer, *, trace: bool = False) -> None:
    """One answer for a person to read."""
    if answer.found:
        first, *rest = answer.hits
        console.print(
            Text.assemble(
                (answers.ANSWER, "bold green"),
                f" ({answers.confidence_in_words(answer.confidence)})",
            )
        )
        print_indented(console, Text(f"{answer.text}\n", style="bold"), 2)
        _print_source(console, answer.citations[0])
        console.print(Text(f"\n{answers.PASSAGE}", style="bold"))
        _print_passage(console, first)
        _print_trace(console, first, trace)
        title = answers.MORE_HITS
    else:
        rest = list(answer.hits)
        console.print(Text(answers.not_found(answer), style="bold yellow"))
        console.print(answers.TRY_OTHERWISE)
        title = answers.nearest_title(answer)
    if rest or not answer.hits:
        console.print(Text(f"\n{title}", style="bold"))
    for hit in rest:
        _print_hit(console, hit, index.cite(hit.passage, hit.answer_span))
        _print_trace(console, hit, trace)
    console.print(
        Text(f"\n{answers.searched_in_words(answer.searched, answer.seconds)}", style="dim")
    )


def _print_source(console: Console, citation: Citation) -> None:
    lines = [
        f"{answers.byline(citation)}: {citation.title}",
        answers.headings_in_words(citation.headings),
        answers.place_in_words(citation),
        citation.url or "",
        citation.passage_id,
    ]
    console.print(Text(answers.SOURCE, style="bold"))
    print_indented(console, Text("\n".join(line for line in lines if line)), 2)


def _print_passage(console: Console, hit: Hit) -> None:
    text = Text(_one_space(hit.passage.text))
    if hit.answer_span:
        text.stylize("reverse", hit.answer_span.start, hit.answer_span.end)
    print_indented(console, text, 2)


def _print_hit(console: Console, hit: Hit, citation: Citation) -> None:
    where = [
        answers.hit_title(hit.passage),
        answers.headings_in_words(hit.passage.headings),
        answers.place_in_words(citation),
        hit.passage.id,
    ]
    print_indented(console, Text(f"{hit.rank}. {' '.join(citation.quote.split())}"), 0)
    print_indented(console, Text("\n".join(part for part in where if part), style="dim"), 3)


def _print_trace(console: Console, hit: Hit, wanted: bool) -> None:
    if wanted:
        ranks = ", ".join(f"{engine} {rank}" for engine, rank in hit.ranks)
        console.print(Text(f"   [{answers.number(hit.score)}: {ranks}]", style="dim"))


def _one_space(text: str) -> str:
    # Tabs would be widened by the terminal and move the marked stretch.
    return re.sub(r"\t", " ", text)
