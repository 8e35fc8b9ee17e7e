"""A report that there is not, passage by passage, for what is read and laid out."""

from __future__ import annotations

from kompetanse_qa.records import Passage, Position, ReportCard

CARD = ReportCard(
    id="r",
    title="Rapport",
    authors=(),
    publisher=None,
    year=None,
    url=None,
    source="r.md",
    descriptive_title=False,
    listed=False,
    passages=0,
)


def passage(number: int, text: str, *headings: str, kind: str = "paragraph") -> Passage:
    return Passage(
        id=f"r#{number}",
        report_id="r",
        title="Rapport",
        year=None,
        headings=headings,
        position=Position(start=0, end=len(text)),
        kind=kind,  # type: ignore[arg-type]
        text=text,
        sentences=(),
        anchors=(),
    )
