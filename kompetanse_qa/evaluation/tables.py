"""An evaluation as plain tables, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from kompetanse_qa.evaluation.records import (
    MEASURES,
    Comparison,
    Estimate,
    Evaluation,
    SystemResult,
)
from kompetanse_qa.texts import evaluation as says

Format = Literal["text", "md", "csv", "json"]

SHOWN_DIFFS = 10
"""Questions of a diff that the tables show from each end; JSON and the report have all."""

NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A caption, the heads of the columns, and rows of as many cells."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def render(evaluation: Evaluation, form: Format) -> str:
    """The whole evaluation as text that ends with a line break.

    ``text`` and ``md`` hold the tables, ``csv`` every estimate (one a row, slices too), ``json``
    all there is.
    """
    match form:
        case "text":
            return "\n".join(_aligned(table) for table in tables(evaluation))
        case "md":
            return "\n".join(_markdown(table) for table in tables(evaluation))
        case "csv":
            return _csv(evaluation)
        case "json":
            return json.dumps(asdict(evaluation), ensure_ascii=False, indent=1) + "\n"


def tables(evaluation: Evaluation) -> list[Table]:
    """What is shown on a terminal: systems, comparisons, slices, and what changed."""
    made = [systems_table(evaluation)]
    made.extend(_comparison_table(comparison) for comparison in evaluation.comparisons)
    if any(result.slices for result in evaluation.systems):
        made.append(_slices_table(evaluation.systems))
    questions = {question.id: question.question for question in evaluation.questions}
    made.extend(_diff_table(c, questions) for c in evaluation.comparisons if c.diffs)
    return made


def systems_table(evaluation: Evaluation) -> Table:
    """The systems side by side, a measure a row."""
    results = evaluation.systems
    rows = [
        (measure, *(_estimate(result.estimates.get(measure)) for result in results))
        for measure in MEASURES
        if any(measure in result.estimates for result in results)
    ]
    rows.append((says.PASSAGES, *(str(result.passages) for result in results)))
    rows.append((says.PASSAGE_WORDS, *(f"{result.passage_words:.0f}" for result in results)))
    rows.append((says.SECONDS, *(f"{result.seconds_p50 * 1000:.1f}" for result in results)))
    caption = says.SYSTEMS.format(
        questions=len(results[0].outcomes), question_set=evaluation.question_set
    )
    head = (says.MEASURE, *(result.system for result in results))
    return Table(caption=caption, head=head, rows=tuple(rows))


def _comparison_table(comparison: Comparison) -> Table:
    return Table(
        caption=says.COMPARISON.format(first=comparison.first, second=comparison.second),
        head=(says.MEASURE, says.DIFFERENCE, says.P_VALUE, says.WINS, says.TIES, says.LOSSES),
        rows=tuple(
            (
                test.measure,
                _estimate(test.difference, sign="+"),
                f"{test.p_value:.4f}",
                str(test.wins),
                str(test.ties),
                str(test.losses),
            )
            for test in comparison.tests
        ),
    )


def _slices_table(results: Sequence[SystemResult]) -> Table:
    held = [{(s.name, s.value): s.estimates for s in result.slices} for result in results]
    pairs = list(dict.fromkeys(pair for slices in held for pair in slices))
    rows = []
    for name, value in pairs:
        found = [slices.get((name, value), {}).get("ndcg@10") for slices in held]
        n = max(estimate.n for estimate in found if estimate is not None)
        rows.append((f"{name} {value}", str(n), *(_estimate(estimate) for estimate in found)))
    head = (says.SLICE, "n", *(result.system for result in results))
    return Table(caption=says.SLICES, head=head, rows=tuple(rows))


def _diff_table(comparison: Comparison, questions: dict[str, str]) -> Table:
    diffs = comparison.diffs
    if len(diffs) > 2 * SHOWN_DIFFS:
        diffs = (*diffs[:SHOWN_DIFFS], *diffs[-SHOWN_DIFFS:])
    return Table(
        caption=says.DIFFS.format(first=comparison.first, second=comparison.second),
        head=(says.QUESTION_ID, comparison.first, comparison.second, says.QUESTION),
        rows=tuple(
            (
                diff.question_id,
                f"{diff.first_score:.3f}",
                f"{diff.second_score:.3f}",
                questions.get(diff.question_id, ""),
            )
            for diff in diffs
        ),
    )


def _estimate(estimate: Estimate | None, sign: str = "") -> str:
    if estimate is None:
        return NONE
    mean, low, high = (f"{x:{sign}.3f}" for x in (estimate.mean, estimate.low, estimate.high))
    return f"{mean} [{low}, {high}]"


def _aligned(table: Table) -> str:
    lines = [table.head, *table.rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.head))]
    text = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return "\n".join((table.caption, "", *text)) + "\n"


def _markdown(table: Table) -> str:
    lines = [table.head, tuple("---" for _ in table.head), *table.rows]
    cells = ((cell.replace("|", "\\|") for cell in line) for line in lines)
    text = ("| " + " | ".join(line) + " |" for line in cells)
    return "\n".join((f"**{table.caption}**", "", *text)) + "\n"


def _csv(evaluation: Evaluation) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["system", "slice", "value", "measure", "mean", "low", "high", "n"])
    for result in evaluation.systems:
        groups = [("all", "", result.estimates)]
        groups.extend((s.name, s.value, s.estimates) for s in result.slices)
        for name, value, estimates in groups:
            for measure, e in estimates.items():
                row = [result.system, name, value, measure, e.mean, e.low, e.high, e.n]
                writer.writerow(row)
    return file.getvalue()
