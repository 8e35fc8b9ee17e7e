"""The citation of a passage, or of a stretch of it."""

from __future__ import annotations

from kompetanse_qa.records import Citation, Passage, ReportCard, Span, locate


def citation_of(card: ReportCard, passage: Passage, span: Span | None = None) -> Citation:
    """Where ``span`` of the passage stands in its report; None: all of it."""
    span = span or Span(start=0, end=len(passage.text))
    position = locate(passage.anchors, span)
    return Citation(
        passage_id=passage.id,
        report_id=card.id,
        title=card.title,
        descriptive_title=card.descriptive_title,
        authors=card.authors,
        publisher=card.publisher,
        year=card.year,
        headings=passage.headings,
        page=position.page,
        page_label=position.page_label,
        lines=position.lines,
        url=card.url,
        source=card.source,
        quote=passage.text[span.start : span.end],
    )
