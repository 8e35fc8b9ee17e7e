"""APA, 7th edition, as it is written in Norwegian (the National Norwegian APA manual, 2021).

Differences from the English style: no comma before ``&``, ``u.å.`` for no date, ``s.`` for page.
A title that only describes the work stands in square brackets.
"""

from __future__ import annotations

from kompetanse_qa.citing.names import family_name, initials
from kompetanse_qa.records import Citation

_NO_DATE = "u.å."
_MOST_NAMED = 20  # from the 21st author on, the list is cut before the last one


def apa(citation: Citation) -> str:
    """The entry for the reference list, in plain text."""
    who, publisher = _author(citation), citation.publisher
    title = f"[{citation.title}]" if citation.descriptive_title else citation.title
    year = citation.year or _NO_DATE
    if who is None:
        parts = [f"{title} ({year})."]
    else:
        parts = [f"{who.rstrip('.')}. ({year}). {title}."]
    # A publisher that is also the author is not repeated.
    if publisher and citation.authors:
        parts.append(f"{publisher}.")
    if citation.url:
        parts.append(citation.url)
    return " ".join(parts)


def apa_in_text(citation: Citation) -> str:
    """The reference in the running text, with the page where it is known."""
    names = [family_name(author) for author in citation.authors]
    if len(names) > 2:
        who = f"{names[0]} mfl."
    elif names:
        who = " & ".join(names)
    else:
        who = citation.publisher or f"«{citation.title}»"
    parts = [who, str(citation.year or _NO_DATE)]
    if citation.page_label:
        parts.append(f"s. {citation.page_label}")
    elif citation.page:
        # The file's page is not the printed one, and must not pass for it.
        parts.append(f"PDF-s. {citation.page}")
    elif citation.headings:
        parts.append(f"«{citation.headings[-1]}»")
    return f"({', '.join(parts)})"


def _author(citation: Citation) -> str | None:
    names = [
        f"{family_name(author)}, {initials(author)}" if initials(author) else family_name(author)
        for author in citation.authors
    ]
    if not names:
        return citation.publisher
    if len(names) == 1:
        return names[0]
    if len(names) > _MOST_NAMED:
        return f"{', '.join(names[: _MOST_NAMED - 1])}, … {names[-1]}"
    return f"{', '.join(names[:-1])} & {names[-1]}"
