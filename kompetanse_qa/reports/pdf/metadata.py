"""Title, authors and year from what a PDF says of itself, where it is plausible."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from kompetanse_qa.reports.pdf.lines import Line

_MADE_UP = re.compile(
    r"microsoft|untitled|uten navn|document\d*$|dokument\d*$|presentasjon|powerpoint|"
    r"^(?:ny )?mal\b|template|\.\w{2,5}$|^\S*[_/\\]\S*$|^print|^slide|^layout|^untitled|^omslag",
    re.IGNORECASE,
)
_NO_AUTHOR = frozenset(("anonymous", "unknown", "administrator", "microsoft office user"))
_YEAR = re.compile(r"(?<!\d)(?:19[89]|20\d)\d(?!\d)")
_CREATED = re.compile(r"D:((?:19[89]|20\d)\d)")
_LARGER = 1.12  # in sizes of the text
_LONGEST_TITLE = 200
_TITLE_PAGES = 2


class Said(NamedTuple):
    """What the file says; None or empty where that is not to be believed."""

    title: str | None
    authors: tuple[str, ...]
    year: int | None


def said(info: Mapping[str, str], pages: Sequence[Sequence[Line]], body_size: float) -> Said:
    """Read the document information ``info`` against the first of ``pages``.

    The title is the one in ``info``, unless a program made it up, or else the largest type on
    the first page. The year is that of the file's making, unless the first two pages name
    years and not that one; if the first page names just one year, it is that.
    """
    first = pages[0] if pages else ()
    title = " ".join(info.get("Title", "").split())
    is_title = 4 <= len(title) <= _LONGEST_TITLE and not _MADE_UP.search(title)
    return Said(
        title=title if is_title and " " in title else _largest(first, body_size),
        authors=_authors(info.get("Author", "")),
        year=_year(info.get("CreationDate", ""), pages[:_TITLE_PAGES]),
    )


def _largest(page: Sequence[Line], body_size: float) -> str | None:
    """Join the lines in the page's largest type that stand together."""
    size = max((line.size for line in page), default=0.0)
    if size < _LARGER * body_size:
        return None
    runs = groupby(page, key=lambda line: line.size == size)
    title = " ".join(line.text for line in next(list(run) for is_large, run in runs if is_large))
    plausible = 4 <= len(title) <= _LONGEST_TITLE and sum(map(str.isalpha, title)) > len(title) / 2
    return title if plausible else None


def _authors(text: str) -> tuple[str, ...]:
    """Split the names in ``text``; none if one of them looks like a user account."""
    names = [" ".join(name.split()) for name in re.split(r";|\s+og\s+|\s+and\s+|&", text)]
    if len(names) == 1 and all(" " in part.strip() for part in text.split(",")):
        names = [" ".join(name.split()) for name in text.split(",")]
    names = [name for name in names if name]
    plausible = all(
        " " in name and name[0].isupper() and name.casefold() not in _NO_AUTHOR for name in names
    )
    return tuple(names) if plausible else ()


def _year(created: str, pages: Sequence[Sequence[Line]]) -> int | None:
    printed = [[int(year) for line in page for year in _YEAR.findall(line.text)] for page in pages]
    found = _CREATED.match(created)
    if found and (not any(printed) or any(int(found[1]) in years for years in printed)):
        return int(found[1])
    named = set(printed[0]) if printed else set()
    return named.pop() if len(named) == 1 else None
