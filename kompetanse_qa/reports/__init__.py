"""A file of the corpus → a Report; one module per format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kompetanse_qa.errors import UnreadableReport
from kompetanse_qa.records import Report, Section
from kompetanse_qa.reports.decoding import decode
from kompetanse_qa.reports.manifest import FILE_NAME, Entry
from kompetanse_qa.reports.outline import listed_depths, nest, own_headings
from kompetanse_qa.reports.parsed import Parsed
from kompetanse_qa.reports.sidebars import gather

READING = "reports/1"
"""Identity of the readers, written into the index. Change it when any of them reads otherwise."""

_MODULES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
}
"""Suffix → module of this package with ``parse(data, path) -> Parsed``, loaded when needed."""

_PDF_MARK = b"%PDF-"
_PDF_MARK_WITHIN = 1024


def find_files(corpus: Path) -> list[Path]:
    """The report files below ``corpus``, sorted: all but the manifest, READMEs and hidden files."""
    return sorted(path for path in corpus.rglob("*") if path.is_file() and _counts(path, corpus))


def read_report(path: Path, corpus: Path, entry: Entry | None) -> Report:
    """Read the file at ``path``; what ``entry`` knows goes before what the file says.

    Raises UnreadableReport with the reason why it can't be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableReport(path, "unreadable", error.strerror or "") from error
    if not data.strip():
        raise UnreadableReport(path, "empty")
    parsed = _parser(data, path)(data, path)
    known = entry or Entry(id=path.stem)
    return Report(
        id=path.stem,
        title=known.title or parsed.title or path.stem,
        authors=known.authors or parsed.authors,
        publisher=known.publisher or parsed.publisher,
        year=known.year if known.year is not None else parsed.year,
        url=known.url or parsed.url,
        source=path.relative_to(corpus).as_posix(),
        sections=_arranged(parsed, known),
        furniture=parsed.furniture,
        descriptive_title=known.descriptive_title,
        listed=entry is not None,
    )


def source_text(path: Path) -> str:
    """The characters that the positions in a report count: of the file, or extracted from a PDF.

    Raises UnreadableReport.
    """
    data = path.read_bytes()
    if _is_pdf(data):
        from kompetanse_qa.reports import pdf

        return pdf.source_text(data, path)
    return decode(data, path)


def _is_pdf(data: bytes) -> bool:
    return _PDF_MARK in data[:_PDF_MARK_WITHIN]


def _counts(path: Path, corpus: Path) -> bool:
    inside = path.relative_to(corpus)
    hidden = any(part.startswith(".") for part in inside.parts)
    return not hidden and path.name != FILE_NAME and path.stem.upper() != "README"


def _parser(data: bytes, path: Path) -> Callable[[bytes, Path], Parsed]:
    """Choose the reader for this content, or else this suffix."""
    module = "pdf" if _is_pdf(data) else _MODULES.get(path.suffix.lower())
    if module is None:
        raise UnreadableReport(path, "unsupported", path.suffix)
    parse: Callable[[bytes, Path], Parsed] = import_module(f"{__name__}.{module}").parse
    return parse


def _arranged(parsed: Parsed, known: Entry) -> tuple[Section, ...]:
    """Return the sections with the manifest's sidebars and outline."""
    sections = gather(parsed.sections, known.sidebars)
    if not known.outline:
        return sections
    return nest(sections, listed_depths(own_headings(sections), known.outline))
