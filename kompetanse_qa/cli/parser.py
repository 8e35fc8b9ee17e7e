"""The command line's grammar, in Norwegian."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from kompetanse_qa.records import DEFAULT_K
from kompetanse_qa.store import DEFAULT_CORPUS, DEFAULT_INDEX
from kompetanse_qa.texts import usage

FORMATS: dict[str, tuple[str, ...]] = {
    "ask": ("text", "json", "jsonl", "csv", "md"),
    "batch": ("jsonl", "json", "csv", "md", "text"),
    "reports": ("text", "json", "jsonl", "csv", "md"),
    "show": ("text", "json", "md"),
    "verify": ("text", "json", "jsonl", "csv"),
    "eval": ("text", "json", "csv", "md"),
}
"""The formats of each command; the first is its default."""


class Parser(argparse.ArgumentParser):
    """argparse with Norwegian words; options can't be shortened, so scripts stay valid."""

    def __init__(self, **settings: object) -> None:
        super().__init__(allow_abbrev=False, **settings)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Wrong usage: the sentence on stderr, exit code 2."""
        self.exit(2, f"{self.prog}: {message}\n{self.format_usage()}")


def parse(argv: Sequence[str] | None, default_threshold: float) -> argparse.Namespace:
    """The command line as a namespace; wrong usage ends the program with exit code 2."""
    parser = build_parser(default_threshold)
    args = parser.parse_args(argv)
    if args.command in ("ask", "batch"):
        if args.year is not None and (args.year_from is not None or args.year_to is not None):
            parser.error(usage.YEAR_AND_RANGE)
    if args.command == "batch" and args.resume:
        if args.output is None:
            parser.error(usage.RESUME_NEEDS_OUTPUT)
        if args.format != "jsonl":
            parser.error(usage.RESUME_NEEDS_LINES)
    return args


def build_parser(default_threshold: float) -> Parser:
    """The whole grammar."""
    # argparse looks its sentences up through this name in its module (gettext by default).
    argparse._ = lambda text: usage.ARGPARSE.get(text, text)  # type: ignore[attr-defined]
    parser = Parser(
        prog="kompetanse-qa",
        description=usage.PROGRAM,
        epilog=usage.PROGRAM_END,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=version("kompetanse-qa"),
        help=usage.OPTION["version"],
    )
    parser.add_argument("--plain", action="store_true", help=usage.OPTION["plain"])
    parser.set_defaults(index=DEFAULT_INDEX, corpus=DEFAULT_CORPUS, no_color=False)
    commands = parser.add_subparsers(
        dest="command", title=usage.COMMANDS, metavar=usage.COMMAND, parser_class=Parser
    )

    def command(name: str) -> Parser:
        made = commands.add_parser(
            name, help=usage.COMMAND_HELP[name], description=usage.COMMAND_DESCRIPTION[name]
        )
        _folder(made, "--index")
        made.add_argument("--no-color", action="store_true", help=usage.OPTION["no_color"])
        if name in FORMATS:
            default = FORMATS[name][0]
            made.add_argument(
                "--format",
                choices=FORMATS[name],
                default=default,
                metavar=usage.METAVAR["format"],
                help=usage.OPTION["format"].format(default=default)
                + ": "
                + ", ".join(FORMATS[name]),
            )
        return made

    index = command("index")
    _folder(index, "--corpus")
    index.add_argument("--encoder", metavar=usage.METAVAR["name"], help=usage.OPTION["encoder"])
    index.add_argument(
        "--engines", nargs="+", default=(), metavar=usage.METAVAR["name"],
        help=usage.OPTION["engines"],
    )  # fmt: skip
    index.add_argument("--undo", action="store_true", help=usage.OPTION["undo"])

    ask = command("ask")
    ask.add_argument("question", metavar=usage.METAVAR["question"], help=usage.OPTION["question"])
    _asking(ask, default_threshold)
    ask.add_argument("--trace", action="store_true", help=usage.OPTION["trace"])

    batch = command("batch")
    batch.add_argument("questions", metavar=usage.METAVAR["file"], help=usage.OPTION["questions"])
    batch.add_argument(
        "-o", "--output", type=Path, metavar=usage.METAVAR["file"], help=usage.OPTION["output"]
    )
    batch.add_argument("--resume", action="store_true", help=usage.OPTION["resume"])
    _asking(batch, default_threshold)

    command("reports")

    show = command("show")
    show.add_argument("passage", metavar=usage.METAVAR["passage"], help=usage.OPTION["passage"])
    show.add_argument(
        "--context",
        type=_number(usage.NOT_NEGATIVE, least=0),
        default=1,
        metavar=usage.METAVAR["number"],
        help=usage.OPTION["context"],
    )

    cite = command("cite")
    cite.add_argument("passage", metavar=usage.METAVAR["passage"], help=usage.OPTION["passage"])
    cite.add_argument(
        "--style",
        choices=("apa", "bibtex", "ris"),
        default="apa",
        metavar=usage.METAVAR["style"],
        help=usage.OPTION["style"],
    )

    verify = command("verify")
    verify.add_argument("answers", metavar=usage.METAVAR["file"], help=usage.OPTION["answers"])
    _folder(verify, "--corpus")

    tui = command("tui")
    _folder(tui, "--corpus")

    serve = command("serve")
    _folder(serve, "--corpus")
    serve.add_argument(
        "--port",
        type=_number(usage.PORT, least=1, most=65535),
        default=8000,
        metavar=usage.METAVAR["number"],
        help=usage.OPTION["port"],
    )
    serve.add_argument(
        "--host", default="127.0.0.1", metavar=usage.METAVAR["address"], help=usage.OPTION["host"]
    )
    serve.add_argument("--allow-network", action="store_true", help=usage.OPTION["allow_network"])

    _evaluating(command("eval"))

    doctor = command("doctor")
    _folder(doctor, "--corpus")
    return parser


def _folder(parser: Parser, option: str) -> None:
    name = option.removeprefix("--")
    parser.add_argument(
        option,
        type=Path,
        default=Path(name),
        metavar=usage.METAVAR["folder"],
        help=usage.OPTION[name],
    )


def _evaluating(parser: Parser) -> None:
    file, folder = usage.METAVAR["file"], usage.METAVAR["folder"]
    parser.set_defaults(system=["kompetanse"], gold=Path("eval/gold.jsonl"))
    questions = parser.add_mutually_exclusive_group()
    questions.add_argument("--gold", type=Path, metavar=file, help=usage.OPTION["gold"])
    questions.add_argument("--beir", type=Path, metavar=folder, help=usage.OPTION["beir"])
    name = usage.METAVAR["name"]
    parser.add_argument("--split", metavar=name, help=usage.OPTION["split"])
    parser.add_argument("--encoder", metavar=name, help=usage.OPTION["beir_encoder"])
    parser.add_argument("--system", nargs="+", metavar=name, help=usage.OPTION["system"])
    parser.add_argument("--runs", type=Path, metavar=folder, help=usage.OPTION["runs"])
    parser.add_argument("--html", type=Path, metavar=file, help=usage.OPTION["html"])
    parser.add_argument("--compare", nargs=2, type=Path, metavar=file, help=usage.OPTION["compare"])


def _asking(parser: Parser, default_threshold: float) -> None:
    """The options of every command that asks."""
    year = _number(usage.YEAR, least=1)
    parser.add_argument(
        "-k",
        type=_number(usage.WHOLE_NUMBER, least=1),
        default=DEFAULT_K,
        metavar=usage.METAVAR["number"],
        help=usage.OPTION["k"],
    )
    parser.add_argument(
        "--report",
        action="append",
        default=[],
        metavar=usage.METAVAR["passage"],
        help=usage.OPTION["report"],
    )
    parser.add_argument(
        "--publisher",
        action="append",
        default=[],
        metavar=usage.METAVAR["name"],
        help=usage.OPTION["publisher"],
    )
    for option, dest in (("--year", "year"), ("--from", "year_from"), ("--to", "year_to")):
        parser.add_argument(
            option,
            dest=dest,
            type=year,
            metavar=usage.METAVAR["year"],
            help=usage.OPTION[option.removeprefix("--")],
        )
    parser.add_argument(
        "--threshold",
        type=_share,
        default=default_threshold,
        metavar=usage.METAVAR["number"],
        help=usage.OPTION["threshold"].format(default=f"{default_threshold:g}".replace(".", ",")),
    )


def _number(what: str, least: int, most: int | None = None) -> Callable[[str], int]:
    def parse(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if value < least or (most is not None and value > most):
            raise argparse.ArgumentTypeError(usage.IS_NOT.format(text=text, what=what))
        return value

    return parse


def _share(text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(usage.IS_NOT.format(text=text, what=usage.FROM_0_TO_1))
    return value
