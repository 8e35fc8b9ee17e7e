"""From candidates to an answer: read the sentences, pick one, say how sure it is.

`features` has what speaks for a sentence, `picking` weighs it; `confidence_features` hold the best
one against the query, and `confidence` says how sure that makes us. What is weighed, and how much,
was learned (`training/fit.py`) and stands in `weights.json` and `confidence.json`.
"""

from kompetanse_qa.answering.confidence import THRESHOLD, TOUCHES, confidence
from kompetanse_qa.answering.confidence_features import confidence_features
from kompetanse_qa.answering.features import Candidate
from kompetanse_qa.answering.picking import Picked, as_hits, best_first, best_sentence, pick_each
from kompetanse_qa.answering.term_weights import TermWeights, WeighedQuery

__all__ = [
    "THRESHOLD",
    "TOUCHES",
    "Candidate",
    "Picked",
    "TermWeights",
    "WeighedQuery",
    "as_hits",
    "best_first",
    "best_sentence",
    "confidence",
    "confidence_features",
    "pick_each",
]
