"""What kind of thing a question asks for, and which sentences hold one. Norwegian and English."""

from __future__ import annotations

import re

_TIMES_OF_YEAR = r"""
    januar | februar | mars | april | mai | juni | juli | august | september | oktober | november
    | desember | høsten | hausten | våren | sommeren | sommaren | vinteren
    | (?: høst | haust | jule | vinter | påske | sommer | sommar ) ferie (?: n | r | ne )?
    | jula | julen | jola | påska | påsken | pinsa | pinsen | nyttår
"""
_WANTED = {
    "number": r"""
        \b (?: hvor | kor | how ) \s+ (?: mange | mykje | mye | stor | store | stort | lang | lange
            | lenge | ofte | høy | høg | many | much | large | big | high | long | often ) \b
        | \b (?: prosent | percent | percentage | andel | andelen | antall | antallet | antal
            | talet | tallet | gjennomsnitt | snitt | median | proportion | share | number ) \b
    """,
    "time": r"""
        \b (?: when | når | årstall | what \s year | hvilket \s år | kva \s år | hvilken \s dato
            | kva \s dato | what \s date ) \b
    """,
    "name": r"""
        \b (?: hvem | kven | who | whom | whose | where | hva \s heter | kva \s heiter
            | hvilk\w+ \s (?: by | land | kommune | person | forfatter | forsker | skole ) ) \b
        | \b (?: hvor | kor ) \s+ (?: er | var | ligger | ligg | ble | vart | blei | kommer | kjem
            | bor | bodde | foregikk | skal | fant | finner | holdt ) \b
    """,
    "reason": r"\b (?: hvorfor | kvifor | why | årsak\w* | grunnen | skyldes | forklar\w* ) \b",
    "definition": r"""
        \b (?: hva | kva ) \s (?: er | betyr | menes | meiner \s ein | ligger | ligg | innebærer
            | inneber | kjennetegner | kjenneteiknar ) \b
        | \b (?: defin\w+ | begrepet | omgrepet ) \b | \b what \s (?: is | are | does ) \b
    """,
}
_HELD = {
    "number": r"""
        \d | \b (?: én | to | tre | fire | fem | seks | sju | syv | åtte | ni | ti | elleve | tolv
            | halvparten | flertallet | alle | ingen ) \b
    """,
    "time": rf"\d | \b (?: {_TIMES_OF_YEAR} ) \b",
    "name": r"(?<= [\w,;:«\"(–-] \s ) [A-ZÆØÅ] \w+ | (?<= [«\"(] ) [A-ZÆØÅ] \w+",
    "reason": r"""
        \b (?: fordi | årsak\w* | grunn | grunnen | grunner | skyldes | ettersom | siden | derfor
            | dermed | slik \s at | for \s at | for \s å | på \s grunn \s av | grunnet | ført \s til
            | fører \s til | førte \s til | bidra\w* | handler \s om | henger \s sammen | skuldast
            | da \s de | når \s de ) \b
    """,
    "definition": r"""
        \b (?: defin\w+ | innebærer | inneber | betyr | menes | forstås | forstår | beskrives
            | handler \s om | dreier \s seg \s om | kjennetegn\w* | er \s (?: en | et | ein | eit
            | å | når | at ) | vil \s si | betegn\w+ | viser \s til ) \b
    """,
}
KINDS = tuple(_WANTED)
"""Kinds of things that are asked for."""
_FLAGS = re.IGNORECASE | re.VERBOSE
_ASKS = {kind: re.compile(pattern, _FLAGS) for kind, pattern in _WANTED.items()}
_HOLDS = {
    kind: re.compile(pattern, re.VERBOSE if kind == "name" else _FLAGS)
    for kind, pattern in _HELD.items()
}


def kinds_wanted(question: str) -> frozenset[str]:
    """The kinds of things that the answer is likely to hold."""
    return frozenset(kind for kind, asks in _ASKS.items() if asks.search(question))


def holds(kind: str, text: str) -> bool:
    """Whether ``text`` holds a thing of that kind, or a word that announces one."""
    return _HOLDS[kind].search(text) is not None
