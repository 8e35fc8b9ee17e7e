"""Where the sentences of a Norwegian text begin and end.

NLTK's Punkt tokenizer (Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection",
Computational Linguistics 32, 2006) with its Norwegian parameters proposes the borders; the rules
below move those that reports get wrong: brackets, citations after a quote, enumerators,
abbreviations that the model has not met, and footnote marks glued to a full stop.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from kompetanse_qa.norwegian.abbreviations import CLOSING, CONTINUING, NOT_ABBREVIATIONS
from kompetanse_qa.records import Span

LONGEST_BRACKET = 300
"""An opening bracket that has no partner within so many characters is taken for a slip."""

_LINE = re.compile(r"[^\n\r\f\v\u0085\u2028\u2029]+")
_OPENING = r"[\s«“”„\"'‘’(\[{–—-]*"
_GOES_ON = re.compile(rf"{_OPENING}[a-zæøåéü]|\s*[)\]}}»”.,;:!?]")
_CITATION = re.compile(r"\((?:[^()]*[^.!?()])?\)\s*(?:$|[.,;:]|[a-zæøåé])")
_ENUMERATOR = re.compile(r"\W*(?:\d{1,2}|[a-zA-Z]|[ivx]+)[.)]")
_LAST_WORD = re.compile(r"(?:(?<=[\s(\[«“\"/])|^)[(\[«“\"]*([^\W\d_][\w.]*\.)$")
_GLUED_FOOTNOTE = re.compile(r"(?<=[^\W\d_])\.[»”\")]*\d{1,2}(?=\s+[«“\"(]?[A-ZÆØÅ])")
_GLUED_SENTENCE = re.compile(r"(?<=[a-zæøå][a-zæøå][a-zæøå])[.!?](?=[A-ZÆØÅ][a-zæøå]*\s)")
_CLOSED = re.compile(
    rf"(?:(?<=\s)|(?<=\())(?:{'|'.join(re.escape(word) for word in sorted(CLOSING))})"
    r"(?=\s+[«“\"]?[A-ZÆØÅ])",
    re.IGNORECASE,
)


def split(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text``, in order.

    A line break always ends a sentence (list items and table rows stand on lines of their own).
    The spans hold no white space at their ends, never overlap, and together hold every character
    that is not white space.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        spans.extend(
            Span(start=line.start() + start, end=line.start() + end)
            for start, end in _sentences_of_line(line.group())
        )
    return tuple(spans)


def _sentences_of_line(line: str) -> list[tuple[int, int]]:
    """Half-open character ranges of the sentences of one line."""
    proposed = {start for start, _ in _tokenizer().span_tokenize(line)}
    proposed.update(match.end() for match in _GLUED_SENTENCE.finditer(line))
    proposed.update(match.end() for match in _CLOSED.finditer(line))
    proposed.update(
        match.end()
        for match in _GLUED_FOOTNOTE.finditer(line)
        if not _ends_with_abbreviation(line[: match.start() + 1])
    )
    start = 0
    ranges = []
    for cut in [*sorted(proposed - {0}), len(line)]:
        if cut < len(line) and _belong_together(line[start:cut], line[cut:]):
            continue
        sentence = line[start:cut]
        first = start + len(sentence) - len(sentence.lstrip())
        last = start + len(sentence.rstrip())
        if first < last:
            ranges.append((first, last))
        start = cut
    return ranges


def _belong_together(before: str, after: str) -> bool:
    """Whether a proposed border between ``before`` and ``after`` is none."""
    before, after = before.strip(), after.lstrip()
    return (
        not any(char.isalnum() for char in before)
        or _GOES_ON.match(after) is not None
        or _CITATION.match(after) is not None
        or _ENUMERATOR.fullmatch(before) is not None
        or _ends_with_abbreviation(before)
        or _within_brackets(before, after)
    )


def _ends_with_abbreviation(before: str) -> bool:
    """Whether the last word is an abbreviation that leads on to what follows it."""
    last = _LAST_WORD.search(before)
    return last is not None and last.group(1).lower() in CONTINUING


def _within_brackets(before: str, after: str) -> bool:
    """Whether a bracket that was opened in ``before`` is closed in ``after``."""
    if before.count("(") <= before.count(")"):
        return False
    opened = before.rindex("(")
    closed = after.find(")")
    return closed >= 0 and len(before) - opened + closed <= LONGEST_BRACKET


@lru_cache(maxsize=1)
def _tokenizer() -> Any:  # noqa: ANN401 - nltk has no types
    """NLTK's tokenizer with the Norwegian parameters and the abbreviations that they lack."""
    # Both are slow to import, and only needed while reports are read.
    import punkt
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    model = punkt.load_model("norwegian")
    parameters = PunktParameters()
    parameters.abbrev_types.update(set(model.abbrev_types) - NOT_ABBREVIATIONS)
    parameters.abbrev_types.update(word.rstrip(".") for word in CONTINUING | CLOSING)
    parameters.collocations.update(model.collocations)
    parameters.sent_starters.update(model.sent_starters)
    parameters.ortho_context.update(model.ortho_context)
    return PunktSentenceTokenizer(parameters)
