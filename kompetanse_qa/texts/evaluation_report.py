"""The evaluation report in words."""

from __future__ import annotations

from datetime import date

from kompetanse_qa.texts.answers import number, plural

TITLE = "Evaluering"
SECTIONS = {
    "systems": "Systemene",
    "confidence": "Sikkerhet",
    "slices": "Grupper av spørsmål",
    "pair": "Parvis sammenligning",
    "questions": "Spørsmål for spørsmål",
    "method": "Slik ble den laget",
}
CONTENTS = "Innhold"

SYSTEM = "System"
ALL_MEASURES = "Alle mål"
SECONDS = "Sekunder (median)"
PASSAGES = "Avsnitt"
PASSAGE_WORDS = "Ord per avsnitt"
HEADLINE_NOTE = (
    "Prikken er gjennomsnittet, streken 95 % intervall. Hver kolonne har sin egen skala, "
    "skrevet under navnet."
)
LESS_IS_BETTER = "mindre er bedre"

_MEASURES = {
    "ndcg@10": ("nDCG@10", "hvor høyt de rette avsnittene står"),
    "mrr@10": ("MRR@10", "én delt på plassen til det første rette avsnittet"),
    "recall@1": ("Recall@1", "andel av bevisene i det første avsnittet"),
    "recall@5": ("Recall@5", "andel av bevisene blant de fem første avsnittene"),
    "recall@10": ("Recall@10", "andel av bevisene blant de ti første avsnittene"),
    "sentence@1": ("Setning@1", "andel der den utpekte setningen er svaret"),
    "auroc": ("AUROC", "skiller spørsmål med svar fra dem uten"),
    "false_answers@90": ("Falske svar", "andel uten svar som besvares når 90 % av resten blir det"),
    "ece": ("ECE", "forventet kalibreringsfeil"),
}

COVERAGE = "dekning: andel besvart"
RISK = "risiko: andel feil av de besvarte"
RISK_COVERAGE = "Risiko og dekning"
RISK_COVERAGE_NOTE = (
    "Jo flere spørsmål systemet svarer på, desto flere svar blir feil. Ringen er terskelen "
    "det leveres med. De første 5 prosentene er for få spørsmål til å tegnes."
)
NO_CURVE = "Systemene oppgir ikke hvor sikre de er."
RELIABILITY = "Kalibrering"
RELIABILITY_NOTE = (
    "På diagonalen er sikkerheten til å stole på. Større prikk: flere spørsmål med den sikkerheten."
)
SAID_CONFIDENCE = "oppgitt sikkerhet"
SCORE = "poeng"
SHARE_RIGHT = "andel riktige"
ANSWERABLE = "med svar"
UNANSWERABLE = "uten svar"
DEFAULT_THRESHOLD = "svarer herfra"
DISTRIBUTIONS = "Sikkerhet med og uten svar"
DISTRIBUTIONS_NOTE = (
    "Opp: spørsmål som rapportene svarer på. Ned: spørsmål uten svar. Andeler av hver gruppe. "
    "Jo lenger fra hverandre de ligger, desto lettere er det å tie når det trengs."
)

SLICES_NOTE = "Over spørsmålene som har svar. Streken er 95 % intervall; n er antall spørsmål."
SLICE_VALUE = "Gruppe"
COUNT = "n"

_SLICES = {
    "lang": "Språk",
    "type": "Type",
    "difficulty": "Ordvalg",
    "compound": "Sammensatt",
    "split": "Del",
    "report": "Rapport",
}
_SLICE_VALUES = {
    ("lang", "nb"): "bokmål",
    ("lang", "nn"): "nynorsk",
    ("lang", "en"): "engelsk",
    ("difficulty", "lexical"): "samme ord",
    ("difficulty", "paraphrase"): "omskrevet",
    ("difficulty", "hard"): "få felles ord",
    ("compound", "yes"): "ja",
    ("compound", "no"): "nei",
    ("split", "tune"): "innstilling",
    ("split", "look"): "kontroll",
    ("report", "across"): "på tvers",
}

MEASURE = "Mål"
DIFFERENCE = "Forskjell"
P_VALUE = "p"
WINS = "Bedre"
TIES = "Likt"
LOSSES = "Dårligere"
TESTS = "Tester"
DIFFERENCES = "Forskjeller i nDCG@10"
DIFFERENCE_AXIS = "forskjell i nDCG@10"
QUESTIONS_AXIS = "antall spørsmål"
PAIR_NOTE = (
    "Snittet av forskjellene på de samme spørsmålene med 95 % intervall, og p fra en tosidig "
    "parvis randomiseringstest."
)

QUESTION = "Spørsmål"
QUESTION_ID = "Nr."
OUTCOME = "Utfall"
CONFIDENCE = "Sikkerhet"
SEARCH = "Søk i spørsmål, bevis og avsnitt"
ALL = "alle"
SHOWN = "Viser {shown} av {all} spørsmål"
NO_ROWS = "Ingen spørsmål passer med filtrene."
SORT_HINT = "Trykk på en kolonne for å sortere, og på et spørsmål for å se avsnittene."
GOLD_ANSWER = "Fasit"
EVIDENCE = "Bevis"
NO_ANSWER = "Rapportene svarer ikke."
NO_PASSAGE = "Fant ingen avsnitt."
HOLDS_EVIDENCE = "avsnittet inneholder beviset"
LACKS_EVIDENCE = "avsnittet inneholder ikke beviset"
SENTENCE_RIGHT = "setningen er riktig"
SENTENCE_WRONG = "setningen er feil"
PICKED_ELSEWHERE = "svarsetningen er hentet fra et annet avsnitt"
MISSING = "–"

_VERDICTS = {
    "right": "riktig",
    "wrong": "feil svar",
    "silent": "taus",
    "false": "falskt svar",
    "rightly_silent": "rett å tie",
    "passage": "rett avsnitt",
    "wrong_passage": "feil avsnitt",
    "unjudged": MISSING,
}

COMMAND = "Kommando"
MADE = "Dato"
QUESTION_SET = "Spørsmålssett"
SHA256 = "SHA-256"
INDEX_IDENTITY = "Indeks og versjoner"

_MONTHS = (
    "januar februar mars april mai juni juli august september oktober november desember".split()
)
_MINUS = "\N{MINUS SIGN}"


def measure_name(measure: str) -> str:
    """A measure as it is printed."""
    return _MEASURES[measure][0] if measure in _MEASURES else measure


def measure_meaning(measure: str) -> str:
    """A measure in half a sentence; empty where it is not known."""
    return _MEASURES[measure][1] if measure in _MEASURES else ""


def slice_name(name: str) -> str:
    """A property that questions are sliced by."""
    return _SLICES.get(name, name)


def slice_value(name: str, value: str) -> str:
    """A value of such a property."""
    return _SLICE_VALUES.get((name, value), value)


def slice_order(name: str, value: str = "") -> tuple[int, str, int, str]:
    """Sorts properties and their values as they are listed here; unknown ones last, by name."""
    names, values = list(_SLICES), list(_SLICE_VALUES)
    pair = (name, value)
    return (
        names.index(name) if name in names else len(names),
        name,
        values.index(pair) if pair in values else len(values),
        value,
    )


def verdict(kind: str) -> str:
    """How a system did on a question."""
    return _VERDICTS[kind]


def signed(value: float) -> str:
    """A difference with its sign; nothing is 0."""
    rounded = number(abs(value))
    if rounded == number(0):
        return rounded
    return ("+" if value > 0 else _MINUS) + rounded


def interval(low: float, high: float) -> str:
    """From–to; apart by «til» where a sign would meet the dash."""
    if round(low, 2) < 0 or round(high, 2) < 0:
        return f"{signed(low)} til {signed(high)}"
    return f"{number(abs(low))}–{number(abs(high))}"


def p_value(value: float) -> str:
    """A probability; the smallest are not told apart."""
    return f"< {number(0.001, 3)}" if value < 0.001 else number(value, 3)


def percent(share: float) -> str:
    """A whole percentage."""
    return f"{share * 100:.0f}\N{NO-BREAK SPACE}%"


def count(value: int) -> str:
    """A count of questions."""
    return plural(value, "spørsmål", "spørsmål")


def subtitle(answerable: int, unanswerable: int, systems: int) -> str:
    """What the report is over."""
    without = f", {unanswerable} uten svar" if unanswerable else ""
    return (
        f"{count(answerable + unanswerable)} ({answerable} med svar{without}), "
        f"{plural(systems, 'system', 'systemer')}."
    )


def finding(first: str, second: str, difference: str, reach: str, p: str) -> str:
    """The one comparison that the report is about."""
    equal = "" if p.startswith("<") else "=\N{NO-BREAK SPACE}"
    return (
        f"{first} mot {second}: {difference} i nDCG@10 (95\N{NO-BREAK SPACE}% intervall {reach}, "
        f"p\N{NO-BREAK SPACE}{equal}{p})."
    )


def balance(first: str, second: str, wins: int, ties: int, losses: int) -> str:
    """Wins, ties and losses in a sentence."""
    return (
        f"{first} er bedre enn {second} på {wins} spørsmål, like god på {ties} og dårligere "
        f"på {losses}."
    )


def threshold_point(coverage: float, risk: float) -> str:
    """Where the shipped threshold lies on the risk–coverage curve."""
    return f"svarer på {percent(coverage)}, {percent(risk)} feil"


def calibration_error(system: str, error: float | None) -> str:
    """A system's name in the reliability diagram, with its calibration error where it has one."""
    return system if error is None else f"{system}: ECE {number(error, 3)}"


def distribution_title(system: str) -> str:
    """The plot of one system's confidence."""
    return f"Sikkerhet hos {system}"


def group(name: str, size: int) -> str:
    """A group of questions with its size."""
    return f"{name} (n = {size})"


def ties_left_out(ties: int, first: str, second: str) -> str:
    """What the histogram shows and leaves out."""
    return (
        f"Til høyre: {first} er bedre. Til venstre: {second} er bedre. "
        f"{count(ties)} med lik verdi er ikke tegnet."
    )


def only_wrong(system: str) -> str:
    """The filter that keeps what a system did wrong."""
    return f"Bare feil hos {system}"


def day(made: date) -> str:
    """A date as it is written."""
    return f"{made.day}. {_MONTHS[made.month - 1]} {made.year}"
