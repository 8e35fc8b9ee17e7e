"""Questions that stand in a report for themselves: interview guides, research questions."""

from __future__ import annotations

import re
from itertools import takewhile

from kompetanse_qa.reports.text.blocks import Draft, Row
from kompetanse_qa.reports.text.layout import is_finished
from kompetanse_qa.reports.text.lists import split_lead_in

_QUESTION = re.compile(r"\?(?=\W*(?:\s|$))")
_STATEMENT = re.compile(r"[^\W\d]{3}[.!][»”\")]*(?=\s|$)")
_FEWEST_IN_GUIDE = 5
_FEWEST_IN_LIST = 3


def sort_questions(drafts: list[Draft]) -> list[Draft]:
    """Return the blocks of one section, with its questions set apart.

    A section in which questions outnumber other sentences two to one is an interview guide or a
    questionnaire: all its text becomes blocks of kind ``questions``, one question in a row. Three
    questions and more below a lead-in ("har vi stilt følgende spørsmål:") are a list.
    """
    running = [d for d in drafts if d.kind in ("paragraph", "list")]
    text = " ".join(line.text for draft in running for row in draft.rows for line in row)
    asked, said = len(_QUESTION.findall(text)), len(_STATEMENT.findall(text))
    if asked >= _FEWEST_IN_GUIDE and asked >= 2 * said:
        return _as_guide(drafts)
    return _with_question_lists(drafts)


def _as_guide(drafts: list[Draft]) -> list[Draft]:
    sorted_drafts: list[Draft] = []
    for draft in drafts:
        if draft.kind not in ("paragraph", "list"):
            sorted_drafts.append(draft)
            continue
        rows = [part for row in draft.rows for part in _one_each(row)]
        if sorted_drafts and sorted_drafts[-1].kind == "questions":
            sorted_drafts[-1].rows.extend(rows)
        else:
            sorted_drafts.append(Draft("questions", rows))
    return sorted_drafts


def _one_each(row: Row) -> list[Row]:
    """Begin a row at a capital that follows the end of a sentence or a blank line."""
    rows = [[row[0]]]
    for line in row[1:]:
        ended = is_finished(rows[-1][-1].text) or line.gap > 0
        if ended and line.text[:1].isupper():
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _with_question_lists(drafts: list[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    at = 0
    while at < len(drafts):
        run = list(takewhile(_only_asks, drafts[at:]))
        rows = [row for draft in run for row in _one_each(draft.rows[0])]
        lead = kept[-1] if kept and kept[-1].kind == "paragraph" else None
        if lead and len(rows) >= _FEWEST_IN_LIST and lead.rows[0][-1].text.endswith(":"):
            before, last = split_lead_in(lead.rows[0])
            kept[-1:] = [Draft("paragraph", [before])] if before else []
            kept.append(Draft("list", [last, *rows], head_rows=1))
        else:
            run = run or [drafts[at]]
            kept += run
        at += len(run)
    return kept


def _only_asks(draft: Draft) -> bool:
    return draft.kind == "paragraph" and all(
        row[-1].text.endswith("?") for row in _one_each(draft.rows[0])
    )
