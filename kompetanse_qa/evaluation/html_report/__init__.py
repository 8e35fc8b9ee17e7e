"""An evaluation as one HTML page that needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import date
from html import escape
from importlib.resources import files
from string import Template

from kompetanse_qa.evaluation.html_report import plots, questions, tables
from kompetanse_qa.evaluation.html_report.markup import element, words
from kompetanse_qa.evaluation.html_report.verdicts import difference
from kompetanse_qa.evaluation.records import Comparison, Evaluation, SystemResult
from kompetanse_qa.texts import evaluation_report as says
from kompetanse_qa.texts.answers import number


def html_report(evaluation: Evaluation, *, command: str, made: date) -> str:
    """The page: the same evaluation, command and date give the same bytes.

    The first comparison decides which two systems are drawn and set side by side, and has to be
    between systems of the evaluation; without one, the first system stands alone. The page may
    load nothing: its content security policy allows its own style and script only, by hash.
    """
    pair = _pair(evaluation)
    roles = {s.system: role for role, s in zip(plots.ROLES, pair, strict=False)}
    sections = {
        "systems": _systems(evaluation, roles),
        "confidence": _confidence(pair),
        "slices": _slices(pair),
        "pair": _comparisons(evaluation.comparisons, pair),
        "questions": _questions(evaluation, pair),
        "method": _method(evaluation, command, made),
    }
    style, script = _part("style.css"), _part("behaviour.js")
    return Template(_part("template.html")).substitute(
        title=escape(f"{says.TITLE}: {evaluation.question_set}"),
        lead=_lead(evaluation),
        contents=_contents([name for name, content in sections.items() if content]),
        sections="\n".join(
            element(
                "section",
                words("h2", says.SECTIONS[name], id=f"{name}-title"),
                content,
                id=name,
                aria_labelledby=f"{name}-title",
            )
            for name, content in sections.items()
            if content
        ),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _part(name: str) -> str:
    return (files("kompetanse_qa.evaluation.html_report") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _pair(evaluation: Evaluation) -> list[SystemResult]:
    """The systems of the first comparison, or the first system."""
    if not evaluation.comparisons:
        return list(evaluation.systems[:1])
    by_name = {system.system: system for system in evaluation.systems}
    named = evaluation.comparisons[0]
    return [by_name[named.first], by_name[named.second]]


def _lead(evaluation: Evaluation) -> str:
    """What was asked, and the first comparison's main result."""
    answerable = sum(outcome.answerable for outcome in evaluation.systems[0].outcomes)
    unanswerable = len(evaluation.systems[0].outcomes) - answerable
    parts = [words("p", says.subtitle(answerable, unanswerable, len(evaluation.systems)))]
    for test in evaluation.comparisons[0].tests if evaluation.comparisons else ():
        if test.measure == "ndcg@10":
            reach = says.interval(test.difference.low, test.difference.high)
            gap = says.signed(test.difference.mean)
            said = says.finding(test.first, test.second, gap, reach, says.p_value(test.p_value))
            parts.append(words("p", said, class_="finding"))
    return "\n".join(parts)


def _contents(names: Sequence[str]) -> str:
    links = [words("a", says.SECTIONS[name], href=f"#{name}") for name in names]
    return element("nav", *links, aria_label=says.CONTENTS)


def _systems(evaluation: Evaluation, roles: dict[str, str]) -> str:
    numbers = _scrolling(tables.all_measures(evaluation.systems, roles), says.ALL_MEASURES)
    return (
        tables.headline(evaluation.systems, roles)
        + words("p", says.HEADLINE_NOTE, class_="note")
        + element("details", words("summary", says.ALL_MEASURES), numbers)
    )


def _scrolling(table: str, label: str) -> str:
    """A table that may be wider than the page, reachable by keyboard."""
    return element("div", table, class_="wide", role="region", aria_label=label, tabindex=0)


def _figure(title: str, drawing: str, note: str = "") -> str:
    caption = element("figcaption", words("h3", title), words("p", note) if note else "")
    return element("figure", caption, drawing)


def _confidence(pair: Sequence[SystemResult]) -> str:
    figures = []
    if (drawing := plots.risk_coverage(pair)) is not None:
        figures.append(_figure(says.RISK_COVERAGE, drawing, says.RISK_COVERAGE_NOTE))
    if (drawing := plots.reliability(pair)) is not None:
        figures.append(_figure(says.RELIABILITY, drawing, says.RELIABILITY_NOTE))
    distributions = [
        drawing
        for role, system in zip(plots.ROLES, pair, strict=False)
        if (drawing := plots.confidence_distribution(system, role)) is not None
    ]
    if distributions:
        stacked = element("div", *distributions, class_="stacked")
        figures.append(_figure(says.DISTRIBUTIONS, stacked, says.DISTRIBUTIONS_NOTE))
    if not figures:
        return words("p", says.NO_CURVE, class_="note")
    return element("div", *figures, class_="figures")


def _slices(pair: Sequence[SystemResult]) -> str:
    drawn = [
        _figure(says.measure_name(measure), table)
        for measure in tables.SLICED
        if (table := tables.slices(measure, pair)) is not None
    ]
    if not drawn:
        return ""
    names = [
        words("span", name, class_=f"key {role}")
        for role, name in zip(plots.ROLES, (system.system for system in pair), strict=False)
    ]
    note = element("p", *names, words("span", says.SLICES_NOTE), class_="note")
    return note + element("div", *drawn, class_="figures two")


def _comparisons(comparisons: Sequence[Comparison], pair: Sequence[SystemResult]) -> str:
    """Tests of every pair; the balance and the histogram of the first."""
    if not comparisons:
        return ""
    parts = []
    for test in comparisons[0].tests:
        if test.measure == "ndcg@10":
            said = says.balance(test.first, test.second, test.wins, test.ties, test.losses)
            parts.append(words("p", said))
    theirs = {outcome.question_id: outcome for outcome in pair[1].outcomes}
    gaps = [
        gap
        for outcome in pair[0].outcomes
        if (gap := difference(outcome, theirs.get(outcome.question_id))) is not None
    ]
    ties = says.ties_left_out(gaps.count(0.0), pair[0].system, pair[1].system)
    figures = [
        _figure(says.TESTS, _scrolling(tables.paired(comparisons), says.TESTS), says.PAIR_NOTE),
        _figure(says.DIFFERENCES, plots.differences(gaps), ties),
    ]
    return "".join(parts) + element("div", *figures, class_="figures wide-first")


def _questions(evaluation: Evaluation, pair: Sequence[SystemResult]) -> str:
    return (
        words("p", says.SORT_HINT, class_="note")
        + questions.filters(evaluation.questions, pair)
        + questions.question_table(evaluation.questions, pair)
        + words("p", says.NO_ROWS, id="none", class_="note", hidden="")
    )


def _method(evaluation: Evaluation, command: str, made: date) -> str:
    """Command, date, question set, and what each system was made on."""
    facts = [
        words("dt", says.COMMAND),
        element("dd", words("code", command)),
        words("dt", says.MADE),
        words("dd", says.day(made)),
        words("dt", says.QUESTION_SET),
        words("dd", f"{evaluation.question_set}, {says.count(len(evaluation.questions))}"),
        words("dt", says.SHA256),
        element("dd", words("code", evaluation.question_set_sha256)),
    ]
    rows = []
    for system in evaluation.systems:
        identity = [
            element("li", words("b", name), " ", words("span", value))
            for name, value in sorted(system.identity.items())
        ]
        rows.append(
            element(
                "tr",
                words("th", system.system, scope="row"),
                words("td", str(system.passages), class_="n"),
                words("td", number(system.passage_words, 1), class_="n"),
                element("td", element("ul", *identity, class_="identity")),
            )
        )
    head = [words("th", says.SYSTEM, scope="col")]
    head += [
        words("th", name, scope="col", class_="n") for name in (says.PASSAGES, says.PASSAGE_WORDS)
    ]
    head.append(words("th", says.INDEX_IDENTITY, scope="col"))
    made_on = element("table", element("thead", element("tr", *head)), element("tbody", *rows))
    return element("dl", *facts) + _scrolling(made_on, says.INDEX_IDENTITY)
