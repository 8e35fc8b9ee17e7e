"""`python -m benchmarks.eval`: the command of the package, with baselines and peers besides."""

from __future__ import annotations

import json
from importlib.util import find_spec

import pytest

from benchmarks.baselines import BASELINES
from benchmarks.eval import OTHERS, main
from benchmarks.peers import PEERS
from kompetanse_qa import open_index
from kompetanse_qa.evaluation.registry import open_system
from kompetanse_qa.evaluation.variants import Variants

QUOTE = "Kommunen kjøpte 14 kompostbinger til skolehagene i 2019."
GOLD = {
    "id": "q1", "question": "Hvor mange kompostbinger kjøpte kommunen?", "lang": "nb",
    "type": "tall", "difficulty": "lexical", "tags": [], "split": "tune", "also": [],
    "answer": "14", "evidence": [{"report_id": "kompost", "quote": QUOTE}],
}  # fmt: skip


@pytest.fixture
def asked(small_index, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(GOLD), encoding="utf-8")
    return ["--gold", str(gold), "--index", str(small_index)]


def test_a_baseline_is_measured_beside_the_product(asked, tmp_path, capsys):
    page = tmp_path / "page.html"
    systems = ["--system", "kompetanse", "baseline:bm25-words"]
    assert main([*asked, *systems, "--html", str(page), "--format", "json"]) == 0
    results = json.loads(capsys.readouterr().out)["systems"]
    assert [result["system"] for result in results] == systems[1:]
    assert [result["estimates"]["recall@1"]["mean"] for result in results] == [1, 1]
    command = "python -m benchmarks.eval --gold"
    assert command in page.read_text(encoding="utf-8")


def test_an_unknown_name_ends_with_all_that_may_be_named(asked):
    with pytest.raises(SystemExit) as caught:
        main([*asked, "--system", "google"])
    said = str(caught.value.code)
    assert "«google» kan ikke måles her" in said
    assert all(f" {name}" in said for name in ("without:bm25", *PEERS, *BASELINES))


@pytest.mark.skipif(find_spec("txtai") is not None, reason="txtai is installed")
def test_a_peer_that_is_not_installed_ends_with_how_to_install_it(asked):
    with pytest.raises(SystemExit) as caught:
        main([*asked, "--system", "txtai"])
    assert caught.value.code == "txtai needs txtai: pip install -e '.[eval-peers]'"


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_passes_over_what_it_is_told_to(name, small_index, tmp_path):
    if name not in ("baseline:bm25-words", "baseline:bm25-snowball", "baseline:dense"):
        pytest.importorskip("bm25s")
    with open_index(small_index) as index:
        system = open_system(name, Variants(index, tmp_path), OTHERS)
        everything = system.ask("q1", GOLD["question"], 10)
        first = everything.ranking[0][0]
        assert QUOTE in next(text for key, _, text in system.passages() if key == first)
        left = system.ask_without("q1", GOLD["question"], 10, [first])
    assert left.ranking == everything.ranking[1:]
