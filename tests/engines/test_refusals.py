"""What a built-in engine refuses it says by its name, with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import TOY, batch, passage, query

from kompetanse_qa.engines import Engine, Place, open_engine
from kompetanse_qa.errors import EngineFailed

WITH_EVIDENCE = ("bm25", "dense", "sentences", "tokens")
ONE = batch([passage("p0", "Sol i dag.")])


def committed(folder: Path, kind: str) -> Engine:
    engine = open_engine(kind, Place.of(folder, TOY))
    engine.add(ONE)
    engine.commit()
    return engine


@pytest.mark.parametrize("kind", [*WITH_EVIDENCE, "grams"])
def test_a_committed_engine_is_sealed(kind: str, tmp_path: Path):
    engine = committed(tmp_path, kind)
    for change in (lambda: engine.add(ONE), lambda: engine.remove(["p0"]), engine.commit):
        with pytest.raises(EngineFailed) as caught:
            change()
        fault = caught.value
        assert (fault.name, fault.reason, fault.detail) == (kind, "sealed", "")


@pytest.mark.parametrize("kind", WITH_EVIDENCE)
def test_a_passage_that_it_does_not_hold_is_named(kind: str, tmp_path: Path):
    engine = committed(tmp_path, kind)
    with pytest.raises(EngineFailed) as caught:
        engine.evidence(query("sol"), ["p0", "nei"])
    fault = caught.value
    assert (fault.name, fault.reason, fault.detail) == (kind, "unknown_key", "nei")


def test_late_interaction_wants_token_vectors(tmp_path: Path):
    with pytest.raises(EngineFailed) as caught:
        open_engine("tokens", Place(folder=tmp_path, dimension=64, token_dimension=None))
    fault = caught.value
    assert (fault.name, fault.reason, fault.detail) == ("tokens", "failed", "no token vectors")
