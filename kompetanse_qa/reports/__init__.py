"""A file of the corpus → a Report; one module per format."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from kompetanse_qa.errors import UnreadableReport
from kompetanse_qa.records import Report, Section
from kompetanse_qa.reports.manifest import FILE_NAME, Entry
from kompetanse_qa.reports.outline import listed_depths, nest, own_headings
from kompetanse_qa.reports.parsed import Parsed
from kompetanse_qa.reports.sidebars import gather

READING = "reports/2"
"""Identity of all that makes a Report of a file, written into the index. Raise it when any file
becomes another Report than before."""

_MODULES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
}
"""Suffix → module of this package that is a `Format`, loaded when needed."""

_MARKS = {b"%PDF-": "pdf"}
"""What a file may begin with, whatever its suffix → the module that reads it."""
_MARKED_WITHIN = 1024
"""Bytes. A PDF may have something else before its mark."""


class Format(Protocol):
    """What the module of a format has."""

    def parse(self, data: bytes, path: Path) -> Parsed:
        """Read ``data``, whose positions count in `source_text`; raises UnreadableReport."""

    def source_text(self, data: bytes, path: Path) -> str:
        """Return the text of ``data`` as it stands in the file; raises what `parse` raises."""


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
    parsed = _format(data, path).parse(data, path)
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
    """The characters that the positions in a report count: of the file, or extracted from it.

    Raises UnreadableReport.
    """
    data = path.read_bytes()
    return _format(data, path).source_text(data, path)


def _counts(path: Path, corpus: Path) -> bool:
    inside = path.relative_to(corpus)
    hidden = any(part.startswith(".") for part in inside.parts)
    return not hidden and path.name != FILE_NAME and path.stem.upper() != "README"


def _format(data: bytes, path: Path) -> Format:
    """Choose the format by the content's mark, or else by the suffix."""
    marked = (module for mark, module in _MARKS.items() if mark in data[:_MARKED_WITHIN])
    module = next(marked, None) or _MODULES.get(path.suffix.lower())
    if module is None:
        raise UnreadableReport(path, "unsupported", path.suffix)
    return cast(Format, import_module(f"{__name__}.{module}"))


def _arranged(parsed: Parsed, known: Entry) -> tuple[Section, ...]:
    """Return the sections with the manifest's sidebars and outline."""
    sections = gather(parsed.sections, known.sidebars)
    if not known.outline:
        return sections
    return nest(sections, listed_depths(own_headings(sections), known.outline))
