"""An engine from another distribution: named when indexing, asked ever after."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from running import ROOT, run_cli

_CODE = """
from kompetanse_qa.engines.bm25 import Bm25

def exact_words(place, address):
    return Bm25(
        place, address, name="exact", analyze=str.split, asked=lambda query: query.text.split()
    )
"""
BUILT_IN = ("bm25", "grams", "dense", "sentences", "tokens")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A distribution with an engine, found on the path as an installed one would be."""
    (tmp_path / "exact_words.py").write_text(_CODE, encoding="utf-8")
    about = tmp_path / "exact_words-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: exact-words\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(
        "[kompetanse_qa.engines]\nexact = exact_words:exact_words\nbroken = exact_words:nothing\n"
    )
    return {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}


def test_its_ranking_counts_and_the_next_run_keeps_it(small_corpus, tmp_path, environment):
    index = tmp_path / "index"
    where = ("--corpus", small_corpus, "--index", index)
    chosen = ("--encoder", "toy-tokens", "--engines", *BUILT_IN, "exact")
    done = run_cli("index", *where, *chosen, **environment)
    assert done.returncode == 0, done.stderr
    again = run_cli("index", *where, **environment)
    assert "Ingenting er endret" in again.stderr
    asked = run_cli("ask", "Fylket betaler", "--format", "json", "--index", index, **environment)
    first = json.loads(asked.stdout)["hits"][0]
    assert first["ranks"]["exact"] == 1
    assert set(first["ranks"]) == {*BUILT_IN, "exact"} - {"dense"}  # it gives evidence alone


def test_without_it_the_index_says_what_is_missing(small_corpus, tmp_path, environment):
    index = tmp_path / "index"
    chosen = ("--encoder", "toy-tokens", "--engines", *BUILT_IN, "exact")
    run_cli("index", "--corpus", small_corpus, "--index", index, *chosen, **environment)
    asked = run_cli("ask", "Fylket betaler", "--index", index)
    assert asked.returncode == 3
    assert "Finner ikke søkemotoren «exact»" in asked.stderr


def test_one_that_can_not_be_loaded_is_an_error_and_no_index_is_made(
    small_corpus, tmp_path, environment
):
    index = tmp_path / "index"
    chosen = ("--encoder", "toy-tokens", "--engines", "broken")
    done = run_cli("index", "--corpus", small_corpus, "--index", index, *chosen, **environment)
    assert done.returncode == 3
    assert "«broken»" in done.stderr
    assert [path.name for path in index.iterdir()] == ["lock"]
