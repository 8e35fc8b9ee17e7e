"""What the commands say while they work, and their summaries."""

from __future__ import annotations

from kompetanse_qa.texts.answers import number, plural

READING = "Leser rapporter"
EMBEDDING = "Lager vektorer"
ASKING = "Svarer"
EVALUATING = "Måler {systems}. Det kan ta et minutt."
WROTE = "Skrev {path}."
INTERRUPTED = "Avbrutt. Kjør samme kommando igjen for å fortsette."
INDEX_INTERRUPTED = (
    "Avbrutt. Indeksen er som før, og arbeidet som er gjort, tas vare på til neste gang."
)
UNLISTED = "Uten oppføring i reports.toml (tittel hentet fra filen): {names}"
REMOVED = "Fjernet fra indeksen: {names}"
UNDONE = "Gikk tilbake til {generation}."
RATE = "per sekund"
TIME_LEFT = "igjen"
UNEXPECTED = (
    "Noe uventet gikk galt: {error}\nDetaljene står i {path}.\n"
    "Kjør «kompetanse-qa doctor» for å se om noe mangler."
)


def indexed(reports: int, passages: int, embedded: int, seconds: float) -> str:
    """The closing line of an index run that wrote something."""
    return (
        f"Ferdig: {plural(reports, 'rapport', 'rapporter')}, "
        f"{plural(passages, 'avsnitt', 'avsnitt')} "
        f"({plural(embedded, 'ny vektor', 'nye vektorer')}) på {number(seconds, 1)} s."
    )


def unchanged(reports: int, passages: int) -> str:
    """The closing line of an index run that had nothing to do."""
    return (
        f"Indeksen er oppdatert: {plural(reports, 'rapport', 'rapporter')}, "
        f"{plural(passages, 'avsnitt', 'avsnitt')}. Ingenting er endret."
    )


def fewer_hits(asked_for: int, found: int) -> str:
    """Why fewer hits are shown than were asked for."""
    return (
        f"Du ba om {plural(asked_for, 'treff', 'treff')}, men det er bare"
        f" {plural(found, 'avsnitt', 'avsnitt')} å søke i."
    )


def batch_done(asked: int, answered: int, failed: int, resumed: int, seconds: float) -> str:
    """The closing line of a batch."""
    parts = [
        f"{plural(asked, 'spørsmål', 'spørsmål')} på {number(seconds, 1)} s",
        f"{answered} besvart",
        f"{asked - answered - failed} uten svar",
    ]
    if failed:
        parts.append(f"{failed} med feil")
    if resumed:
        parts.append(f"{resumed} var besvart fra før")
    return ", ".join(parts) + "."


VERIFIED = {
    "stands": "står i kilden",
    "moved": "står i kilden, men på et annet sted enn oppgitt",
    "missing": "STÅR IKKE i kilden",
    "no_source": "kilden finnes ikke i korpuset",
}


def verified(checked: int, faults: int) -> str:
    """The closing line of a verification."""
    quotes = plural(checked, "sitat", "sitater")
    return f"{quotes} kontrollert: {'alle står i kildene' if not faults else f'{faults} med feil'}."


REPORT_COLUMNS = ("Id", "År", "Tittel", "Utgiver", "Avsnitt")
DESCRIPTIVE = "beskrivende tittel"
NO_YEAR = "–"
DOCTOR = {
    "python": "Python",
    "packages": "Pakker",
    "encoder": "Språkmodell",
    "corpus": "Rapporter",
    "index": "Indeks",
    "current": "Oppdatert",
    "ok": "i orden",
    "fault": "FEIL",
    "fix": "Gjør slik:",
    "fix_package": "pip install -e .",
    "fix_python": "Installer Python 3.11, 3.12 eller 3.13.",
    "fix_index": "kompetanse-qa index",
    "stale": "Rapportene er endret siden indeksen ble laget.",
    "fine": "Alt er i orden.",
    "faults": "Noe må ordnes, se over.",
    "probe": "prøve",
}


def corpus_seen(folder: object, files: int) -> str:
    """What the doctor saw of the reports."""
    return f"{folder}: {plural(files, 'fil', 'filer')}"


def encoder_seen(name: str, numbers: int, fingerprint: str) -> str:
    """What the doctor saw of the encoder; ``numbers`` are those of a vector."""
    return f"{name}, {numbers} tall, {fingerprint}"


def index_seen(name: str, reports: int, passages: int, created: str) -> str:
    """What the doctor saw of the index."""
    counted = f"{plural(reports, 'rapport', 'rapporter')}, {plural(passages, 'avsnitt', 'avsnitt')}"
    return f"{name}, {counted}, {created}"
