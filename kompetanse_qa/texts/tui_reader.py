"""What the reader, the overview, the reports and the dialogues to take along say."""

from __future__ import annotations

from kompetanse_qa.records import Citation, Passage, ReportCard
from kompetanse_qa.texts import talk
from kompetanse_qa.texts.answers import headings_in_words, place_in_words, plural
from kompetanse_qa.texts.sitting import Piece
from kompetanse_qa.texts.tui import Key

KEYS = {
    "back": Key("Tilbake", "Gå tilbake dit du leste før"),
    "forward": Key("Fram", "Gå fram igjen"),
    "leave": Key("Lukk", "Lukk rapporten"),
    "contents": Key("Innhold", "Vis eller skjul innholdsfortegnelsen"),
    "find": Key("Finn andre ord", "Finn andre ord i rapporten"),
    "next": Key("Neste treff", "Gå til neste treff i rapporten"),
    "next_match": Key("Finn", "Finn ord i rapporten, og gå til neste treff"),
    "previous_match": Key("Forrige treff", "Gå til forrige treff i rapporten"),
    "next_passage": Key("Neste avsnitt", "Gå til neste avsnitt"),
    "previous_passage": Key("Forrige avsnitt", "Gå til forrige avsnitt"),
    "page_down": Key("Bla ned", "Bla en side ned"),
    "copy": Key("Kopier", "Kopier sitat eller kildehenvisning til avsnittet"),
    "mark": Key("Merk", "Merk avsnittet, eller fjern merket"),
    "export": Key("Lagre", "Lagre spørsmål, svar og det som er merket, i en fil"),
    "unmark": Key("Fjern", "Fjern merket fra avsnittet"),
    "source": Key("Åpne kilden", "Åpne kildefilen på riktig side eller linje"),
    "open_chapter": Key("Gå til", "Gå til overskriften"),
    "unfold": Key("Åpne kapittel", "Vis overskriftene under"),
    "fold": Key("Lukk kapittel", "Skjul overskriftene under"),
    "end_find": Key("Lukk søk", "Lukk søket og gå til teksten"),
    "read": Key("Les", "Åpne rapporten på dette stedet"),
    "read_report": Key("Les", "Les rapporten fra begynnelsen"),
    "close": Key("Lukk", "Gå tilbake"),
    "other_list": Key("Bytt liste", "Gå mellom rapportene og avsnittene"),
    "index": Key("Les inn", "Les inn nye og endrede rapporter"),
    "stop": Key("Stopp", "Stopp innlesingen; det som er gjort, tas vare på"),
    "choose": Key("Velg", "Velg linjen"),
    "cancel": Key("Avbryt", "Lukk uten å gjøre noe"),
}

# ------------------------------------------------------------------ reader
OPENING = "Åpner rapporten …"
CONTENTS = "Innhold"
NO_CONTENTS = "Rapporten har ingen overskrifter."
FIND = "Finn i rapporten"
NO_MATCHES = "Ingen treff"
NO_PLACE_BACK = "Det er ingen steder å gå tilbake til."
NO_PLACE_FORWARD = "Det er ingen steder å gå fram til."
MARKED = "Merket"
KINDS = {
    "table": "Tabell",
    "footnote": "Fotnote",
    "figure": "Figur",
    "questions": "Intervjuguide",
    "list": "Liste",
    "paragraph": "",
}

# ------------------------------------------------------------------ overview
LOOKING = "Leter i alle rapportene …"
TRY_FEWER_WORDS = "Prøv færre eller andre ord."
NOT_MENTIONED_IN = "Ikke omtalt i"

# ------------------------------------------------------------------ reports and index
CORPUS = "Rapporter"
NO_INDEX_YET = "Det er ikke laget noen indeks ennå."
HOW_TO_INDEX = "Trykk {key} for å lese inn rapportene i «{folder}»."
DESCRIPTIVE = "Tittelen beskriver rapporten; den står ikke på trykk i den."
UNLISTED = "Uten oppføring i reports.toml. Tittelen er hentet fra filen."
STAGES = {"reading": talk.READING, "embedding": talk.EMBEDDING}
FOLLOWING = {"reading": "Deler rapportene i avsnitt …", "embedding": "Skriver indeksen …"}
STARTING = "Gjør klar …"
STOPPING = "Stopper …"
STOPPED = talk.INDEX_INTERRUPTED
_FACTS = {
    "authors": "Forfattere",
    "publisher": "Utgiver",
    "year": "År",
    "passages": "Avsnitt",
    "url": "Nettadresse",
    "source": "Fil",
    "id": "Navn i filter",
}
UNKNOWN = "ikke oppgitt"

# ------------------------------------------------------------------ take along
COPY_TITLE = "Kopier"
EXPORT_TITLE = "Lagre økten"
PREVIEW = "Dette blir kopiert"
NOTHING_MARKED = "Ingenting er merket ennå. Merk avsnitt med {key} når du leser."
NOTHING_TO_EXPORT = "Det er ikke noe å lagre ennå: ingenting er spurt om eller merket."

COPIES: dict[Piece, str] = {
    "quote": "Sitat",
    "apa": "Kildehenvisning (APA)",
    "quote_and_apa": "Sitat og kildehenvisning",
    "bibtex": "BibTeX",
    "ris": "RIS",
}
FORMATS = {
    "md": ("Markdown", "til å lese og lime inn i et notat"),
    "csv": ("CSV", "til regneark"),
    "json": ("JSON", "til programmer"),
}

# ------------------------------------------------------------------ source file
OPENED_GO_TO = "Åpnet {path}. Gå til {place}."
NOT_FROM_BROWSER = "Filen kan ikke åpnes fra nettleseren. Den ligger her: {path}"


def margin_note(passage: Passage) -> str:
    """Where a passage begins: page, or line of a text file."""
    position = passage.position
    if position.lines:
        return str(position.lines[0])
    if position.page_label:
        return f"s. {position.page_label}"
    return f"({position.page})" if position.page else ""


def report_title(card: ReportCard) -> str:
    """The title with its year."""
    return f"{card.title} ({card.year})" if card.year else card.title


def who(card: ReportCard) -> str:
    """Authors and publisher."""
    authors = ", ".join(card.authors)
    return ". ".join(part for part in (authors, card.publisher) if part)


def where(citation: Citation, kind: str, number: int, of: int) -> str:
    """Where the marked passage stands."""
    parts = [KINDS[kind], place_in_words(citation), f"avsnitt {number} av {of}"]
    text = ", ".join(part for part in parts if part)
    return text[0].upper() + text[1:]


def path(headings: tuple[str, ...]) -> str:
    """The headings above a passage."""
    return headings_in_words(headings)


def match_count(number: int | None, count: int) -> str:
    """``3 av 17``."""
    if not count:
        return NO_MATCHES
    return plural(count, "treff", "treff") if number is None else f"{number + 1} av {count}"


def mentioned_in(reports: int, of: int, passages: int) -> str:
    """``3 av 5 rapporter, 42 avsnitt``."""
    return f"{reports} av {plural(of, 'rapport', 'rapporter')}, {passage_count(passages)}"


def within(filters: str) -> str:
    """The filter that the overview keeps to."""
    return f"Filter: {filters}"


def passage_count(count: int) -> str:
    """``42 avsnitt``."""
    return plural(count, "avsnitt", "avsnitt")


def about(words: str) -> str:
    """The overview's title."""
    return f"Hvilke rapporter omtaler «{words.rstrip(' ?')}»?"


def holds(reports: int, passages: int) -> str:
    """What the index holds."""
    return f"{plural(reports, 'rapport', 'rapporter')}, {passage_count(passages)}"


def skipped(count: int) -> str:
    """The heading above the files that were left out."""
    return f"{plural(count, 'fil', 'filer')} ble hoppet over"


def facts(card: ReportCard) -> list[tuple[str, str]]:
    """What is known of a report, each fact with its name."""
    values = {
        "authors": ", ".join(card.authors),
        "publisher": card.publisher or "",
        "year": str(card.year or ""),
        "passages": str(card.passages),
        "url": card.url or "",
        "source": card.source,
        "id": card.id,
    }
    return [(_FACTS[name], value or UNKNOWN) for name, value in values.items()]


def done_of(done: int, total: int) -> str:
    """``123 av 507``."""
    return f"{done} av {total}"


def taken(answers: int, marks: int) -> str:
    """What was asked and marked in this session."""
    asked = plural(answers, "spørsmål", "spørsmål")
    return f"{asked} er stilt, {passage_count(marks)} er merket."


def exported(answers: int, marks: int, file: str) -> str:
    """What was saved, and where."""
    asked = plural(answers, "spørsmål", "spørsmål")
    return f"{asked} og {plural(marks, 'merket avsnitt', 'merkede avsnitt')} lagret i {file}"


def to_export(answers: int, marks: int) -> str:
    """How much will be saved."""
    return f"{taken(answers, marks)} Velg format:"
