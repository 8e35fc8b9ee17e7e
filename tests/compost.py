"""A citation of a report that there is not, for what is copied and saved."""

from __future__ import annotations

from kompetanse_qa.records import Citation

CITATION = Citation(
    passage_id="kompost#1",
    report_id="kompost",
    title="Kompost i skolehagen",
    descriptive_title=False,
    authors=("Kari Anne Nordmann", "Ola Berg"),
    publisher="Hagekontoret",
    year=2020,
    headings=("Erfaringer",),
    page=None,
    page_label="12",
    lines=(7, 8),
    url=None,
    source="kompost.md",
    quote="Lærerne mente\nat elevene lærte mest.",
)
APA = "Nordmann, K. A. & Berg, O. (2020). Kompost i skolehagen. Hagekontoret."
