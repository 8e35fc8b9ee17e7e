"""What the plain dialogue says, and the words it is steered with."""

from __future__ import annotations

from kompetanse_qa.records import Filters, Mentions, Passage, ReportCard, Searched
from kompetanse_qa.texts.answers import filters_in_words, plural, searched_in_words
from kompetanse_qa.texts.sitting import Piece

WORDS = {
    "ask": "spør",
    "show": "vis",
    "read": "les",
    "cite": "siter",
    "copy": "kopier",
    "mark": "merk",
    "marks": "merker",
    "export": "lagre",
    "source": "åpne",
    "next": "neste",
    "previous": "forrige",
    "contents": "innhold",
    "go": "gå",
    "find": "finn",
    "back": "tilbake",
    "forward": "fram",
    "filter": "filter",
    "overview": "oversikt",
    "reports": "rapporter",
    "index": "indekser",
    "history": "tidligere",
    "help": "hjelp",
    "quit": "avslutt",
}
MATCH = "treff"
PIECES: dict[str, Piece] = {
    "": "quote_and_apa",
    "sitat": "quote",
    "apa": "apa",
    "bibtex": "bibtex",
    "ris": "ris",
}
FILTER_WORDS = {
    "report": "rapport",
    "publisher": "utgiver",
    "year": "år",
    "from": "fra",
    "to": "til",
    "clear": "fjern",
}

PROMPT = "Spørsmål> "
HELLO = "Skriv et spørsmål og trykk Enter. «hjelp» viser hva du kan gjøre, tom linje avslutter."
EXAMPLES = "For eksempel:"
HELP = """\
Spør
  et spørsmål              få svar med kilde
  spør …                   det samme, om spørsmålet begynner med et av ordene her
  oversikt …               alle rapporter som omtaler ordene, og hvor mye
  tidligere                hva du har spurt om før; «spør 3» spør om nummer 3 igjen
Bruk et treff (tallet er nummeret i den siste listen)
  vis 2                    treffet i sammenheng
  les 2                    åpne rapporten ved treffet
  siter 2                  kildehenvisning; også «siter 2 bibtex» og «siter 2 ris»
  kopier 2                 sitat og kildehenvisning til utklippstavlen; også «kopier 2 sitat»,
                           «kopier 2 apa», «kopier 2 bibtex» og «kopier 2 ris»
  merk 2                   merk treffet, eller fjern merket
  åpne 2                   åpne kildefilen på riktig side eller linje
Les i en rapport (etter «les»)
  neste, forrige           neste eller forrige avsnitt
  innhold, gå 3            overskriftene, og gå til nummer 3
  finn …                   finn ord i rapporten; så «neste treff» og «forrige treff»
  les                      avsnittet du er ved, en gang til
  tilbake, fram            dit du var
  siter, kopier, merk, åpne uten tall gjelder avsnittet du er ved
Ta med
  merker                   hva du har merket
  lagre                    lagre det som er merket; også «lagre csv» og «lagre json»
Avgrens
  filter                   hva det søkes i, og hva du kan velge
  filter rapport 1 3       bare disse rapportene (nummer fra «filter»)
  filter utgiver NAVN      bare denne utgiveren
  filter år 2012–2015      bare disse årene; også «filter fra 2012» og «filter til 2015»
  filter fjern             søk i alt igjen
Ellers
  rapporter, indekser      hva som finnes, og les mappen på nytt
  hjelp, avslutt           tom linje avslutter også"""
GOODBYE_MARKS = "Du har {marks} som ikke er lagret. Skriv «avslutt» for å avslutte likevel."
NO_SUCH = "Det finnes ikke noe treff {number}. Tallet er nummeret i den siste listen."
NO_REPORT_OPEN = "Ingen rapport er åpen. Åpne en med «les» og nummeret på et treff."
NO_SUCH_HEADING = "Det finnes ingen overskrift nummer {number}. «innhold» viser dem."
NO_HEADINGS = "Rapporten har ingen overskrifter."
LAST_PASSAGE = "Dette er det siste avsnittet i rapporten."
FIRST_PASSAGE = "Dette er det første avsnittet i rapporten."
NOTHING_SOUGHT = "Søk etter noe i rapporten først: «finn» og ordene."
NOWHERE_BACK = "Du har ikke vært noe annet sted før dette."
NOWHERE_FORWARD = "Du er fremst."
UNKNOWN_STYLE = "Stilen «{style}» finnes ikke. Velg mellom apa, bibtex og ris."
NOTHING_ASKED_BEFORE = "Du har ikke spurt om noe ennå."
NO_SUCH_QUESTION = "Det finnes ikke noe spørsmål {number}. «tidligere» viser dem."
MOST_HISTORY = 20
NOTHING_MARKED = "Ingenting er merket."
MARKED = "Merket."
UNMARKED = "Merket er fjernet."
COPIED = "Kopiert til utklippstavlen."
CANNOT_COPY = "Kan bare kopiere i en terminal. Her er det, så du kan kopiere det selv:"
UNKNOWN_PIECE = "Kan ikke kopiere «{piece}». Velg mellom sitat, apa, bibtex og ris."
UNKNOWN_FORMAT = "Kan ikke lagre som «{form}». Velg mellom md, csv og json."
SAVED = "Lagret i {path}."
BEFORE, HIT, AFTER = "Før:", "Treffet:", "Etter:"
FILTER_ALL = "Det søkes i alle rapportene."
FILTER_REPORTS, FILTER_PUBLISHERS, FILTER_YEARS = "Rapporter:", "Utgivere:", "År:"
FILTER_NOT_UNDERSTOOD = "Forsto ikke filteret. «hjelp» viser hvordan det skrives."
WITHOUT_YEAR = "uten år"
CONTENTS = "Overskrifter:"


def filter_now(filters: Filters, searched: Searched) -> str:
    """Which filter holds, and what it leaves."""
    if filters == Filters():
        return FILTER_ALL
    left = plural(searched.reports, "rapport", "rapporter")
    return (
        f"Filter: {filters_in_words(filters)}. Det søkes i {left}, "
        f"{plural(searched.passages, 'avsnitt', 'avsnitt')}."
    )


def report_line(number: int, card: ReportCard) -> str:
    """One report of a numbered list."""
    about = [str(card.year) if card.year else WITHOUT_YEAR, card.publisher or ""]
    size = plural(card.passages, "avsnitt", "avsnitt")
    return f"{number}. {card.title} ({', '.join(part for part in about if part)}), {size}"


def counted(name: str, reports: int) -> str:
    """A publisher or a year, with how many reports it has."""
    return f"   {name}: {plural(reports, 'rapport', 'rapporter')}"


def overview_head(speaking: int, searched: Searched) -> str:
    """How many of the reports speak of it."""
    reports = plural(searched.reports, "rapport", "rapporter")
    return f"{speaking} av {reports} omtaler dette. {searched_in_words(searched)}"


def overview_line(number: int, mentions: Mentions) -> str:
    """One report of an overview, with how much it speaks of the words."""
    year = f" ({mentions.report.year})" if mentions.report.year else ""
    count = plural(len(mentions.passages), "avsnitt", "avsnitt")
    return f"{number}. {mentions.report.title}{year}: {count}"


def reading_place(number: int, of: int, place: str) -> str:
    """Where in the report the reader is."""
    return f"Avsnitt {number} av {of}" + (f", {place}" if place else "")


def found(matches: int, passages: int, words: str) -> str:
    """How often the words stand in the report."""
    if not matches:
        return f"«{words}» står ikke i denne rapporten."
    return f"«{words}» står {matches} {'gang' if matches == 1 else 'ganger'} i {passages} avsnitt."


def match_number(number: int, of: int, passage: int, of_passages: int) -> str:
    """Which of the matches this is, and in which passage."""
    return f"Treff {number} av {of}, i avsnitt {passage} av {of_passages}:"


def marks_left(count: int) -> str:
    """How many marks would be lost."""
    return GOODBYE_MARKS.format(marks=plural(count, "merket avsnitt", "merkede avsnitt"))


def report_head(passage: Passage) -> str:
    """The report that is open."""
    return f"{passage.title} ({passage.year})" if passage.year else passage.title
