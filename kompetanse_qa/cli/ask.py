"""`kompetanse-qa ask`: one question, one answer."""

from __future__ import annotations

from argparse import Namespace

from kompetanse_qa.cli.asking import (
    answer_csv,
    answer_json,
    answer_markdown,
    filters_of,
    print_answer,
)
from kompetanse_qa.cli.exits import DONE, NOT_FOUND
from kompetanse_qa.cli.screen import out, talk_to, write
from kompetanse_qa.search import open_index
from kompetanse_qa.texts import talk


def ask(args: Namespace) -> int:
    """Ask; 1 if the reports do not answer."""
    filters = filters_of(args)
    with open_index(args.index) as index:
        answer = index.ask(args.question, k=args.k, filters=filters, threshold=args.threshold)
        if len(answer.hits) < args.k:
            talk_to(args).print(talk.fewer_hits(args.k, len(answer.hits)))
        match args.format:
            case "text":
                print_answer(out(args), index, answer, trace=args.trace)
            case "md":
                cited = [index.cite(hit.passage, hit.answer_span) for hit in answer.hits]
                write(answer_markdown(answer, cited))
            case "csv":
                write(answer_csv(answer))
            case "json":
                write(answer_json(answer, indent=1))
            case "jsonl":
                write(answer_json(answer, indent=None))
    return DONE if answer.found else NOT_FOUND
