"""What is known of the reports beside their text: `reports.toml` in the corpus folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kompetanse_qa.errors import BadManifest

FILE_NAME = "reports.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report's entry; what is None or empty is left to the report's own text."""

    id: str
    """The stem of the report's file."""
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    year: int | None = None
    url: str | None = None
    descriptive_title: bool = False
    """The title describes the report; it is not printed on it."""
    outline: tuple[tuple[str, ...], ...] = ()
    """Patterns of the headings on each level, the outermost first. Each is a regular expression
    that matches a whole heading; headings that match none stand below the nearest that does."""
    sidebars: Mapping[str, str] = field(default_factory=dict)
    """Boxes beside the text: their heading → what the text that belongs to it begins with."""


def load_manifest(corpus: Path) -> dict[str, Entry]:
    """Load the entries of the corpus folder's manifest by file stem; none if it has no manifest.

    Raises BadManifest; ``detail`` names the entry and the field, or gives the fault and its line.
    """
    path = corpus / FILE_NAME
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadManifest(path, str(error)) from error
    return {stem: _entry(path, stem, table) for stem, table in tables.items()}


def _entry(path: Path, stem: str, table: object) -> Entry:
    if not isinstance(table, dict):
        raise BadManifest(path, stem)
    unknown = sorted(set(table) - set(_CHECKS))
    wrong = [name for name, check in _CHECKS.items() if name in table and not check(table[name])]
    if unknown or wrong:
        raise BadManifest(path, f"{stem}.{(unknown + wrong)[0]}")
    return Entry(
        id=stem,
        title=table.get("title"),
        authors=tuple(table.get("authors", ())),
        publisher=table.get("publisher"),
        year=table.get("year"),
        url=table.get("url"),
        descriptive_title=table.get("descriptive_title", False),
        outline=tuple(tuple(level) for level in table.get("outline", ())),
        sidebars=dict(table.get("sidebars", {})),
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(v) for v in value)


def _is_pattern(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(re.compile(value))
    except re.error:
        return False


def _is_outline(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(level, list) and all(_is_pattern(p) for p in level) for level in value
    )


def _is_sidebars(value: object) -> bool:
    return isinstance(value, dict) and all(_is_text(v) for v in value.values())


_CHECKS = {
    "title": _is_text,
    "authors": _is_texts,
    "publisher": _is_text,
    "year": _is_year,
    "url": _is_text,
    "descriptive_title": lambda value: isinstance(value, bool),
    "outline": _is_outline,
    "sidebars": _is_sidebars,
}
