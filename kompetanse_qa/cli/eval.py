"""`kompetanse-qa eval`: how good is it, and which of two systems is better?"""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kompetanse_qa.cli.exits import DONE
from kompetanse_qa.cli.screen import talk_to, write
from kompetanse_qa.evaluation.evaluate import Settings, run_evaluation
from kompetanse_qa.evaluation.html_report import html_report
from kompetanse_qa.evaluation.registry import Opener
from kompetanse_qa.evaluation.run_files import compare_runs
from kompetanse_qa.evaluation.tables import render
from kompetanse_qa.texts import talk


def evaluate(
    args: Namespace,
    others: Mapping[str, Opener] | None = None,
    command: Sequence[str] | None = None,
) -> int:
    """Evaluate and print, or compare two runs that were saved.

    ``others`` are systems that may be named besides our own; ``command`` is what the report says
    it was made with, if that is not this program.
    """
    if args.compare:
        write(render(compare_runs(*args.compare), args.format))
        return DONE
    console = talk_to(args)
    console.print(talk.EVALUATING.format(systems=", ".join(args.system)))
    settings = replace(_settings(args), others=others or {})
    evaluation = run_evaluation(settings)
    write(render(evaluation, args.format))
    if args.html:
        said = shlex.join(command or ["kompetanse-qa", *sys.argv[1:]])
        page = html_report(evaluation, command=said, made=date.today())
        args.html.parent.mkdir(parents=True, exist_ok=True)
        args.html.write_text(page, encoding="utf-8")
        console.print(talk.WROTE.format(path=args.html))
    return DONE


def _settings(args: Namespace) -> Settings:
    settings = Settings(index=args.index, systems=tuple(args.system), runs=args.runs)
    if args.beir is None:
        return replace(settings, gold=args.gold, gold_split=args.split)
    return replace(
        settings,
        beir=args.beir,
        beir_split=args.split or settings.beir_split,
        beir_encoder=args.encoder or settings.beir_encoder,
    )
