"""Help and usage of the command line."""

from __future__ import annotations

# argparse asks gettext for these sentences; the keys are its own words.
ARGPARSE = {
    "usage: ": "bruk: ",
    "positional arguments": "argumenter",
    "options": "valg",
    "show this help message and exit": "vis denne hjelpen og avslutt",
    "show program's version number and exit": "vis versjonen og avslutt",
    "the following arguments are required: %s": "dette må være med: %s",
    "unrecognized arguments: %s": "ukjent: %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "«%(value)s» finnes ikke (velg mellom %(choices)s)"
    ),
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": (
        "«%(value)s» finnes ikke, mente du «%(suggestion)s»? (velg mellom %(choices)s)"
    ),
    "invalid %(type)s value: %(value)r": "«%(value)s» er ikke %(type)s",
    "expected one argument": "mangler verdi",
    "expected at least one argument": "mangler verdi",
    "not allowed with argument %s": "kan ikke brukes sammen med %s",
    "ignored explicit argument %r": "tar ingen verdi: %r",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s er ikke entydig: %(matches)s"
    ),
    "%(prog)s: error: %(message)s\n": "%(prog)s: feil: %(message)s\n",
}

PROGRAM = (
    "Spør en mappe med rapporter. Svaret er en setning fra en rapport, med kilde du kan "
    "kontrollere. Ingenting forlater maskinen, og ingen språkmodell skriver noe."
)
PROGRAM_END = """\
eksempler:
  kompetanse-qa index
  kompetanse-qa ask "Hvordan opplever lærerne kvaliteten på videreutdanningen?"
  kompetanse-qa batch sporsmal.csv -o svar.jsonl

avslutningskoder: 0 svart eller ferdig, 1 fant ikke svar, 2 feil bruk, 3 noe gikk galt,
4 ferdig, men noe ble hoppet over, 130 avbrutt"""
COMMANDS = "kommandoer"
COMMAND = "KOMMANDO"

COMMAND_HELP = {
    "index": "les rapportene og lag eller oppdater indeksen",
    "ask": "still ett spørsmål",
    "batch": "still mange spørsmål fra en fil",
    "reports": "vis rapportene i indeksen",
    "show": "vis et avsnitt i sammenheng",
    "cite": "skriv kildehenvisning til et avsnitt",
    "verify": "kontroller at sitatene i en svarfil står i kildene",
    "tui": "åpne programmet i terminalen",
    "serve": "åpne programmet i nettleseren",
    "eval": "mål hvor godt systemet svarer på spørsmål med fasit",
    "doctor": "undersøk installasjon, språkmodell, indeks og rapporter",
}
COMMAND_DESCRIPTION = {
    "index": (
        "Leser rapportene i korpusmappen og oppdaterer indeksen. Bare det som er endret, leses på "
        "nytt. Kan avbrytes når som helst; indeksen som er i bruk, står urørt til den nye er klar."
    ),
    "ask": (
        "Stiller ett spørsmål. Svaret er en setning fra en rapport med kilde; står ikke svaret "
        "der, sies det fra, og de nærmeste avsnittene vises."
    ),
    "batch": (
        "Stiller alle spørsmålene i en fil: JSONL med «id» og «question», CSV med kolonnene id og "
        "question, eller ett spørsmål på hver linje. «-» leser fra standard inn. Hvert svar "
        "skrives med én gang, og en linje med feil stopper ikke resten."
    ),
    "reports": "Viser rapportene i indeksen med det som er kjent om dem.",
    "show": "Viser et avsnitt slik det står i rapporten, med avsnittene rundt.",
    "cite": "Skriver kildehenvisning til et avsnitt i norsk APA-stil, BibTeX eller RIS.",
    "verify": (
        "Leser en fil med svar (JSON eller JSONL fra ask eller batch) og kontrollerer at hvert "
        "sitat står i kilden, tegn for tegn."
    ),
    "tui": (
        "Åpner programmet i terminalen: spør, les svaret der det står, og ta kilden med. Det samme "
        "som kompetanse-qa uten noe etter."
    ),
    "serve": (
        "Åpner programmet for nettleseren på denne maskinen. Skrift og skript kommer fra maskinen "
        "selv; ingenting hentes fra nettet. Andre maskiner når det ikke uten --host og "
        "--allow-network: programmet har ingen innlogging, og alle som når det, kan lese "
        "rapportene. Ctrl+C avslutter."
    ),
    "eval": (
        "Måler systemet og deler av det på spørsmål med fasit, med usikkerhet og parvise tester. "
        "Uten valg måles systemet på eval/gold.jsonl."
    ),
    "doctor": "Undersøker om alt er på plass, og sier hva du gjør med det som ikke er det.",
}

OPTION = {
    "plain": "samtale linje for linje, for skjermlesere og rør, i stedet for skjermbildet",
    "version": "vis versjonen og avslutt",
    "index": "mappen med indeksen (standard: index)",
    "corpus": "mappen med rapporter (standard: corpus)",
    "no_color": "ikke bruk farger (det samme gjør miljøvariabelen NO_COLOR)",
    "encoder": (
        "språkmodell for vektorene: norwegian-e5-small (standard), multilingual-e5-small som den "
        "er laget av, eller navn eller mappe for en annen sentence-transformers-modell"
    ),
    "undo": "gå tilbake til indeksen slik den var før siste endring",
    "question": "spørsmålet, eller noen stikkord",
    "k": "antall treff som vises (standard: 5)",
    "report": "søk bare i denne rapporten (kan gjentas)",
    "publisher": "søk bare i rapporter fra denne utgiveren; en del av navnet er nok (kan gjentas)",
    "year": "søk bare i rapporter fra dette året",
    "from": "søk bare i rapporter fra dette året eller senere",
    "to": "søk bare i rapporter fra dette året eller tidligere",
    "threshold": "hvor sikkert svaret må være, fra 0 til 1 (standard: {default})",
    "trace": "vis hvor hvert treff lå i hver av rangeringene",
    "format": "utformat (standard: {default})",
    "questions": "fil med spørsmål, eller - for standard inn",
    "output": "skriv svarene til denne filen (standard: standard ut)",
    "resume": "hopp over spørsmål som alt er besvart i utfilen",
    "port": "porten på denne maskinen (standard: 8000)",
    "host": "adressen som åpnes (standard: 127.0.0.1, som bare denne maskinen når)",
    "allow_network": "tillat en adresse som andre maskiner når, uten innlogging",
    "passage": "avsnittets id, slik den står i svaret",
    "context": "antall avsnitt før og etter (standard: 1)",
    "style": "apa, bibtex eller ris (standard: apa)",
    "gold": "fil med spørsmål og fasit (standard: eval/gold.jsonl)",
    "engines": (
        "søkemotorene indeksen skal ha (standard: de den har; en ny får"
        " bm25 grams dense sentences tokens)"
    ),
    "beir_encoder": "språkmodell for datasettet i BEIR-form (standard: norwegian-e5-small)",
    "beir": "mål på et datasett i BEIR-form i denne mappen i stedet",
    "split": "bare denne delen av spørsmålene (tune eller look; for BEIR: validation, test …)",
    "system": (
        "det som skal måles, ett eller flere navn (standard: kompetanse). Uten en del: "
        "without:bm25, grams, dense, sentences, tokens, language, reading. Deler: bm25, dense, "
        "hybrid, rrf, med variant som i bm25:snowball@windows"
    ),
    "runs": "ta vare på kjøringene i denne mappen, så de kan sammenlignes senere",
    "html": "skriv en rapport med figurer til denne filen",
    "compare": "sammenlign to kjøringer som er tatt vare på",
    "answers": "fil med svar, eller - for standard inn",
}
METAVAR = {
    "folder": "MAPPE",
    "file": "FIL",
    "number": "TALL",
    "year": "ÅR",
    "name": "NAVN",
    "question": "SPØRSMÅL",
    "passage": "ID",
    "format": "FORMAT",
    "style": "STIL",
    "address": "ADRESSE",
}
IS_NOT = "«{text}» er ikke {what}"
WHOLE_NUMBER = "et helt tall over null"
NOT_NEGATIVE = "et helt tall"
YEAR = "et årstall"
PORT = "et portnummer (1–65535)"
FROM_0_TO_1 = "et tall fra 0 til 1"
YEAR_AND_RANGE = "--year kan ikke brukes sammen med --from eller --to"
RESUME_NEEDS_OUTPUT = "--resume krever en utfil: -o FIL"
RESUME_NEEDS_LINES = "--resume går bare med --format jsonl"
