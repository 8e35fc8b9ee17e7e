"""The report's tables of estimates: systems, slices, paired tests, with their whiskers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby

from kompetanse_qa.evaluation.html_report.markup import element, words
from kompetanse_qa.evaluation.html_report.plots import ROLES
from kompetanse_qa.evaluation.html_report.svg import Frame, line, picture, whisker
from kompetanse_qa.evaluation.records import (
    MEASURES,
    Comparison,
    Estimate,
    PairedTest,
    SystemResult,
)
from kompetanse_qa.texts import evaluation_report as says
from kompetanse_qa.texts.answers import number

HEADLINE = ("ndcg@10", "recall@5", "sentence@1", "auroc")
SLICED = ("ndcg@10", "sentence@1")
LESS_IS_BETTER = frozenset({"false_answers@90", "ece"})

_ROW = 26.0
_DOTS = Frame(width=190, height=20, left=6, right=6, top=0, bottom=0)
_RULER = element("span", *(words("i", number(at, 1)) for at in (0.0, 0.5, 1.0)), class_="ruler")
"""The slices' scale, over the column of whiskers."""


def headline(systems: Sequence[SystemResult], roles: Mapping[str, str]) -> str:
    """Systems down, headline measures across: mean, interval, and both drawn on a shared scale.

    ``roles`` gives the class that colours a system.
    """
    measures = [m for m in HEADLINE if any(m in system.estimates for system in systems)]
    frames = {m: _zoomed([s.estimates[m] for s in systems if m in s.estimates]) for m in measures}
    head = [words("th", says.SYSTEM, scope="col", role="columnheader")]
    for measure in measures:
        scale = f"{number(frames[measure].x_from)}–{number(frames[measure].x_to)}"
        head.append(
            element(
                "th",
                words("abbr", says.measure_name(measure), title=says.measure_meaning(measure)),
                words("span", scale, class_="scale"),
                scope="col",
                role="columnheader",
            )
        )
    rows = []
    for system in systems:
        role = roles.get(system.system, "other")
        cells = [words("th", system.system, scope="row", role="rowheader", class_=f"name {role}")]
        for measure in measures:
            cells.append(
                _estimate_cell(measure, system.estimates.get(measure), frames[measure], role)
            )
        rows.append(element("tr", *cells, role="row"))
    return element(
        "table",
        element("thead", element("tr", *head, role="row"), role="rowgroup"),
        element("tbody", *rows, role="rowgroup"),
        class_="headline",
        role="table",
    )


def all_measures(systems: Sequence[SystemResult], roles: Mapping[str, str]) -> str:
    """Every measure of every system as numbers, with speed and mean passage length."""
    measures = [m for m in MEASURES if any(m in system.estimates for system in systems)]
    head = [words("th", says.SYSTEM, scope="col")]
    for measure in measures:
        notes = [says.measure_meaning(measure)]
        notes += [says.LESS_IS_BETTER] if measure in LESS_IS_BETTER else []
        name = words("abbr", says.measure_name(measure), title="; ".join(notes))
        head.append(element("th", name, scope="col", class_="n"))
    head += [
        words("th", name, scope="col", class_="n")
        for name in (says.SECONDS, says.PASSAGES, says.PASSAGE_WORDS)
    ]
    rows = []
    for system in systems:
        role = roles.get(system.system, "other")
        cells = [words("th", system.system, scope="row", class_=f"name {role}")]
        cells += [_numbers(system.estimates.get(measure)) for measure in measures]
        cells += [
            words("td", number(system.seconds_p50, 3), class_="n"),
            words("td", str(system.passages), class_="n"),
            words("td", number(system.passage_words, 1), class_="n"),
        ]
        rows.append(element("tr", *cells))
    return element(
        "table",
        element("thead", element("tr", *head)),
        element("tbody", *rows),
        class_="numbers",
    )


def slices(measure: str, systems: Sequence[SystemResult]) -> str | None:
    """One measure in every slice for at most two systems; None where no slice has it."""
    by_place: dict[tuple[str, str], list[tuple[str, Estimate]]] = {}
    for role, system in zip(ROLES, systems, strict=False):
        for part in system.slices:
            if measure in part.estimates:
                place = (part.name, part.value)
                by_place.setdefault(place, []).append((role, part.estimates[measure]))
    if not by_place:
        return None
    head = element(
        "tr",
        words("th", says.SLICE_VALUE, scope="col"),
        words("th", says.COUNT, scope="col", class_="n"),
        element("th", _RULER, scope="col", class_="plotted"),
        *(
            element("th", words("span", s.system), scope="col", class_=f"n key only {role}")
            for role, s in _cast(systems)
        ),
    )
    bodies = []
    columns = 3 + min(len(systems), len(ROLES))
    places = sorted(by_place, key=lambda place: says.slice_order(*place))
    for name, group in groupby(places, key=lambda place: place[0]):
        title = words("th", says.slice_name(name), colspan=columns, scope="rowgroup")
        rows = [_slice_row(place, by_place[place], systems) for place in group]
        bodies.append(element("tbody", element("tr", title, class_="group"), *rows))
    return element("table", element("thead", head), *bodies, class_="slices")


def paired(comparisons: Sequence[Comparison]) -> str:
    """Every test of every pair: difference with interval, p, and wins, ties and losses."""
    tests = [test for comparison in comparisons for test in comparison.tests]
    reach = max(
        (abs(end) for test in tests for end in (test.difference.low, test.difference.high)),
        default=1.0,
    )
    limit = max(0.05, math.ceil(reach * 20) / 20)
    frame = Frame(
        width=160, height=_ROW, left=6, right=6, top=0, bottom=0, x_from=-limit, x_to=limit
    )
    head = element(
        "tr",
        words("th", says.MEASURE, scope="col"),
        words("th", says.DIFFERENCE, scope="col"),
        element(
            "th",
            words("span", says.interval(-limit, limit), class_="scale"),
            scope="col",
            class_="plotted",
        ),
        *(
            words("th", name, scope="col", class_="n")
            for name in (says.P_VALUE, says.WINS, says.TIES, says.LOSSES)
        ),
    )
    bodies = []
    for comparison in comparisons:
        title = words(
            "th", f"{comparison.first} − {comparison.second}", colspan=7, scope="rowgroup"
        )
        rows = [_test_row(test, frame) for test in comparison.tests]
        bodies.append(element("tbody", element("tr", title, class_="group"), *rows))
    return element("table", element("thead", head), *bodies, class_="paired")


def _cast(systems: Sequence[SystemResult]) -> list[tuple[str, SystemResult]]:
    return list(zip(ROLES, systems, strict=False))


def _estimate_cell(measure: str, estimate: Estimate | None, frame: Frame, role: str) -> str:
    name = {"role": "cell", "data-measure": says.measure_name(measure)}
    if estimate is None:
        return words("td", says.MISSING, **name)
    return element(
        "td",
        words("strong", number(estimate.mean)),
        words("small", says.interval(estimate.low, estimate.high)),
        _drawn(frame, [(role, estimate)]),
        **name,
    )


def _numbers(estimate: Estimate | None) -> str:
    if estimate is None:
        return words("td", says.MISSING, class_="n")
    return element(
        "td",
        words("span", number(estimate.mean, 3)),
        words("small", says.interval(estimate.low, estimate.high)),
        class_="n",
    )


def _slice_row(
    place: tuple[str, str],
    estimates: Sequence[tuple[str, Estimate]],
    systems: Sequence[SystemResult],
) -> str:
    by_role = dict(estimates)
    size = max(estimate.n for estimate in by_role.values())
    cells = [
        words("th", says.slice_value(*place), scope="row"),
        words("td", str(size), class_="n"),
        element("td", _drawn(_DOTS, estimates), class_="plotted"),
    ]
    for role, _ in _cast(systems):
        estimate = by_role.get(role)
        said = number(estimate.mean) if estimate else says.MISSING
        reach = says.interval(estimate.low, estimate.high) if estimate else ""
        cells.append(words("td", said, class_=f"n name {role}", title=reach))
    return element("tr", *cells)


def _test_row(test: PairedTest, frame: Frame) -> str:
    mean = test.difference.mean
    role = ROLES[0] if mean > 0 else ROLES[1] if mean < 0 else "other"
    return element(
        "tr",
        words("th", says.measure_name(test.measure), scope="row"),
        element(
            "td",
            words("span", says.signed(test.difference.mean)),
            words("small", says.interval(test.difference.low, test.difference.high)),
            class_="n",
        ),
        element("td", _drawn(frame, [(role, test.difference)], zero=True), class_="plotted"),
        words("td", says.p_value(test.p_value), class_="n"),
        *(words("td", str(n), class_="n") for n in (test.wins, test.ties, test.losses)),
    )


def _zoomed(estimates: Sequence[Estimate]) -> Frame:
    """A row's frame from the tenth below the lowest interval to the tenth above the highest."""
    low = math.floor(min(e.low for e in estimates) * 10) / 10
    high = max(math.ceil(max(e.high for e in estimates) * 10) / 10, low + 0.1)
    return Frame(width=160, height=18, left=6, right=6, top=0, bottom=0, x_from=low, x_to=high)


def _drawn(frame: Frame, estimates: Sequence[tuple[str, Estimate]], zero: bool = False) -> str:
    """Whiskers in one row, one above the other, over faint lines at the ends and the middle."""
    middle = (frame.x_from + frame.x_to) / 2
    parts = [
        line((frame.x(at), 0), (frame.x(at), frame.height), "axis" if zero and at == 0 else "rule")
        for at in (frame.x_from, middle, frame.x_to)
    ]
    for i, (role, estimate) in enumerate(estimates):
        y = frame.height * (i + 1) / (len(estimates) + 1)
        parts.append(whisker(frame, estimate.mean, estimate.low, estimate.high, y, role))
    label = "; ".join(f"{number(e.mean)} ({says.interval(e.low, e.high)})" for _, e in estimates)
    return picture(label, frame.width, frame.height, parts, "dots")
