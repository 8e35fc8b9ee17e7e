"""A PDF report parsed: its sections with page and printed label, its furniture, its own data."""

from __future__ import annotations

from pathlib import Path

from kompetanse_qa.norwegian.hyphens import words_in
from kompetanse_qa.reports.parsed import Parsed
from kompetanse_qa.reports.pdf.document import extract
from kompetanse_qa.reports.pdf.furniture import cleaned
from kompetanse_qa.reports.pdf.metadata import said
from kompetanse_qa.reports.pdf.reading_order import extracted_text, lines
from kompetanse_qa.reports.pdf.roles import stretches
from kompetanse_qa.reports.pdf.sections import sections
from kompetanse_qa.reports.pdf.typography import typography


def parse(data: bytes, path: Path) -> Parsed:
    """Read the PDF in ``data``; ``path`` is only for errors.

    Positions count in `source_text`. Raises `UnreadableReport` with the reason empty,
    encrypted, damaged, no_pages or no_text_layer (detail: the number of pages); pages without
    text among others are passed over.
    """
    document = extract(data, path)
    pages = lines(document)
    kind = typography(line for page in pages for line in page)
    declared = {page.number: page.label for page in document.pages if page.label}
    clean = cleaned(pages, kind.size, declared)
    vocabulary = words_in(extracted_text(pages))
    parts = list(stretches(clean.pages, kind, document.outline))
    own = said(document.info, clean.pages, kind.size)
    return Parsed(
        sections=sections(parts, kind, document.outline, clean.labels, vocabulary),
        furniture=clean.furniture,
        title=own.title,
        authors=own.authors,
        year=own.year,
    )


def source_text(data: bytes, path: Path) -> str:
    """Give the text that positions count in: lines in reading order, form feeds between pages.

    Letters are normalised as `letters.searchable` says; line-end hyphens and furniture are
    still there. Raises what `parse` raises.
    """
    return extracted_text(lines(extract(data, path)))
