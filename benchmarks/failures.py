"""What went wrong with each question of the gold set: `python -m benchmarks.failures`.

A question counts once, for the first thing that went wrong on its way. Prints a table of causes
and the ten questions whose answer was found last.
"""

from __future__ import annotations

import sys
from collections import Counter

from kompetanse_qa import open_index
from kompetanse_qa.search import READ
from training.examples import Places, gold_questions

FIRST_FIVE, FAR = 5, 400


def main() -> None:
    """Ask every question that the reports answer, and look where its answer went."""
    causes: Counter[str] = Counter()
    last = []
    with open_index() as index:
        places = Places(index)
        for question in gold_questions():
            if not question["evidence"]:
                continue
            at = places.of([*question["evidence"], *question["also"]])
            hits = index.ask(question["question"], k=FAR).hits
            right = [hit.rank for hit in hits if hit.passage.id in at.passages]
            rank = right[0] if right else FAR
            first = hits[0]
            spans = list(first.passage.sentences)
            pointed = (first.passage.id, spans.index(first.answer_span))
            if pointed in at.sentences:
                causes["none: the right sentence is shown first"] += 1
            elif rank == 1:
                causes["picking: the right passage is first, another sentence is shown"] += 1
            elif rank <= FIRST_FIVE:
                causes["picking: in the first five, a sentence of another passage won"] += 1
            elif rank <= READ:
                causes["picking: among those that are read, below the first five"] += 1
            elif rank < FAR:
                causes["ranking: not among those that are read"] += 1
            else:
                causes["ranking: not among the candidates"] += 1
            last.append((rank, question["id"], question["question"]))
    for cause, number in causes.most_common():
        sys.stdout.write(f"{number:4} {cause}\n")
    for rank, name, text in sorted(last, reverse=True)[:10]:
        sys.stdout.write(f"{rank:4} {name} {text}\n")


if __name__ == "__main__":
    main()
