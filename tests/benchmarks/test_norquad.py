"""The harness measures of off-the-shelf parts what was measured of them elsewhere.

The benchmark is not part of the project; where its folder is missing these tests are skipped.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from running import ROOT

from benchmarks.eval import OTHERS
from kompetanse_qa.encoders import open_encoder
from kompetanse_qa.evaluation.beir_index import cache_of
from kompetanse_qa.evaluation.evaluate import Settings, run_evaluation

NORQUAD = ROOT.parent / "shared" / "norquad"

pytestmark = pytest.mark.skipif(
    not NORQUAD.is_dir(), reason=f"the NorQuAD benchmark is not at {NORQUAD}"
)

PUBLISHED = "multilingual-e5-small"
"""The encoder whose figures were published."""
WITHIN = 0.005
"""How far a measure may be from the published one, which has three digits."""


def measured(system: str, index: Path, encoder: str) -> list[float]:
    """nDCG@10, MRR@10, R@1 and R@5 of one baseline on the 472 validation questions."""
    settings = Settings(
        beir=NORQUAD,
        beir_split="validation",
        beir_encoder=encoder,
        index=index,
        systems=(f"baseline:{system}",),
        others=OTHERS,
    )
    estimates = run_evaluation(settings).systems[0].estimates
    assert estimates["ndcg@10"].n == 472
    return [estimates[m].mean for m in ("ndcg@10", "mrr@10", "recall@1", "recall@5")]


@pytest.fixture(scope="module")
def lexical_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the lexical baselines' index is: they need no vectors, so the toy encoder will do."""
    return tmp_path_factory.mktemp("norquad")


@pytest.mark.parametrize(
    ("system", "published"),
    [
        ("bm25-words", [0.830, 0.798, 0.714, 0.909]),
        ("bm25-snowball", [0.852, 0.818, 0.727, 0.932]),
        ("bm25s", [0.864, 0.832, 0.739, 0.936]),
    ],
)
def test_lexical_baselines_are_reproduced(
    system: str, published: list[float], lexical_index: Path
) -> None:
    if system == "bm25s":
        pytest.importorskip("bm25s")
    assert measured(system, lexical_index, "toy") == pytest.approx(published, abs=WITHIN)


@pytest.mark.skipif(
    not (
        cache_of(NORQUAD, ROOT / "index" / "eval-cache", open_encoder(PUBLISHED)) / "CURRENT"
    ).is_file(),
    reason="embedding the benchmark takes minutes; done once by `kompetanse-qa eval --beir "
    f"../shared/norquad --split validation --encoder {PUBLISHED}`, it is kept",
)
@pytest.mark.parametrize(
    ("system", "published"), [("dense", 0.768), ("rrf", 0.862), ("zscore", 0.895)]
)
def test_baselines_with_vectors_are_reproduced(system: str, published: float) -> None:
    if system != "dense":
        pytest.importorskip("bm25s")
    ndcg, *_ = measured(system, ROOT / "index", PUBLISHED)
    assert ndcg == pytest.approx(published, abs=WITHIN)
