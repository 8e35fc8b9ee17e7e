"""What speaks for a sentence of a passage, in numbers: the features that picking weighs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kompetanse_qa.norwegian.asked_for import KINDS, holds
from kompetanse_qa.query import Query
from kompetanse_qa.records import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that may answer, with what the engines know of it."""

    passage: Passage
    fused: float
    """Its score in the fused ranking."""
    ranks: tuple[tuple[str, int], ...]
    """Its rank in each engine that found it."""
    coverage: float
    """Share, by weight, of the query's terms that stand in it, headings included."""
    cosine: float
    """Of the passage's vector with the query's."""
    sentence_cosines: NDArray[np.float32]
    """The same of each sentence, (sentences,)."""
    maxsim: NDArray[np.float32] | None
    """Best cosine of each token of the query, (1 + sentences, tokens): in the whole passage, then
    in each sentence. None if the encoder has no token vectors."""


_SHORT = 6
"""Words: what is shorter and stands in prose is as often a heading within the text."""
FEATURES = (
    "maxsim",
    "maxsim_passage",
    "maxsim_spread",
    "maxsim_lead",
    "maxsim_before",
    "maxsim_after",
    "cosine",
    "cosine_passage",
    "cosine_lead",
    "fused",
    "coverage_passage",
    "table",
    "interview_guide",
    "figure_or_footnote",
    "is_question",
    "announces",
    "announced",
    "length",
    "short",
    "first",
    "last",
    *(f"{kind}{found}" for kind in KINDS for found in ("", "_missing")),
)
"""Names of the columns of `features`; weights go by these names."""


def features(query: Query, candidate: Candidate) -> NDArray[np.float64]:
    """The features of each sentence of the candidate, (sentences, len(FEATURES))."""
    import numpy as np

    passage = candidate.passage
    texts = [passage.text[span.start : span.end] for span in passage.sentences]
    if not texts:
        return np.zeros((0, len(FEATURES)))
    maxsim, spread = _weighed_maxsim(query, candidate)
    cosines = candidate.sentence_cosines
    # Norwegian words in an English question are names at best.
    spoken = 0.0 if query.is_english else 1.0
    prose = passage.kind == "paragraph"
    ends = [text.rstrip()[-1:] for text in texts]
    columns: dict[str, ArrayLike] = {
        "maxsim": maxsim[1:],
        "maxsim_passage": maxsim[0],
        "maxsim_spread": spread,
        "maxsim_lead": maxsim[1:] - maxsim[1:].max(),
        "maxsim_before": np.append(0, maxsim[1:-1]),
        "maxsim_after": np.append(maxsim[2:], 0),
        "cosine": cosines,
        "cosine_passage": candidate.cosine,
        "cosine_lead": cosines - cosines.max(),
        "fused": candidate.fused,
        "coverage_passage": spoken * candidate.coverage,
        "table": passage.kind == "table",
        "interview_guide": passage.kind == "questions",
        "figure_or_footnote": passage.kind in ("figure", "footnote"),
        "is_question": [end == "?" for end in ends],
        "announces": [end == ":" for end in ends],
        "announced": [end == ":" for end in ["", *ends[:-1]]],
        "length": [math.log(1 + len(text.split())) for text in texts],
        "short": [prose and len(text.split()) < _SHORT for text in texts],
        "first": [number == 0 for number in range(len(texts))],
        "last": [number == len(texts) - 1 for number in range(len(texts))],
    }
    for kind in KINDS:
        wanted = kind in query.wants
        held = [wanted and holds(kind, text) for text in texts]
        columns[kind], columns[f"{kind}_missing"] = held, [wanted and not has for has in held]
    found = np.empty((len(texts), len(FEATURES)))
    for number, name in enumerate(FEATURES):
        found[:, number] = columns[name]  # one value stands for every sentence
    return found


def _weighed_maxsim(
    query: Query, candidate: Candidate
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How well the query is met, and how unevenly its tokens are.

    The first by the whole passage and by each sentence, (1 + sentences,); the second, a standard
    deviation, in each sentence, (sentences,).
    """
    import numpy as np

    if candidate.maxsim is None or query.token_weights is None:
        sentences = len(candidate.sentence_cosines)
        return np.zeros(1 + sentences), np.zeros(sentences)
    met = (candidate.maxsim @ query.token_weights).astype(np.float64)
    spread = (candidate.maxsim[1:] * query.token_weights).std(axis=1)
    return met, spread.astype(np.float64)
