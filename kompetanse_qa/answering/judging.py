"""What tells an answer from a near miss: the signs that the confidence weighs.

Beside those of the picked sentence they are mostly about words: a passage that the encoder finds
near but that lacks the one rare word or the name of the question seldom answers it, nor does a
sentence that says nothing but what was asked.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from kompetanse_qa.answering.picking import Picked
from kompetanse_qa.answering.question import Question
from kompetanse_qa.answering.signs import SIGNS, Candidate
from kompetanse_qa.norwegian.asked_for import KINDS
from kompetanse_qa.norwegian.names import names_in, numbers_in


def judged(question: Question, picked: Sequence[Picked]) -> dict[str, float]:
    """The signs of the first of ``picked`` by name, of the question, and of the whole list.

    It needs a sentence.
    """
    best = picked[0]
    found = dict(zip(SIGNS, best.signs.tolist(), strict=True))
    found["score"] = best.score
    found["ahead"] = best.score - picked[1].score if len(picked) > 1 else 0.0
    found |= {f"wants_{kind}": float(kind in question.wants) for kind in KINDS}
    found["english"] = float(question.is_english)
    found["question_words"] = float(question.length)
    found["question_rarity"] = question.words.mean_weight
    return found | _lacking(best.candidate) | _by_words(question, best)


def _lacking(candidate: Candidate) -> dict[str, float]:
    """What the tokens of the question miss in the passage."""
    import numpy as np

    met, weights = candidate.met, candidate.token_weights
    if met is None or weights is None:
        return {}
    lacking = weights * (1 - met[0])
    return {
        "question_length": math.log(len(weights)),
        "worst_lack": float(lacking.max()),
        "low_quarter": float(np.quantile(met[0], 0.25)),
        "all_met": float((weights * np.log(np.clip(1 - met[0], 0.02, 1))).sum()),
    }


def _by_words(question: Question, best: Picked) -> dict[str, float]:
    passage, span = best.candidate.passage, best.span
    if span is None:
        return {}
    whole, sentence = passage.indexed_text, passage.text[span.start : span.end]
    names, numbers = names_in(sentence), numbers_in(sentence)
    return {
        "words": question.words.coverage(sentence),
        "heaviest_missing": question.words.heaviest_missing(whole),
        "pieces": question.pieces.coverage(sentence),
        "pieces_passage": question.pieces.coverage(whole),
        "names": _share(question.names, sentence),
        "names_passage": _share(question.names, whole),
        "numbers_passage": _share(question.numbers, whole),
        "new_names": float(len(names - question.names)),
        "new_numbers": float(len(numbers - question.numbers)),
    }


def _share(things: Collection[str], text: str) -> float:
    """The share of ``things`` that ``text`` holds, also within a word; 1 without things."""
    lower = text.lower()
    return sum(thing in lower for thing in things) / len(things) if things else 1.0
