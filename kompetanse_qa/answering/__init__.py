"""From candidates to an answer: read the sentences, pick one, judge how sure, decide to speak.

`signs` says what speaks for a sentence, `picking` weighs it, `judging` holds the best one against
the question, and `confidence` says how sure that makes us.
What is weighed, and how much, was learned (`training/judge.py`) and stands in `weights.json`.
"""

from kompetanse_qa.answering.confidence import THRESHOLD, TOUCHES, confidence
from kompetanse_qa.answering.judging import judged
from kompetanse_qa.answering.picking import Picked, best_sentence, order, pick_each
from kompetanse_qa.answering.question import Question, Terms
from kompetanse_qa.answering.signs import Candidate

__all__ = [
    "THRESHOLD",
    "TOUCHES",
    "Candidate",
    "Picked",
    "Question",
    "Terms",
    "best_sentence",
    "confidence",
    "judged",
    "order",
    "pick_each",
]
