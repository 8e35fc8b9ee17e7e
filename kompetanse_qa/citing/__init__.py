"""The citation of a passage, in the styles that people paste: APA in Norwegian, BibTeX, RIS."""

from __future__ import annotations

from typing import Literal

from kompetanse_qa.citing.apa import apa, apa_in_text
from kompetanse_qa.citing.bibtex import bibtex
from kompetanse_qa.citing.citation import citation_of
from kompetanse_qa.citing.ris import ris
from kompetanse_qa.records import Citation

Style = Literal["apa", "bibtex", "ris"]
STYLES: tuple[Style, ...] = ("apa", "bibtex", "ris")

__all__ = ["STYLES", "Style", "apa", "apa_in_text", "bibtex", "citation_of", "cite", "ris"]


def cite(citation: Citation, style: Style) -> str:
    """The citation in one of the styles, without a newline at the end."""
    match style:
        case "apa":
            return f"{apa(citation)}\n{apa_in_text(citation)}"
        case "bibtex":
            return bibtex(citation)
        case "ris":
            return ris(citation)
