"""Copying: what stands on the clipboard when a quote, its citation, or both are taken along."""

from __future__ import annotations

from kompetanse_qa.citing import apa, apa_in_text, bibtex, ris
from kompetanse_qa.records import Citation
from kompetanse_qa.texts.sitting import Piece


def copied_text(citation: Citation, piece: Piece) -> str:
    """The text, without a newline at its end."""
    match piece:
        case "quote":
            return citation.quote
        case "apa":
            return apa(citation)
        case "quote_and_apa":
            return f"«{citation.quote}» {apa_in_text(citation)}\n\n{apa(citation)}"
        case "bibtex":
            return bibtex(citation)
        case "ris":
            return ris(citation)
