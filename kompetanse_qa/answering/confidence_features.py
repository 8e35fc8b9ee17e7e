"""What tells an answer from a near miss: the features that the confidence weighs.

Beside those of the picked sentence they are mostly about words: a passage that the encoder finds
near but that lacks the one rare word or the name of the question seldom answers it, nor does a
sentence that says nothing but what was asked.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from kompetanse_qa.answering.features import FEATURES, Candidate
from kompetanse_qa.answering.picking import Picked
from kompetanse_qa.answering.term_weights import WeighedQuery
from kompetanse_qa.norwegian.asked_for import KINDS
from kompetanse_qa.norwegian.names import names_in, numbers_in
from kompetanse_qa.query import Query


def confidence_features(asked: WeighedQuery, picked: Sequence[Picked]) -> dict[str, float]:
    """The features of the first of ``picked`` by name, of the query, and of the whole list.

    It needs a sentence.
    """
    best, query = picked[0], asked.query
    found = dict(zip(FEATURES, best.features.tolist(), strict=True))
    found["score"] = best.score
    found["score_lead"] = best.score - picked[1].score if len(picked) > 1 else 0.0
    found |= {f"wants_{kind}": float(kind in query.wants) for kind in KINDS}
    found["english"] = float(query.is_english)
    found["question_words"] = float(len(query.text.split()))
    found["question_rarity"] = asked.words.mean_weight
    return found | _tokens_missed(query, best.candidate) | _by_words(asked, best)


def _tokens_missed(query: Query, candidate: Candidate) -> dict[str, float]:
    """What the tokens of the query miss in the passage."""
    import numpy as np

    maxsim, weights = candidate.maxsim, query.token_weights
    if maxsim is None or weights is None:
        return {}
    lacking = weights * (1 - maxsim[0])
    return {
        "question_length": math.log(len(weights)),
        "maxsim_worst_lack": float(lacking.max()),
        "maxsim_low_quarter": float(np.quantile(maxsim[0], 0.25)),
        "maxsim_lack_product": float((weights * np.log(np.clip(1 - maxsim[0], 0.02, 1))).sum()),
    }


def _by_words(asked: WeighedQuery, best: Picked) -> dict[str, float]:
    passage, span, query = best.candidate.passage, best.span, asked.query
    if span is None:
        return {}
    whole, sentence = passage.indexed_text, passage.text[span.start : span.end]
    return {
        "coverage": asked.words.coverage(sentence),
        "heaviest_missing": asked.words.heaviest_missing(whole),
        "ngram_coverage": asked.ngrams.coverage(sentence),
        "ngram_coverage_passage": asked.ngrams.coverage(whole),
        "names": _share(query.names, sentence),
        "names_passage": _share(query.names, whole),
        "numbers_passage": _share(query.numbers, whole),
        "new_names": float(len(names_in(sentence) - query.names)),
        "new_numbers": float(len(numbers_in(sentence) - query.numbers)),
    }


def _share(things: Collection[str], text: str) -> float:
    """The share of ``things`` that ``text`` holds, also within a word; 1 without things."""
    lower = text.lower()
    return sum(thing in lower for thing in things) / len(things) if things else 1.0
