"""The report's four plots: risk and coverage, reliability, confidence, differences."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from kompetanse_qa.evaluation.html_report.markup import element
from kompetanse_qa.evaluation.html_report.svg import (
    QUARTERS,
    Frame,
    Point,
    decimals,
    line,
    picture,
    text,
)
from kompetanse_qa.evaluation.html_report.verdicts import is_wrong
from kompetanse_qa.evaluation.records import Outcome, SystemResult
from kompetanse_qa.texts import evaluation_report as says

ROLES = ("first", "second")
"""Classes that colour the two systems of a pair, the same in every plot and table."""
CONFIDENCE_BINS = 20
DIFFERENCE_BINS = 20
FIRST_COVERAGE = 0.05
"""Risk over fewer of the questions jumps with each one, and is not drawn."""
_NAMES_FROM, _NAME_HEIGHT = 28.0, 14.0


def risk_coverage(systems: Sequence[SystemResult]) -> str | None:
    """Risk over coverage for at most two systems; None where no system has such a curve.

    A system that points at no sentence has no right answers, and so no risk worth drawing.
    A ring marks where a system stands with its default threshold: its share of answered
    questions, and the share of these that is wrong.
    """
    drawn = [
        (role, system)
        for role, system in zip(ROLES, systems, strict=False)
        if system.risk_coverage and "sentence@1" in system.estimates
    ]
    if not drawn:
        return None
    curves = {
        role: [(p.coverage, p.risk) for p in system.risk_coverage if p.coverage >= FIRST_COVERAGE]
        for role, system in drawn
    }
    ticks = _rising_ticks(max(risk for curve in curves.values() for _, risk in curve))
    frame = Frame(y_to=ticks[-1])
    parts = frame.x_axis(says.COVERAGE, QUARTERS, [says.percent(tick) for tick in QUARTERS])
    parts += frame.y_axis(says.RISK, ticks, [says.percent(tick) for tick in ticks])
    parts += [frame.path(curve, f"line {role}") for role, curve in curves.items()]
    names = []
    for role, system in drawn:
        stands = _default_threshold(system.outcomes)
        name = system.system
        if stands is not None:
            name += f": {says.threshold_point(*stands)}"
            x, y = frame.x(stands[0]), frame.y(stands[1])
            parts.append(element("circle", cx=x, cy=y, r=6, class_=f"ring {role}"))
        names.append((role, name))
    parts += _names(names)
    return picture(says.RISK_COVERAGE, frame.width, frame.height, parts, "plot")


def reliability(systems: Sequence[SystemResult]) -> str | None:
    """Share that is right over stated confidence; None where no system has bins."""
    drawn = [(role, s) for role, s in zip(ROLES, systems, strict=False) if s.reliability]
    if not drawn:
        return None
    frame = Frame()
    parts = frame.x_axis(says.SAID_CONFIDENCE, QUARTERS, decimals(QUARTERS))
    parts += frame.y_axis(says.SHARE_RIGHT, QUARTERS, decimals(QUARTERS))
    parts.append(frame.path([(0, 0), (1, 1)], "diagonal"))
    for role, system in drawn:
        largest = max(bin.n for bin in system.reliability)
        parts.append(
            frame.path([(b.confidence, b.accuracy) for b in system.reliability], f"line {role}")
        )
        parts += [
            element(
                "circle",
                cx=frame.x(bin.confidence),
                cy=frame.y(bin.accuracy),
                r=2 + 5 * math.sqrt(bin.n / largest),
                class_=f"dot {role}",
            )
            for bin in system.reliability
        ]
    parts += _names([(role, _with_error(system)) for role, system in drawn])
    return picture(says.RELIABILITY, frame.width, frame.height, parts, "plot")


def confidence_distribution(system: SystemResult, role: str) -> str | None:
    """Histograms of confidence, answerable upwards and unanswerable downwards, as shares of each.

    None where the system has no confidence. One that does not claim to give probabilities has an
    axis that fits its own scores.
    """
    groups = {
        answerable: [
            outcome.confidence
            for outcome in system.outcomes
            if outcome.answerable is answerable and outcome.confidence is not None
        ]
        for answerable in (True, False)
    }
    values = groups[True] + groups[False]
    if not values:
        return None
    ticks = QUARTERS if system.reliability else _fitting_ticks(min(values), max(values))
    low, high = ticks[0], ticks[-1]
    bins = {key: _shares(group, low, high) for key, group in groups.items()}
    top = _rising_ticks(max(bins[True] + bins[False], default=0.0))[-1]
    frame = Frame(x_from=low, x_to=high, y_from=-top, y_to=top, height=214)
    label = says.SAID_CONFIDENCE if system.reliability else says.SCORE
    parts = frame.x_axis(label, ticks, decimals(ticks, _places(ticks[1] - ticks[0])))
    levels = (-top, 0.0, top)
    parts += frame.y_axis("", levels, [says.percent(abs(at)) for at in levels])
    width = (high - low) / CONFIDENCE_BINS
    for answerable, kind, sign in ((True, "answerable", 1), (False, "unanswerable", -1)):
        parts += [
            frame.bar((low + i * width, low + (i + 1) * width), (0, sign * share), kind)
            for i, share in enumerate(bins[answerable])
            if share
        ]
    parts.append(text(system.system, 0, _NAMES_FROM - _NAME_HEIGHT, f"name {role}"))
    with_answer = says.group(says.ANSWERABLE, len(groups[True]))
    without = says.group(says.UNANSWERABLE, len(groups[False]))
    parts.append(text(with_answer, 0, _NAMES_FROM, "name up"))
    parts.append(text(without, frame.width / 2, _NAMES_FROM, "name down"))
    spoken = [o.confidence for o in system.outcomes if o.found and o.confidence is not None]
    if spoken:
        at = frame.x(min(spoken))
        parts.append(line((at, frame.top), (at, frame.height - frame.bottom), "threshold"))
        parts.append(text(says.DEFAULT_THRESHOLD, at, frame.top - 4, "tick middle"))
    title = says.distribution_title(system.system)
    return picture(title, frame.width, frame.height, parts, "plot")


def differences(values: Sequence[float]) -> str:
    """Histogram of the differences between two systems on each question, from −1 to 1.

    Zeros are left out (most questions are ties, and would dwarf the rest).
    """
    counts = Counter(
        min(int((value + 1) / 2 * DIFFERENCE_BINS), DIFFERENCE_BINS - 1)
        for value in values
        if value != 0
    )
    top = max(counts.values(), default=1)
    step = max(1, math.ceil(top / 4))
    levels = [float(level) for level in range(0, top + step, step)]
    frame = Frame(x_from=-1, y_to=levels[-1], top=28, height=260)
    ticks = (-1.0, -0.5, 0.0, 0.5, 1.0)
    parts = frame.x_axis(says.DIFFERENCE_AXIS, ticks, [says.signed(tick) for tick in ticks])
    parts += frame.y_axis(says.QUESTIONS_AXIS, levels, decimals(levels, 0))
    for number in sorted(counts):
        left = -1 + number * 2 / DIFFERENCE_BINS
        role = ROLES[0] if left + 1 / DIFFERENCE_BINS > 0 else ROLES[1]
        parts.append(
            frame.bar((left, left + 2 / DIFFERENCE_BINS), (0, counts[number]), f"bar {role}")
        )
    zero = frame.x(0)
    parts.append(line((zero, frame.top), (zero, frame.height - frame.bottom), "axis"))
    return picture(says.DIFFERENCES, frame.width, frame.height, parts, "plot")


def _default_threshold(outcomes: Sequence[Outcome]) -> Point | None:
    """Coverage and risk of what a system said unasked; None if it doesn't decide or is silent."""
    spoken = [outcome for outcome in outcomes if outcome.found]
    if not spoken:
        return None
    return len(spoken) / len(outcomes), sum(map(is_wrong, spoken)) / len(spoken)


def _rising_ticks(highest: float) -> list[float]:
    """Ticks from 0 to the next tenth (at least a tenth) above ``highest``, at most six."""
    tenths = max(1, math.ceil(round(highest * 10, 6)))
    step = math.ceil(tenths / 5)
    return [tick / 10 for tick in range(0, tenths + step, step)]


def _fitting_ticks(low: float, high: float) -> list[float]:
    """From three to six ticks, a round number apart, around the values."""
    rough = (high - low) / 4 or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [step * n for n in range(first, max(last, first + 1) + 1)]


def _places(step: float) -> int:
    """Decimals that tell ticks apart: 2 for quarters, 0 for tens."""
    return next(n for n in range(10) if math.isclose(step, round(step, n), rel_tol=1e-6))


def _shares(values: Sequence[float], low: float, high: float) -> list[float]:
    """The share of ``values`` in each of the bins from ``low`` to ``high``."""
    counts = Counter(
        min(int((value - low) / (high - low) * CONFIDENCE_BINS), CONFIDENCE_BINS - 1)
        for value in values
    )
    return [counts[i] / len(values) if values else 0.0 for i in range(CONFIDENCE_BINS)]


def _with_error(system: SystemResult) -> str:
    error = system.estimates.get("ece")
    return says.calibration_error(system.system, error.mean if error else None)


def _names(names: Sequence[tuple[str, str]]) -> list[str]:
    """Names in their colours, one below the other above the frame."""
    return [
        text(name, 0, _NAMES_FROM + i * _NAME_HEIGHT, f"name {role}")
        for i, (role, name) in enumerate(names)
    ]
