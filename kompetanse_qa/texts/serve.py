"""What `serve` says: on its page, in the terminal it was started from, and when it refuses."""

from __future__ import annotations

import errno

TITLE = "kompetanse_qa"
KEYBOARD = "Tastatur til kompetanse_qa"
OPENING = "Åpner kompetanse_qa …"
CLOSED = "Programmet er avsluttet."
RESTART = "Åpne på nytt"
NO_SCRIPT = "Siden trenger JavaScript. Alt lastes fra denne maskinen, ingenting fra nettet."
NOT_FROM_HERE = "Avvist: forespørselen kommer ikke fra programmets egen side."

STOP = "Ctrl+C avslutter."
STOPPED = "Avsluttet."
FROM_ELSEWHERE = """\
Dette åpner programmet for andre maskiner, og det har ingen innlogging: Alle som når adressen, kan
lese rapportene, se hva andre har spurt om, og lage indeksen på nytt. Trafikken er ikke kryptert."""
NEEDS_ALLOW_NETWORK = (
    "--host {host} gjør programmet tilgjengelig fra andre maskiner, uten innlogging: alle som når "
    "adressen, kan lese rapportene. Legg til --allow-network hvis det er meningen."
)


def running(address: str) -> str:
    """Where the app is, for the person who started it."""
    return f"kompetanse_qa er åpen på {address}"


def cannot_listen(host: str, port: int, error: OSError) -> str:
    """The address can't be used, and what to do about it."""
    return f"Kan ikke åpne {host}, port {port}: {_LISTEN_FAULTS.get(error.errno or 0, error)}."


_LISTEN_FAULTS = {
    errno.EADDRINUSE: "et annet program bruker porten. Velg en annen med --port TALL",
    errno.EACCES: "porter under 1024 krever særlige rettigheter. Velg en annen med --port TALL",
    errno.EADDRNOTAVAIL: "maskinen har ikke denne adressen. Utelat --host",
}
