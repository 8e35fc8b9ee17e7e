"""Filters in the dialogue: what was typed, as `Filters`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kompetanse_qa.records import Filters, ReportCard
from kompetanse_qa.texts.plain import FILTER_WORDS

_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
_NAMES = {word: name for name, word in FILTER_WORDS.items()}


def narrowed(filters: Filters, typed: str, reports: Sequence[ReportCard]) -> Filters | None:
    """The filters with what was typed put in; None if it can't be understood.

    Reports are named by their number in ``reports`` (from 1) or by id.
    """
    word, _, value = typed.partition(" ")
    name, value = _NAMES.get(word.casefold()), value.strip()
    if name == "clear" and not value:
        return Filters()
    years = _YEARS.fullmatch(value)
    if name == "report" and value:
        chosen = [_report_id(one, reports) for one in value.replace(",", " ").split()]
        return replace(filters, reports=tuple(chosen))
    if name == "publisher" and value:
        return replace(filters, publishers=(value,))
    if name == "year" and years:
        return replace(filters, year_from=int(years[1]), year_to=int(years[2] or years[1]))
    if name == "from" and years and not years[2]:
        return replace(filters, year_from=int(years[1]))
    if name == "to" and years and not years[2]:
        return replace(filters, year_to=int(years[1]))
    return None


def _report_id(typed: str, reports: Sequence[ReportCard]) -> str:
    if typed.isdecimal() and 1 <= int(typed) <= len(reports):
        return reports[int(typed) - 1].id
    return typed
