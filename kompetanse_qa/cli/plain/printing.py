"""Passages, reports and overviews as lines to be read aloud: words and numbers, no drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from kompetanse_qa.cli.plain.reading import Reading
from kompetanse_qa.cli.screen import print_indented
from kompetanse_qa.records import Citation, Mentions, Passage, ReportCard, Searched
from kompetanse_qa.search import Index
from kompetanse_qa.texts import answers, plain


def print_reading(console: Console, index: Index, reading: Reading) -> None:
    """The passage the reader is at: report, headings, place, text."""
    passage = reading.passage
    place = answers.place_in_words(index.cite(passage))
    console.print(Text(plain.report_head(passage), style="bold"))
    _print_headings(console, passage)
    console.print(plain.reading_place(reading.number, reading.of, place))
    print_text(console, passage.text)


def print_match(console: Console, reading: Reading) -> None:
    """The sentence that holds what was looked for, and where it stands."""
    console.print(plain.match_number(*reading.match, reading.number, reading.of))
    _print_headings(console, reading.passage)
    print_text(console, reading.match_sentence)


def print_surroundings(console: Console, index: Index, passage: Passage) -> None:
    """A passage with its neighbours; which is which is said."""
    around = index.surroundings(passage, 1)
    at = next(i for i, other in enumerate(around) if other.id == passage.id)
    console.print(Text(plain.report_head(passage), style="bold"))
    above: tuple[str, ...] = ()
    for number, shown in enumerate(around):
        if shown.headings != above:
            _print_headings(console, shown)
            above = shown.headings
        word = plain.HIT if number == at else plain.BEFORE if number < at else plain.AFTER
        place = answers.place_in_words(index.cite(shown))
        console.print(Text(f"{word} {place}", style="bold" if number == at else ""))
        print_text(console, shown.text)


def print_text(console: Console, text: str) -> None:
    """The text of a passage, a little in from the edge; a tab would be widened to a gap."""
    print_indented(console, Text(text.replace("\t", " ")), 2)


def print_contents(console: Console, reading: Reading) -> None:
    """The report's headings with their numbers, set in by their level."""
    headings = reading.contents
    console.print(plain.CONTENTS if headings else plain.NO_HEADINGS)
    for number, heading in enumerate(headings, start=1):
        print_indented(console, Text(f"{number}. {heading.text}"), 2 * (heading.level or 0))


def print_reports(console: Console, reports: Sequence[ReportCard]) -> None:
    """The reports with their numbers."""
    for number, card in enumerate(reports, start=1):
        print_indented(console, Text(plain.report_line(number, card)), 0)


def print_choices(console: Console, reports: Sequence[ReportCard]) -> None:
    """What a filter can be set to, with counts."""
    console.print(plain.FILTER_REPORTS)
    print_reports(console, reports)
    publishers = Counter(card.publisher for card in reports if card.publisher)
    years = Counter(str(card.year) if card.year else plain.WITHOUT_YEAR for card in reports)
    for title, counts in ((plain.FILTER_PUBLISHERS, publishers), (plain.FILTER_YEARS, years)):
        console.print(title)
        for name, count in sorted(counts.items()):
            print_indented(console, Text(plain.counted(name, count)), 2)


def print_overview(
    console: Console, index: Index, mentions: Sequence[Mentions], searched: Searched
) -> None:
    """Every report that speaks of it, with its best passage's best sentence."""
    console.print(Text(plain.overview_head(len(mentions), searched), style="bold"))
    for number, one in enumerate(mentions, start=1):
        citation = index.cite(one.passages[0], one.best_span)
        print_indented(console, Text(plain.overview_line(number, one)), 0)
        print_indented(console, Text(" ".join(citation.quote.split())), 3)
        print_indented(console, Text(answers.place_in_words(citation), style="dim"), 3)


def print_citations(console: Console, citations: Sequence[Citation]) -> None:
    """Quotes with their sources, numbered."""
    for number, citation in enumerate(citations, start=1):
        print_indented(console, Text(f"{number}. {' '.join(citation.quote.split())}"), 0)
        source = f"{answers.byline(citation)}: {citation.title}"
        place = answers.place_in_words(citation)
        print_indented(console, Text(f"{source}, {place}" if place else source, style="dim"), 3)


def _print_headings(console: Console, passage: Passage) -> None:
    if passage.headings:
        console.print(Text(answers.headings_in_words(passage.headings)))
