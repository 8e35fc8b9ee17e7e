"""What speaks for a sentence of a passage, in numbers: the signs that picking weighs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kompetanse_qa.answering.question import Question
from kompetanse_qa.norwegian.asked_for import KINDS, holds
from kompetanse_qa.records import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that may answer, with what the engines know of it."""

    passage: Passage
    fused: float
    """Its score in the fused ranking."""
    ranks: tuple[tuple[str, int], ...]
    """Its rank in each engine that found it."""
    words: float
    """Share, by weight, of the question's words that stand in it, headings included."""
    near: NDArray[np.float32]
    """Cosine of each sentence's vector with the question's, (sentences,)."""
    near_passage: float
    """Cosine of the passage's vector with the question's."""
    met: NDArray[np.float32] | None
    """Best cosine of each token of the question, (1 + sentences, tokens): in the whole passage,
    then in each sentence. None if the encoder has no token vectors."""
    token_weights: NDArray[np.float32] | None
    """How much each token of the question counts, (tokens,)."""


_SHORT = 6
"""Words: what is shorter and stands in prose is as often a heading within the text."""
SIGNS = (
    "met",
    "met_passage",
    "met_evenly",
    "met_more_than_others",
    "met_before",
    "met_after",
    "near",
    "near_passage",
    "near_more_than_others",
    "fused",
    "words_passage",
    "table",
    "interview_guide",
    "figure_or_footnote",
    "asks",
    "announces",
    "announced",
    "length",
    "short",
    "first",
    "last",
    *(f"{kind}{found}" for kind in KINDS for found in ("", "_missing")),
)
"""Names of the columns of `signs`; weights go by these names."""


def signs(question: Question, candidate: Candidate) -> NDArray[np.float64]:
    """The signs of each sentence of the candidate, (sentences, len(SIGNS))."""
    import numpy as np

    passage = candidate.passage
    texts = [passage.text[span.start : span.end] for span in passage.sentences]
    if not texts:
        return np.zeros((0, len(SIGNS)))
    met, evenly = _met(candidate)
    near = candidate.near
    # Norwegian words in an English question are names at best.
    spoken = 0.0 if question.is_english else 1.0
    prose = passage.kind == "paragraph"
    ends = [text.rstrip()[-1:] for text in texts]
    one = np.ones(len(texts))
    columns = {
        "met": met[1:],
        "met_passage": met[0] * one,
        "met_evenly": evenly,
        "met_more_than_others": met[1:] - met[1:].max(),
        "met_before": np.append(0, met[1:-1]),
        "met_after": np.append(met[2:], 0),
        "near": near,
        "near_passage": candidate.near_passage * one,
        "near_more_than_others": near - near.max(),
        "fused": candidate.fused * one,
        "words_passage": spoken * candidate.words * one,
        "table": (passage.kind == "table") * one,
        "interview_guide": (passage.kind == "questions") * one,
        "figure_or_footnote": (passage.kind in ("figure", "footnote")) * one,
        "asks": [end == "?" for end in ends],
        "announces": [end == ":" for end in ends],
        "announced": [end == ":" for end in ["", *ends[:-1]]],
        "length": [math.log(1 + len(text.split())) for text in texts],
        "short": [prose and len(text.split()) < _SHORT for text in texts],
        "first": [number == 0 for number in range(len(texts))],
        "last": [number == len(texts) - 1 for number in range(len(texts))],
    }
    for kind in KINDS:
        wanted = kind in question.wants
        held = [wanted and holds(kind, text) for text in texts]
        columns[kind], columns[f"{kind}_missing"] = held, [wanted and not has for has in held]
    return np.column_stack([np.asarray(columns[name], np.float64) for name in SIGNS])


def _met(candidate: Candidate) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How well the question is met, and how unevenly its tokens are.

    The first by the whole passage and by each sentence, (1 + sentences,); the second, a standard
    deviation, in each sentence, (sentences,).
    """
    import numpy as np

    if candidate.met is None or candidate.token_weights is None:
        sentences = len(candidate.near)
        return np.zeros(1 + sentences), np.zeros(sentences)
    met = (candidate.met @ candidate.token_weights).astype(np.float64)
    spread = (candidate.met[1:] * candidate.token_weights).std(axis=1)
    return met, spread.astype(np.float64)
