"""From candidates to an answer: read the sentences, pick one, judge how sure, decide to speak.

`signs` says what speaks for a sentence, `picking` weighs it, `confidence` judges the best one.
What is weighed, and how much, was learned (`training/judge.py`) and stands in `weights.json`.
"""

from kompetanse_qa.answering.confidence import THRESHOLD, TOUCHES, confidence, judged
from kompetanse_qa.answering.picking import Picked, best_sentence, order, pick_each
from kompetanse_qa.answering.question import Question
from kompetanse_qa.answering.signs import Candidate

__all__ = [
    "THRESHOLD",
    "TOUCHES",
    "Candidate",
    "Picked",
    "Question",
    "best_sentence",
    "confidence",
    "judged",
    "order",
    "pick_each",
]
