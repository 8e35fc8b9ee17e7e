"""What a report's web page says of the report in a block of labels: title, author, publisher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kompetanse_qa.records import Furniture
from kompetanse_qa.reports.markdown.inline_markup import strip_markup
from kompetanse_qa.reports.text.lines import Line

_LABEL = re.compile(r"(tittel|rapporten|forfattere?|utgiver|år):\s*(.*)", re.IGNORECASE)
_CHANGED = re.compile(r"(?:\S+\s*\|\s*)?(?:sist endret|publisert):\s.{1,30}", re.IGNORECASE)
_BOLD_LABEL = re.compile(r"\*\*[^*]+:\s*\*\*.*")
_ENDS_BLOCK = re.compile(r"#{1,6}\s.*|[-*_\s]{3,}")
_AND = re.compile(r"\s*(?:,|;|\bog\b|\band\b|&)\s*")
_TARGET = re.compile(r"\]\((https?://[^()\s]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the labels say; None or empty where there is no such label."""

    furniture: tuple[Furniture, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    year: int | None = None
    url: str | None = None


def take_metadata(lines: Sequence[Line]) -> tuple[list[Line], Metadata]:
    """Return ``lines`` without the block of bold labels ("**Tittel:**") and their values.

    A value stands behind its label or on the lines below, up to the next label, rule or heading.
    """
    kept: list[Line] = []
    furniture: list[Furniture] = []
    values: dict[str, str] = {}
    url: str | None = None
    label: str | None = None
    for line in lines:
        text = strip_markup(line)[0].text
        found = _LABEL.fullmatch(text) if _BOLD_LABEL.fullmatch(line.text) else None
        if _ENDS_BLOCK.fullmatch(line.text) or (label and values[label] and line.gap):
            label = None
        if found:
            label = found.group(1).casefold()
            values[label] = found.group(2)
        elif label:
            values[label] = f"{values[label]} {text}".strip()
        elif not _CHANGED.fullmatch(text):
            kept.append(line)
            continue
        target = _TARGET.search(line.text)
        url = url or (target.group(1) if target else None)
        furniture.append(Furniture(kind="metadata", text=line.text, position=line.position))
    authors = values.get("forfatter") or values.get("forfattere") or ""
    year = values.get("år", "")
    return kept, Metadata(
        furniture=tuple(furniture),
        title=values.get("tittel") or None,
        authors=tuple(name for name in _AND.split(authors) if name),
        publisher=values.get("utgiver") or None,
        year=int(year) if re.fullmatch(r"\d{4}", year) else None,
        url=url,
    )
