"""The formats of an export: what was asked and marked, each with quote, place and citation."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from kompetanse_qa.answer_json import citation_object, filters_object
from kompetanse_qa.citing import apa, apa_in_text
from kompetanse_qa.records import Answer, Citation
from kompetanse_qa.sitting.marks import Mark
from kompetanse_qa.texts import sitting as words
from kompetanse_qa.texts.answers import (
    confidence_in_words,
    headings_in_words,
    not_found,
    number,
    place_in_words,
)


def markdown(answers: Sequence[Answer], marks: Sequence[Mark]) -> str:
    """The answers, the marks under their questions, in the order they came, and the references."""
    lines: list[str] = []
    if answers:
        lines += [f"# {words.ANSWERS_HEADING}", ""]
        for answer in answers:
            lines += [f"## {answer.question}", "", *_outcome(answer)]
    if marks:
        lines += [f"# {words.MARKS_TITLE}", ""]
        for question, of_question in groupby(marks, key=lambda mark: mark.question):
            lines += [f"## {question or words.FOUND_BY_READING}", ""]
            for mark in of_question:
                lines += _quoted(mark.citation)
    references = sorted({apa(citation) for citation in _citations(answers, marks)})
    if references:
        lines += [f"# {words.REFERENCES}", "", *(f"- {reference}" for reference in references), ""]
    return "\n".join(lines)


def _outcome(answer: Answer) -> Iterator[str]:
    if not answer.found:
        yield from (not_found(answer), "")
        return
    for citation in answer.citations:
        yield from _quoted(citation)
    yield from (words.CONFIDENCE.format(how_sure=confidence_in_words(answer.confidence)), "")


def _quoted(citation: Citation) -> Iterator[str]:
    yield from (f"> {line}".rstrip() for line in citation.quote.split("\n"))
    where = [
        apa_in_text(citation),
        headings_in_words(citation.headings),
        place_in_words(citation),
    ]
    yield from ("", ". ".join(part for part in where if part), "")


def _citations(answers: Sequence[Answer], marks: Sequence[Mark]) -> Iterator[Citation]:
    for answer in answers:
        yield from answer.citations
    yield from (mark.citation for mark in marks)


def objects(answers: Sequence[Answer], marks: Sequence[Mark]) -> str:
    """A JSON list, answers first; citations as `answer_json.citation_object` has them, with APA."""
    found = [*map(_answer_object, answers), *map(_mark_object, marks)]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _answer_object(answer: Answer) -> dict[str, Any]:
    return {
        "kind": "answer",
        "question": answer.question,
        "filters": filters_object(answer.searched.filters),
        "found": answer.found,
        "confidence": round(answer.confidence, 4),
        "answer": answer.text,
        "citations": [{**citation_object(c), "apa": apa(c)} for c in answer.citations],
    }


def _mark_object(mark: Mark) -> dict[str, Any]:
    return {
        "kind": "mark",
        "question": mark.question or None,
        "citation": citation_object(mark.citation),
        "apa": apa(mark.citation),
    }


def table(answers: Sequence[Answer], marks: Sequence[Mark]) -> str:
    """CSV with a header; a line for each answer (for each quote of it), then for each mark.

    The byte-order mark at the beginning is how a spreadsheet knows that the file is UTF-8.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(words.CSV_COLUMNS)
    for answer in answers:
        if not answer.found:
            writer.writerow([words.ROWS["no_answer"], answer.question])
            continue
        sure = number(answer.confidence)
        for citation in answer.citations:
            writer.writerow([words.ROWS["answer"], answer.question, sure, *_cells(citation)])
    for mark in marks:
        writer.writerow([words.ROWS["mark"], mark.question, None, *_cells(mark.citation)])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + buffer.getvalue()


def _cells(c: Citation) -> list[str | int | None]:
    lines = "-".join(map(str, c.lines)) if c.lines else None
    return [
        c.quote, c.title, "; ".join(c.authors), c.publisher, c.year, headings_in_words(c.headings),
        c.page_label, c.page, lines, c.url, c.source, apa(c), c.passage_id,
    ]  # fmt: skip
