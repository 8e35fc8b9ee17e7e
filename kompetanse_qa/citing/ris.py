"""RIS: the exchange format of Zotero, EndNote and Mendeley."""

from __future__ import annotations

from kompetanse_qa.citing.names import family_first
from kompetanse_qa.records import Citation


def ris(citation: Citation) -> str:
    """One record of type RPRT, with the quote and its place as a note."""
    page = citation.page_label or (str(citation.page) if citation.page else None)
    authors = [family_first(author) for author in citation.authors]
    # A comma tells a person's parts apart, so an institution's name must not hold one.
    institution = citation.publisher and citation.publisher.replace(",", "")
    fields = [
        ("TY", "RPRT"),
        *(("AU", author) for author in authors or ([institution] if institution else [])),
        ("TI", citation.title),
        ("PB", citation.publisher),
        ("PY", citation.year),
        ("SP", page),
        ("UR", citation.url),
        ("LA", "no"),
        ("N1", " ".join(citation.quote.split()) or None),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in fields if value is not None)
