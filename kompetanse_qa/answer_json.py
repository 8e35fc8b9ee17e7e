"""An answer as JSON: the fields that scripts rely on, in a set order."""

from __future__ import annotations

from typing import Any

from kompetanse_qa.records import Answer, Citation, Filters, Hit


def answer_object(answer: Answer, question_id: str | None = None) -> dict[str, Any]:
    """The answer as an object for `json.dumps`; see "Scripting" in the README for the fields."""
    return {
        "id": question_id,
        "question": answer.question,
        "found": answer.found,
        "confidence": round(answer.confidence, 4),
        "answer": answer.text,
        "citations": [citation_object(citation) for citation in answer.citations],
        "hits": [_hit(hit) for hit in answer.hits],
        "searched": {
            "reports": answer.searched.reports,
            "passages": answer.searched.passages,
            "filters": filters_object(answer.searched.filters),
        },
        "seconds": round(answer.seconds, 4),
        "index": answer.index,
    }


def citation_object(citation: Citation) -> dict[str, Any]:
    """A citation as an object; `citation_from` is its inverse."""
    return {
        "passage_id": citation.passage_id,
        "report_id": citation.report_id,
        "title": citation.title,
        "descriptive_title": citation.descriptive_title,
        "authors": list(citation.authors),
        "publisher": citation.publisher,
        "year": citation.year,
        "headings": list(citation.headings),
        "page": citation.page,
        "page_label": citation.page_label,
        "lines": list(citation.lines) if citation.lines else None,
        "url": citation.url,
        "source": citation.source,
        "quote": citation.quote,
    }


def filters_object(filters: Filters) -> dict[str, Any]:
    """Only the filters that are set; `filters_from` is the inverse."""
    found: dict[str, Any] = {}
    if filters.reports:
        found["reports"] = list(filters.reports)
    if filters.publishers:
        found["publishers"] = list(filters.publishers)
    if filters.year_from is not None:
        found["from"] = filters.year_from
    if filters.year_to is not None:
        found["to"] = filters.year_to
    return found


def filters_from(found: object) -> Filters:
    """Filters from an object as in a batch file; ValueError names what is wrong.

    Besides what `filters_object` writes, ``report`` and ``publisher`` take one string and
    ``year`` means that year alone.
    """
    if not isinstance(found, dict):
        raise ValueError("filters")
    left = dict(found)
    reports = _strings(left, "reports", "report")
    publishers = _strings(left, "publishers", "publisher")
    year = _year(left, "year")
    year_from, year_to = _year(left, "from"), _year(left, "to")
    if left:
        raise ValueError(", ".join(sorted(map(str, left))))
    return Filters(
        reports=reports,
        publishers=publishers,
        year_from=year if year_from is None else year_from,
        year_to=year if year_to is None else year_to,
    )


def _strings(left: dict[str, Any], many: str, one: str) -> tuple[str, ...]:
    values = left.pop(many, [])
    values = [values] if isinstance(values, str) else values
    single = left.pop(one, None)
    values = values if single is None else [*values, single]
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(many)
    return tuple(values)


def _year(left: dict[str, Any], name: str) -> int | None:
    value = left.pop(name, None)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise ValueError(name)
    return value


def _hit(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    span = hit.answer_span
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "passage_id": passage.id,
        "report_id": passage.report_id,
        "title": passage.title,
        "year": passage.year,
        "headings": list(passage.headings),
        "page": passage.position.page,
        "page_label": passage.position.page_label,
        "lines": list(passage.position.lines) if passage.position.lines else None,
        "kind": passage.kind,
        "text": passage.text,
        "answer_span": [span.start, span.end] if span else None,
        "ranks": dict(hit.ranks),
    }
