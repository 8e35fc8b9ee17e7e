"""Off-the-shelf parts with pinned settings, whose numbers on NorQuAD others can compute again.

They show that the harness is right: what it measures of them must be what was measured elsewhere.
All score every passage. The lexical ones see the title above the text, unless the text begins with
it; the dense one sees the text alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from benchmarks.peers import PeerMissing
from kompetanse_qa.engines.bm25 import SparseOkapi
from kompetanse_qa.engines.top_rows import top_rows
from kompetanse_qa.errors import NothingToSearch
from kompetanse_qa.evaluation.chunkings import AS_SHIPPED
from kompetanse_qa.evaluation.parts import RRF_K
from kompetanse_qa.evaluation.records import Retrieved
from kompetanse_qa.evaluation.variants import Variants
from kompetanse_qa.norwegian.snowball import plain_words, snowball_stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DENSE_WEIGHT = 0.6
"""Weight of the dense z-score; the lexical one has the rest."""

BM25S = {"k1": 0.6, "b": 0.6}
"""Settings that were tuned on NorQuAD's training questions."""

Scorer = Callable[[str], "Floats"]
"""Question → the score of every passage."""


def open_baseline(name: str, variants: Variants) -> Baseline:
    """Return the baseline called ``name``, of those in `BASELINES`.

    Raises NothingToSearch, and PeerMissing where bm25s is needed and not installed.
    """
    return Baseline(name, variants, BASELINES[name](variants))


class Baseline:
    """A scorer as a system. Its confidence is the bare score of the first passage."""

    def __init__(self, name: str, variants: Variants, score: Scorer) -> None:
        variant = variants.of("bare")
        if not variant.passages:
            raise NothingToSearch(name)
        self.name = name
        self.identity: Mapping[str, str] = {**variant.identity, "settings": name}
        self._variant, self._score = variant, score

    def passages(self) -> Sequence[tuple[str, str, str]]:
        """All passages of the variant."""
        return [(p.id, p.report_id, p.text) for p in self._variant.passages]

    def ask(self, question_id: str, text: str, depth: int) -> Retrieved:
        """Rank the passages."""
        return self.ask_without(question_id, text, depth, ())

    def ask_without(
        self, question_id: str, text: str, depth: int, without: Collection[str]
    ) -> Retrieved:
        """Rank the passages that are left without these."""
        import numpy as np

        started = time.perf_counter()
        scores = self._score(text)
        left = np.ones(len(scores), np.bool_)
        out = set(without)
        left[[row for row, p in enumerate(self._variant.passages) if p.id in out]] = False
        rows = np.flatnonzero(left)
        ranking = top_rows(rows, scores[rows], depth)
        return Retrieved(
            question_id=question_id,
            ranking=tuple((self._variant.passages[row].id, score) for row, score in ranking),
            answer=None,
            confidence=ranking[0][1],
            found=None,
            seconds=time.perf_counter() - started,
        )


def _okapi(analyze: Callable[[str], list[str]]) -> Callable[[Variants], Scorer]:
    """rank-bm25 with its defaults."""

    def make(variants: Variants) -> Scorer:
        engine = SparseOkapi(analyze(text) for text in _titled(variants))
        return lambda question: engine.get_scores(analyze(question))

    return make


def _bm25s(variants: Variants) -> Scorer:
    """bm25s with Snowball stems."""
    if find_spec("bm25s") is None:
        raise PeerMissing("the baseline", "bm25s")
    import bm25s
    import numpy as np

    engine: Any = bm25s.BM25(**BM25S)
    engine.index([snowball_stems(text) for text in _titled(variants)], show_progress=False)

    def score(question: str) -> Floats:
        return np.asarray(engine.get_scores(snowball_stems(question)), np.float64)

    return score


def _dense(variants: Variants) -> Scorer:
    """Cosines of the index's encoder."""
    variant = variants.of("bare")
    matrix = variant.dense.vectors()

    def score(question: str) -> Floats:
        scores: Floats = (matrix @ variant.query(question).vector).astype("float64")
        return scores

    return score


def _rrf(variants: Variants) -> Scorer:
    """Reciprocal ranks of all passages in both rankings."""
    import numpy as np

    lexical, dense = _bm25s(variants), _dense(variants)

    def share(scores: Floats) -> Floats:
        ranks = np.empty(len(scores))
        ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
        return 1 / (RRF_K + ranks)

    return lambda question: share(lexical(question)) + share(dense(question))


def _zscore(variants: Variants) -> Scorer:
    """Weighted z-scores over all passages."""
    lexical, dense = _bm25s(variants), _dense(variants)

    def standardised(scores: Floats) -> Floats:
        z: Floats = (scores - scores.mean()) / (scores.std() or 1.0)
        return z

    def score(question: str) -> Floats:
        weak, strong = standardised(lexical(question)), standardised(dense(question))
        return (1 - DENSE_WEIGHT) * weak + DENSE_WEIGHT * strong

    return score


def _titled(variants: Variants) -> list[str]:
    return [
        passage.text
        if passage.text.startswith(passage.title)
        else f"{passage.title}\n{passage.text}"
        for passage in variants.of(AS_SHIPPED).passages
    ]


BASELINES: Mapping[str, Callable[[Variants], Scorer]] = {
    "baseline:bm25-words": _okapi(plain_words),
    "baseline:bm25-snowball": _okapi(snowball_stems),
    "baseline:bm25s": _bm25s,
    "baseline:dense": _dense,
    "baseline:rrf": _rrf,
    "baseline:zscore": _zscore,
}
"""By name, how each is made."""
