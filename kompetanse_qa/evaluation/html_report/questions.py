"""The report's table of questions: two rows each, the outcome and what lies behind it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kompetanse_qa.evaluation.html_report.markup import Value, element, words
from kompetanse_qa.evaluation.html_report.plots import ROLES
from kompetanse_qa.evaluation.html_report.verdicts import difference, is_wrong, verdict
from kompetanse_qa.evaluation.records import Outcome, Question, SystemResult, TopPassage
from kompetanse_qa.texts import evaluation_report as says
from kompetanse_qa.texts.answers import number

COLUMN_LETTERS = 20
"""A property with longer values (a report's id) can be filtered by, but gets no column."""


def slice_names(questions: Sequence[Question]) -> list[str]:
    """The properties that the questions have, in the order they are listed."""
    names = {name for question in questions for name in question.slices}
    return sorted(names, key=says.slice_order)


def _column_names(questions: Sequence[Question]) -> list[str]:
    """The properties that are short enough for a column."""
    longest: dict[str, int] = {}
    for question in questions:
        for name, value in question.slices.items():
            longest[name] = max(longest.get(name, 0), len(says.slice_value(name, value)))
    return [name for name in slice_names(questions) if longest[name] <= COLUMN_LETTERS]


def filters(questions: Sequence[Question], systems: Sequence[SystemResult]) -> str:
    """Text, slice values and "wrong only"; the script reads them."""
    controls = [
        element(
            "label",
            words("span", says.SEARCH),
            element("input", type="search", id="search", autocomplete="off"),
            class_="search",
        )
    ]
    for name in slice_names(questions):
        pairs = {(name, q.slices[name]) for q in questions if name in q.slices}
        values = [value for _, value in sorted(pairs, key=lambda pair: says.slice_order(*pair))]
        options = [words("option", says.ALL, value="")]
        options += [words("option", says.slice_value(name, value), value=value) for value in values]
        controls.append(
            element(
                "label",
                words("span", says.slice_name(name)),
                element("select", *options, data_slice=name),
            )
        )
    wrong = says.only_wrong(systems[0].system)
    box = element("input", type="checkbox", id="wrong")
    controls.append(element("label", box, words("span", wrong), class_="only-wrong"))
    shown = element("output", id="shown", aria_live="polite", data_words=says.SHOWN)
    return element("form", *controls, shown, id="filters", role="search")


def question_table(questions: Sequence[Question], systems: Sequence[SystemResult]) -> str:
    """One body per question, so that its two rows stay together when they are sorted.

    Roles are said aloud because narrow pages lay the rows out as cards, and a browser takes a
    table that is not laid out as one for no table.
    """
    asked = [{o.question_id: o for o in system.outcomes} for system in systems]
    names = _column_names(questions)
    bodies = [
        _question(question, names, systems, [by_id.get(question.id) for by_id in asked])
        for question in questions
    ]
    return element("table", _head(names, systems), *bodies, role="table", id="question-table")


def _columns(systems: int, names: int) -> int:
    return 2 + names + 3 * systems + (1 if systems == len(ROLES) else 0)


def _head(names: Sequence[str], systems: Sequence[SystemResult]) -> str:
    """Two rows: the systems over their columns, and every column with its button."""
    over = [element("td", colspan=2)]
    if names:
        over.append(element("td", colspan=len(names), class_="slice"))
    under = [_sortable(says.QUESTION_ID, "id"), _sortable(says.QUESTION, "question")]
    under += [_sortable(says.slice_name(name), "slice") for name in names]
    for role, system in zip(ROLES, systems, strict=False):
        name = words("span", system.system)
        over.append(element("th", name, colspan=3, scope="colgroup", class_=f"name system {role}"))
        under += [
            _sortable(says.measure_name("ndcg@10"), f"n starts {role}"),
            _sortable(says.OUTCOME, f"verdict {role}"),
            _sortable(says.CONFIDENCE, f"n confidence {role}"),
        ]
    if len(systems) == len(ROLES):
        over.append(element("td", class_="difference"))
        under.append(_sortable(says.DIFFERENCE, "n starts difference"))
    return element(
        "thead",
        element("tr", *over, class_="over", role="row"),
        element("tr", *under, role="row"),
        role="rowgroup",
    )


def _sortable(name: str, kind: str) -> str:
    button = words("button", name, type="button")
    return element("th", button, scope="col", role="columnheader", aria_sort="none", class_=kind)


def _cell(said: str, kind: str, **attributes: Value) -> str:
    return words("td", said, role="cell", class_=kind, **attributes)


def _question(
    question: Question,
    names: Sequence[str],
    systems: Sequence[SystemResult],
    outcomes: Sequence[Outcome | None],
) -> str:
    fold = f"fold-{question.id}"
    button = words(
        "button", question.question, type="button", aria_expanded="false", aria_controls=fold
    )
    cells = [_cell(question.id, "id"), element("td", button, role="cell", class_="question")]
    for name in names:
        value = question.slices.get(name)
        said = says.slice_value(name, value) if value else says.MISSING
        cells.append(_cell(said, "slice"))
    for role, system, outcome in zip(ROLES, systems, outcomes, strict=False):
        kind = verdict(outcome)
        cells += [
            _number(
                outcome.scores.get("ndcg@10") if outcome else None,
                f"n starts name {role}",
                data_label=system.system,
            ),
            _cell(says.verdict(kind), f"verdict {kind}"),
            _number(
                outcome.confidence if outcome else None, "n confidence", data_label=says.CONFIDENCE
            ),
        ]
    if len(outcomes) == len(ROLES):
        cells.append(_gap(difference(*outcomes)))
    inside = element(
        "td",
        _fold(question, systems, outcomes),
        colspan=_columns(min(len(systems), len(ROLES)), len(names)),
        role="cell",
    )
    wrong: dict[str, Value] = {"data_wrong": ""} if is_wrong(outcomes[0]) else {}
    slices = "\n".join(f"{name}={value}" for name, value in question.slices.items())
    return element(
        "tbody",
        element("tr", *cells, class_="asked", role="row"),
        element("tr", inside, class_="fold", role="row", id=fold, hidden=""),
        role="rowgroup",
        data_slices=slices,
        **wrong,
    )


def _number(value: float | None, kind: str, data_label: str) -> str:
    """A cell that sorts by its value to six places; an empty one sorts last."""
    if value is None:
        return _cell(says.MISSING, kind, data_label=data_label)
    return _cell(number(value), kind, data_label=data_label, data_value=f"{value:.6f}")


def _gap(value: float | None) -> str:
    """As `_number`, for the difference between two systems."""
    kind = "n starts difference"
    if value is None:
        return _cell(says.MISSING, kind, data_label=says.DIFFERENCE)
    said = says.signed(value)
    return _cell(said, kind, data_label=says.DIFFERENCE, data_value=f"{value:.6f}")


def _fold(
    question: Question,
    systems: Sequence[SystemResult],
    outcomes: Sequence[Outcome | None],
) -> str:
    """What the reports say, and what each system put first."""
    known = [words("dt", says.GOLD_ANSWER)]
    known.append(words("dd", question.answer or says.NO_ANSWER))
    if question.evidence:
        known.append(words("dt", says.EVIDENCE))
        known += [element("dd", words("q", quote)) for quote in question.evidence]
    tags = [
        words("li", f"{says.slice_name(name)}: {says.slice_value(name, question.slices[name])}")
        for name in slice_names([question])
        if question.slices[name]
    ]
    gold = element("div", element("ul", *tags, class_="tags"), element("dl", *known))
    tops = [
        _top(role, system.system, outcome)
        for role, system, outcome in zip(ROLES, systems, outcomes, strict=False)
    ]
    return element("div", gold, element("div", *tops, class_="tops"), class_="behind")


def _top(role: str, system: str, outcome: Outcome | None) -> str:
    parts = [words("h4", system, class_=f"name {role}")]
    if outcome is None or outcome.top is None:
        parts.append(words("p", says.NO_PASSAGE))
    else:
        if outcome.answerable:
            parts.append(words("p", _judged(outcome, outcome.top), class_="judged"))
        parts.append(element("p", _marked(outcome.top), class_="passage"))
        source = f"{outcome.top.report_id} · {outcome.top.passage_id}"
        parts.append(words("p", source, class_="source"))
    return element("section", *parts)


def _judged(outcome: Outcome, top: TopPassage) -> str:
    said = [says.HOLDS_EVIDENCE if top.relevant else says.LACKS_EVIDENCE]
    if top.answer is None and outcome.correct is not None:
        said.append(says.PICKED_ELSEWHERE)
    if top.sentence_right is not None:
        said.append(says.SENTENCE_RIGHT if top.sentence_right else says.SENTENCE_WRONG)
    return ", ".join(said)


def _marked(top: TopPassage) -> str:
    """The passage with the sentence that the system points at marked."""
    if top.answer is None:
        return escape(top.text)
    start, end = top.answer
    return escape(top.text[:start]) + words("mark", top.text[start:end]) + escape(top.text[end:])
