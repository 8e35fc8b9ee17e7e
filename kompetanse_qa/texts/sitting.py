"""What the screen and the plain dialogue both say: starters, the saved file, the source, faults."""

from __future__ import annotations

import errno
from typing import Literal

from kompetanse_qa.errors import KompetanseError
from kompetanse_qa.texts.errors import explain

STARTERS = (
    "Hvordan opplever lærerne kvaliteten på videreutdanningen?",
    "Hva er skolebasert kompetanseutvikling?",
    "Hva er forskjellen på etterutdanning og videreutdanning?",
)
STARTER_ABOUT = "Hva står det om «{}»?"

Piece = Literal["quote", "apa", "quote_and_apa", "bibtex", "ris"]
"""What of a citation can be copied."""

MARKS_TITLE = "Merkede avsnitt"
FILE_NAME = "kompetanse"
ANSWERS_HEADING = "Spørsmål og svar"
CONFIDENCE = "Svaret er {how_sure}."
FOUND_BY_READING = "Funnet ved lesing"
REFERENCES = "Kilder"
ROWS = {"answer": "svar", "no_answer": "uten svar", "mark": "merket"}
CSV_COLUMNS = (
    "slag", "sporsmal", "sikkerhet", "sitat", "tittel", "forfattere", "utgiver", "ar",
    "overskrifter", "side", "side_i_filen", "linjer", "nettadresse", "fil", "apa", "avsnitt",
)  # fmt: skip

NO_SOURCE = "Finner ikke filen {path}. Den er flyttet eller slettet siden den ble lest inn."
OPENED = "Åpnet {path}"
CANNOT_OPEN = "Fant ikke noe program til å åpne filen med. Den ligger her: {path}"


def explain_fault(error: KompetanseError | OSError) -> str:
    """The fault and the way out of it."""
    if isinstance(error, KompetanseError):
        return explain(error)
    where = f" «{error.filename}»" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"Disken er full{where}.\nFrigjør plass og prøv igjen. Ingenting er ødelagt."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Har ikke lov til å bruke{where}.\nSe etter rettigheter på filen og mappen."
    return f"Kan ikke lese eller skrive{where}: {error.strerror or error}"
