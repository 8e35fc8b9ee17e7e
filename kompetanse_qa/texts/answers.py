"""Answers, citations and searches in words."""

from __future__ import annotations

from kompetanse_qa.records import Answer, Citation, Filters, Passage, Searched

ANSWER = "Svar"
SOURCE = "Kilde"
PASSAGE = "Avsnittet"
MORE_HITS = "Flere treff"
NEAREST_HITS = "Nærmeste treff (svarer trolig ikke)"
FARTHER_HITS = "Avsnittene som ligner mest (handler trolig om noe annet)"
_NOT_FOUND = "Fant ikke svar på dette i rapportene."
_TOUCHES = "De er bare inne på emnet."
_NOTHING = "De handler trolig om annet."
NO_HITS = "Ingen avsnitt ligner på spørsmålet."
TRY_OTHERWISE = "Prøv andre ord, eller spør om én ting om gangen."

_CONFIDENCE = ((0.75, "svært sannsynlig"), (0.55, "sannsynlig"), (0.0, "mulig"))


def number(value: float, decimals: int = 2) -> str:
    """A number with a decimal comma."""
    return f"{value:.{decimals}f}".replace(".", ",")


def plural(count: int, one: str, many: str) -> str:
    """``1 rapport``, ``5 rapporter``; thousands are set apart."""
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}") + f" {one if count == 1 else many}"


def not_found(answer: Answer) -> str:
    """That nothing answers, and whether the reports speak of the subject at all."""
    return f"{_NOT_FOUND} {_TOUCHES if answer.touches else _NOTHING}"


def nearest_title(answer: Answer) -> str:
    """What stands above the nearest passages where nothing answers."""
    if not answer.hits:
        return NO_HITS
    return NEAREST_HITS if answer.touches else FARTHER_HITS


def confidence_in_words(confidence: float) -> str:
    """How sure the answer is, in a word and a number."""
    word = next(word for floor, word in _CONFIDENCE if confidence >= floor)
    return f"{word}, {number(confidence)}"


def filters_in_words(filters: Filters) -> str:
    """The filters that are set; empty when none is."""
    parts = []
    if filters.reports:
        parts.append("rapport " + " eller ".join(f"«{report}»" for report in filters.reports))
    if filters.publishers:
        parts.append("utgiver " + " eller ".join(f"«{name}»" for name in filters.publishers))
    first, last = filters.year_from, filters.year_to
    if first is not None and first == last:
        parts.append(f"år {first}")
    elif first is not None and last is not None:
        parts.append(f"år {first}–{last}")
    elif first is not None:
        parts.append(f"fra og med {first}")
    elif last is not None:
        parts.append(f"til og med {last}")
    return ", ".join(parts)


def searched_in_words(searched: Searched, seconds: float | None = None) -> str:
    """What was searched: reports, passages, filters, and how long it took."""
    reports = plural(searched.reports, "rapport", "rapporter")
    passages = plural(searched.passages, "avsnitt", "avsnitt")
    filters = filters_in_words(searched.filters)
    limits = f" (filter: {filters})" if filters else ""
    took = f" på {number(seconds)} s" if seconds is not None else ""
    return f"Søkte i {reports}, {passages}{limits}{took}."


def place_in_words(citation: Citation) -> str:
    """Where in the report: printed page, page of the file, lines."""
    parts = []
    if citation.page_label:
        parts.append(f"s. {citation.page_label}")
    if citation.page:
        parts.append(f"side {citation.page} i filen")
    if citation.lines:
        first, last = citation.lines
        parts.append(f"linje {first}" if first == last else f"linje {first}–{last}")
    return ", ".join(parts)


def headings_in_words(headings: tuple[str, ...]) -> str:
    """The heading path, outermost first."""
    return " › ".join(headings)


def byline(citation: Citation) -> str:
    """Who and when, for a line of its own."""
    names = citation.authors
    who = f"{names[0]} mfl." if len(names) > 2 else " og ".join(names) or citation.publisher
    year = str(citation.year) if citation.year else "uten år"
    return f"{who}, {year}" if who else year


def hit_title(passage: Passage) -> str:
    """The report of a hit with its year."""
    return f"{passage.title} ({passage.year})" if passage.year else passage.title
