"""Is a gold set sound? Every quote stands in its report, and the proportions hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kompetanse_qa.evaluation.records import GoldQuestion, Quote
from kompetanse_qa.reports import find_files, source_text

LONGEST_QUOTE = 60
"""Words of a quote."""
SHORTEST_QUOTE = 8
"""Words of a quote, unless it holds a number: a table row may be shorter."""

_LINE_END_HYPHEN = re.compile(r"-\s*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is wrong with a gold set."""

    question_id: str | None
    """None for a fault of the whole set."""
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """A share of the set that must lie between two bounds, both included."""

    name: str
    holds: Callable[[GoldQuestion], bool]
    low: float
    high: float


PROPORTIONS = (
    Proportion(name="nb", holds=lambda q: q.lang == "nb", low=0.65, high=0.75),
    Proportion(name="nn", holds=lambda q: q.lang == "nn", low=0.10, high=0.20),
    Proportion(name="en", holds=lambda q: q.lang == "en", low=0.10, high=0.20),
    Proportion(name="lexical", holds=lambda q: q.difficulty == "lexical", low=0.25, high=0.35),
    Proportion(name="paraphrase", holds=lambda q: q.difficulty == "paraphrase", low=0.4, high=0.5),
    Proportion(name="hard", holds=lambda q: q.difficulty == "hard", low=0.20, high=0.30),
)
"""What `eval/README.md` says of languages and difficulty."""

MINIMA = {"questions": 200, "unanswerable": 30, "several quotes": 10, "sammensatt": 10, "tune": 100}
"""Counts that the set has at least; ``tune`` exactly."""

LONG_REPORT, SHORT_REPORT = 150, 8
"""Questions on a report that is long, and on any other."""

LONG = 100_000
"""Characters from which a report is long."""


def check_gold(questions: Sequence[GoldQuestion], corpus: Path) -> list[Fault]:
    """All faults of a gold set over the text reports of a corpus; none if it is sound."""
    texts = {path.stem: source_text(path) or "" for path in find_files(corpus)}
    searchable = {report_id: _forms(text) for report_id, text in texts.items()}
    faults = [
        Fault(question_id=question.id, what=what)
        for question in questions
        for quote in (*question.evidence, *question.also)
        for what in _faults_of(quote, searchable)
    ]
    whole = [
        *_proportions(questions),
        *_counts(questions),
        *_per_report(questions, texts),
        *_leaks(questions),
    ]
    return [*faults, *(Fault(question_id=None, what=what) for what in whole)]


def stands_in(quote: str, text: str) -> bool:
    """Whether a text holds a quote, but for white space and how lines were divided."""
    return any(_spaced(quote) in form for form in _forms(text))


def _forms(text: str) -> tuple[str, ...]:
    """The text with one space for any white space, and line-end hyphens kept or resolved."""
    return tuple(
        _spaced(form)
        for form in (text, _LINE_END_HYPHEN.sub("", text), _LINE_END_HYPHEN.sub("-", text))
    )


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _faults_of(quote: Quote, searchable: Mapping[str, tuple[str, ...]]) -> list[str]:
    forms = searchable.get(quote.report_id)
    if forms is None:
        return [f"no report {quote.report_id}"]
    faults = []
    if not any(_spaced(quote.quote) in form for form in forms):
        faults.append(f"does not stand in {quote.report_id}: {quote.quote}")
    words = len(quote.quote.split())
    row = any(character.isdigit() for character in quote.quote)
    if words > LONGEST_QUOTE or (words < SHORTEST_QUOTE and not row):
        faults.append(f"a quote of {words} words: {quote.quote}")
    return faults


def _proportions(questions: Sequence[GoldQuestion]) -> list[str]:
    faults = []
    for proportion in PROPORTIONS:
        share = sum(map(proportion.holds, questions)) / len(questions)
        if not proportion.low <= share <= proportion.high:
            faults.append(f"{proportion.name}: {share:.0%}")
    return faults


def _counts(questions: Sequence[GoldQuestion]) -> list[str]:
    counts = {
        "questions": len(questions),
        "unanswerable": sum(not q.answerable for q in questions),
        "several quotes": sum(len(q.evidence) > 1 for q in questions),
        "sammensatt": sum("sammensatt" in q.tags for q in questions),
        "tune": sum(q.split == "tune" for q in questions),
    }
    few = [f"{name}: {n}" for name, n in counts.items() if n < MINIMA[name]]
    return few if counts["tune"] <= MINIMA["tune"] else [*few, f"tune: {counts['tune']}"]


def _per_report(questions: Sequence[GoldQuestion], texts: Mapping[str, str]) -> list[str]:
    asked = Counter(report for q in questions for report in {e.report_id for e in q.evidence})
    needed = {r: LONG_REPORT if len(text) >= LONG else SHORT_REPORT for r, text in texts.items()}
    return [f"{report}: {asked[report]}" for report, n in needed.items() if asked[report] < n]


def _leaks(questions: Sequence[GoldQuestion]) -> list[str]:
    """Quotes that answer a question for tuning and one for looking at."""
    splits: dict[tuple[str, str], set[str]] = {}
    for question in questions:
        for quote in (*question.evidence, *question.also):
            splits.setdefault((quote.report_id, quote.quote), set()).add(question.split)
    return [f"in both splits: {quote}" for (_, quote), held in splits.items() if len(held) > 1]
