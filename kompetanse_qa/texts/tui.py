"""What the screen says: titles, keys, empty states, help."""

from __future__ import annotations

from typing import NamedTuple

from kompetanse_qa.errors import DamagedIndex, IndexMismatch, NoIndex
from kompetanse_qa.records import Filters
from kompetanse_qa.texts.answers import filters_in_words, plural


class Key(NamedTuple):
    """What a key does: in a word, and in a sentence."""

    word: str
    sentence: str


NAME = "Kompetanse"

KEYS = {
    "ask": Key("Spør", "Still spørsmålet"),
    "earlier": Key("Forrige", "Hent fram forrige spørsmål"),
    "later": Key("Neste", "Gå til neste spørsmål, eller ned til treffene"),
    "help": Key("Hjelp", "Vis hjelp og taster"),
    "filter": Key("Filter", "Velg hvilke rapporter det søkes i"),
    "clear_filter": Key("Nullstill filter", "Søk i alle rapportene igjen"),
    "overview": Key("Oversikt", "Vis alle rapporter som omtaler det samme"),
    "corpus": Key("Rapporter", "Vis rapportene, og les dem inn på nytt"),
    "read": Key("Les", "Åpne rapporten der treffet står"),
    "copy": Key("Kopier", "Kopier sitat eller kildehenvisning"),
    "mark": Key("Merk", "Merk treffet, eller fjern merket"),
    "marks": Key("Merkede", "Se det som er merket, og lagre økten i en fil"),
    "theme": Key("Utseende", "Bytt mellom mørkt, lyst og høy kontrast"),
    "palette": Key("Meny", "Finn en kommando ved å skrive"),
    "question": Key("Nytt spørsmål", "Gå til spørsmålsfeltet"),
    "quit": Key("Avslutt", "Avslutt programmet"),
    "close": Key("Lukk", "Lukk vinduet"),
    "use_filter": Key("Bruk", "Søk med dette filteret"),
    "tick": Key("Kryss av", "Ta med eller utelat linjen"),
    "next_field": Key("Neste felt", "Gå til neste felt"),
    "index_here": Key("Les inn rapportene", "Gå til rapportene for å lese dem inn"),
    "retry": Key("Prøv igjen", "Prøv å åpne indeksen på nytt"),
}
KEY_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Mellomrom",
    "tab": "Tab",
    "up": "Opp",
    "down": "Ned",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "question_mark": "?",
}
CONTROL = "Ctrl"

QUESTION = "Skriv et spørsmål og trykk Enter"
START_TITLE = "Hva vil du vite?"
START = (
    "Svaret er en setning som står ordrett i en av rapportene, med kilde du kan kontrollere. "
    "Ingenting forlater maskinen."
)
STARTERS_TITLE = "Prøv for eksempel"
ANSWER = "Svar"
MORE_HITS = "Flere treff"
MARKED = "Merket"
SEARCHING = "Søker …"
OPENING_INDEX = "Åpner indeksen …"
LOADING_ENCODER = "Laster språkmodellen …"
NO_INDEX_OPEN = "Ingen indeks er åpen"
ALL_REPORTS = "Filter: alle rapporter"
NOTHING_ASKED = "Still et spørsmål først."
MARK_REMOVED = "Merket er fjernet."
COPIED = "Kopiert: {what}"
QUIT_HINT = "Trykk {key} for å avslutte."

FILTER_TITLE = "Hvor skal det søkes?"
FILTER_REPORTS = "Rapporter (avsnitt)"
FILTER_PUBLISHERS = "Utgivere (rapporter)"
FILTER_YEARS = "År (rapporter)"
FILTER_FROM = "fra og med"
FILTER_TO = "til og med"
FILTER_BAD_YEAR = "Et årstall skrives med fire siffer."
FILTER_NOTHING = "Ingen rapporter passer til dette filteret."
FILTER_NONE_TICKED = "Ingen kryss betyr alle."
WITHOUT_YEAR = "uten år"

PALETTE = "Skriv hva du vil gjøre"
PALETTE_EMPTY = "Ingen kommando passer."
HELP_TITLE = "Hjelp"
HELP_KEYS = "Taster"
HELP = """\
Skriv et spørsmål på norsk eller engelsk, eller noen stikkord, og trykk Enter. Programmet finner \
avsnittet som svarer, og merker setningen i det. Det skriver aldri noe selv: svaret står ordrett i \
rapporten.

Ordet ved siden av svaret sier hvor sikkert det er, fra 0 til 1. Finnes ikke svaret, får du vite \
det, og de nærmeste avsnittene vises som nettopp det.

Pil opp og ned i spørsmålsfeltet henter tidligere spørsmål. Pil ned går videre til treffene, der \
Enter åpner rapporten. Tab går fra felt til felt, Esc tilbake. Musen virker overalt."""
FAULT_TITLE = "Noe må ordnes"
FAULT_INDEX_FROM_HERE = "Du kan også gjøre det herfra: trykk Enter for å lese inn rapportene."
THEMES = {"dark": "Mørkt", "light": "Lyst", "contrast": "Høy kontrast"}
THEME_IS = "Utseende: {theme}"
CRASHED = (
    "Noe uventet gikk galt, og programmet måtte avslutte: {error}\nDetaljene står i {path}.\n"
    "Kjør «kompetanse-qa doctor» for å se om noe mangler."
)


def key_name(key: str) -> str:
    """A key as it stands on the keyboard."""
    *modifiers, last = key.split("+")
    shown = KEY_NAMES.get(last, last.upper() if modifiers or last[1:].isdigit() else last)
    return "+".join([CONTROL if m == "ctrl" else m.capitalize() for m in modifiers] + [shown])


def index_in_words(reports: int, passages: int) -> str:
    """What the open index holds."""
    return f"{plural(reports, 'rapport', 'rapporter')}, {plural(passages, 'avsnitt', 'avsnitt')}"


def waiting(question: str) -> str:
    """A question that was asked before the index was open."""
    return f"Venter med å svare på\n«{question}»\n\nSvaret kommer så snart indeksen er åpnet."


def filter_in_words(filters: Filters, reports: int, of: int) -> str:
    """The filter in use, with how many reports it leaves."""
    return f"Filter: {filters_in_words(filters)} ({reports} av {of} rapporter)"


def filter_leaves(reports: int, of: int, passages: int) -> str:
    """What the filter under way would leave to search."""
    return f"{reports} av {of} rapporter, {plural(passages, 'avsnitt', 'avsnitt')}"


def years_in_words(years: list[tuple[int, int]], without: int) -> str:
    """The heading of the years, with how many reports each has."""
    counts = [f"{year} ({count})" for year, count in years]
    if without:
        counts.append(f"{WITHOUT_YEAR} ({without})")
    return f"{FILTER_YEARS}: {', '.join(counts)}"


def mark_added(count: int) -> str:
    """A passage was marked; ``count`` are marked now."""
    return f"Merket ({count} i alt). {key_name('f7')} viser det som er merket."


def mended_by_indexing(error: Exception) -> bool:
    """Whether reading the reports again is the way out."""
    return isinstance(error, NoIndex | IndexMismatch | DamagedIndex)
