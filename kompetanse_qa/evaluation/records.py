"""The nouns of evaluation. Values: made once, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["nb", "nn", "en"]
Difficulty = Literal["lexical", "paraphrase", "hard"]
QuestionType = Literal[
    "tall",
    "fakta",
    "definisjon",
    "hvorfor-hvordan",
    "funn",
    "tabell",
    "sammenligning",
    "ubesvart",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A verbatim stretch of a report that holds (part of) an answer."""

    report_id: str
    quote: str
    replaces: int | None = None
    """Only in `also`: the number of the one piece of evidence it stands in for; None: it answers
    the whole question by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuestion:
    """One question of a gold set."""

    id: str
    question: str
    lang: Lang
    type: QuestionType
    difficulty: Difficulty
    tags: tuple[str, ...]
    split: str
    """``tune`` or ``look``."""
    evidence: tuple[Quote, ...]
    """All are needed; empty where the reports do not answer."""
    also: tuple[Quote, ...]
    answer: str | None

    @property
    def answerable(self) -> bool:
        """Whether the reports answer."""
        return bool(self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it is put to a system and shown beside the outcomes."""

    id: str
    question: str
    answer: str | None
    slices: Mapping[str, str]
    """lang, type, difficulty, split, compound (``yes``/``no``), …"""
    evidence: tuple[str, ...]
    """Quotes of which all are needed, or ids of passages; empty where nothing answers."""
    without: tuple[str, ...] = ()
    """Passages that are to be passed over, so that nothing answers."""

    @property
    def answerable(self) -> bool:
        """Whether something answers."""
        return bool(self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """What a system gave for one question."""

    question_id: str
    ranking: tuple[tuple[str, float], ...]
    """(passage id, score), best first, at least the best ten where there are so many."""
    answer: tuple[str, int, int] | None
    """Passage id, start and end of the sentence it points at (also when it would not speak);
    None for a system that points at no sentence."""
    confidence: float | None
    """None for a system that has none."""
    found: bool | None
    """Whether it would speak at its default threshold; None as above."""
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All that one system gave for one question set, with what it was made on."""

    system: str
    identity: Mapping[str, str]
    """Index identity (encoder, analyzer, chunking, generation …) and versions."""
    results: Mapping[str, Retrieved]
    """By question id."""
    passage_words: float
    """Mean length of the passages it searched, so that long passages can't buy recall."""
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopPassage:
    """The passage a system put first, as it is shown beside another system's."""

    passage_id: str
    report_id: str
    text: str
    relevant: bool
    """It satisfies at least one unit of evidence."""
    answer: tuple[int, int] | None
    """Start and end of the sentence the system points at, if that lies in this passage."""
    sentence_right: bool | None
    """Whether that sentence is the answer; None where none is pointed at or none would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One question of one run, held against its relevance judgements."""

    question_id: str
    answerable: bool
    slices: Mapping[str, str]
    scores: Mapping[str, float]
    """By the names in `PER_QUESTION`; empty where the question has no answer, and without
    ``sentence@1`` where the system points at no sentence, or the set does not judge them."""
    confidence: float | None
    found: bool | None
    correct: bool | None
    """Answerable, and the sentence it points at is right."""
    seconds: float
    top: TopPassage | None
    """The passage it put first; None where it found none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The estimates over the questions that share a property: ``lang`` is ``nn``, say."""

    name: str
    value: str
    estimates: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """One threshold of the risk–coverage curve, over all questions."""

    threshold: float
    """Answered are the questions with at least this confidence."""
    coverage: float
    """Share of all questions that are answered."""
    risk: float
    """Share of the answered that are answered wrongly or should not have been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityBin:
    """The questions whose confidence lies in ``[low, high)`` (the last bin includes 1)."""

    low: float
    high: float
    n: int
    confidence: float
    """Mean confidence."""
    accuracy: float
    """Share that is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemResult:
    """All that was measured of one system on one question set."""

    system: str
    identity: Mapping[str, str]
    passages: int
    passage_words: float
    """Mean length of the passages it searched."""
    estimates: Mapping[str, Estimate]
    """By the names in `MEASURES`, in that order; a measure that the system or the question set
    gives no ground for (no sentence, no confidence, nothing unanswerable) is absent."""
    slices: tuple[Slice, ...]
    """By name, then value; each with the measures that are means over answerable questions."""
    risk_coverage: tuple[CurvePoint, ...]
    """By rising coverage; empty for a system without confidence."""
    reliability: tuple[ReliabilityBin, ...]
    """Non-empty bins by rising confidence; empty for a system without confidence."""
    outcomes: tuple[Outcome, ...]
    """In the order of the question set."""
    seconds_p50: float
    """Median time for a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedTest:
    """Two systems on the same questions, one measure."""

    measure: str
    first: str
    second: str
    difference: Estimate
    """Mean of first minus second over the questions, with its bootstrap interval."""
    p_value: float
    """Two-sided paired randomisation test."""
    wins: int
    """Questions where ``first`` is better."""
    ties: int
    losses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDiff:
    """A question that two systems do unequally well on; by nDCG@10."""

    question_id: str
    first_score: float
    second_score: float
    first_top: TopPassage | None
    second_top: TopPassage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A named pair of systems: tests on every measure both have, and what changed."""

    first: str
    second: str
    tests: tuple[PairedTest, ...]
    diffs: tuple[QuestionDiff, ...]
    """Where ``second`` is best first, to where ``first`` is: what ``first`` made worse on top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Some systems on one question set, measured and compared."""

    question_set: str
    """Name of the gold file, or of the BEIR folder and split."""
    question_set_sha256: str
    questions: tuple[Question, ...]
    systems: tuple[SystemResult, ...]
    """In the order they were named."""
    comparisons: tuple[Comparison, ...]


PER_QUESTION = ("ndcg@10", "mrr@10", "recall@1", "recall@5", "recall@10", "sentence@1")
"""Measures with a value for each answerable question."""

MEASURES = (*PER_QUESTION, "auroc", "false_answers@90", "ece")
"""The names of the measures, in the order they are shown. For the last two less is better."""
