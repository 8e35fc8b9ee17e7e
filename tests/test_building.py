"""Building a generation: what streams through, what a failure leaves, what it costs in memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from making import TOY, card, passage
from running import ROOT

from kompetanse_qa import building
from kompetanse_qa.building import Building, MadeOf
from kompetanse_qa.search import open_index
from kompetanse_qa.store.generations import Store

MADE_OF = MadeOf(reading="r", chunking="c", reports={}, entries={}, skipped={}, skipped_files=())


def reports() -> list[tuple[str, list[str]]]:
    return [
        (f"rapport-{n}", [f"Skole {n} hadde {n * 7 + m} elever i år {2000 + m}." for m in range(5)])
        for n in range(4)
    ]


def build(folder: Path) -> None:
    with Store(folder).writing() as writer, Building(writer, TOY, folder) as made:
        for report, texts in reports():
            passages = [
                passage(f"{report}:{number}", text, report=report)
                for number, text in enumerate(texts)
            ]
            made.add(card(report, len(passages)), passages)
        made.commit(MADE_OF)


def answers(folder: Path) -> list[object]:
    with open_index(folder) as index:
        return [
            [(hit.passage.id, hit.score) for hit in index.ask(f"elever ved skole {n}", k=20).hits]
            for n in range(4)
        ]


@pytest.mark.parametrize("window", [1, 3, 7])
def test_the_size_of_the_window_makes_no_difference(tmp_path, monkeypatch, window):
    build(tmp_path / "whole")
    monkeypatch.setattr(building, "WINDOW", window)
    build(tmp_path / "parts")
    assert answers(tmp_path / "parts") == answers(tmp_path / "whole")
    for path in (tmp_path / "whole" / "gen-000001").iterdir():
        if path.name != "manifest.json":
            other = tmp_path / "parts" / "gen-000001" / path.name
            assert other.read_bytes() == path.read_bytes(), path.name


def test_what_fails_leaves_the_index_as_it_was_and_nothing_half_made(tmp_path):
    build(tmp_path)
    before = answers(tmp_path)
    with (
        pytest.raises(KeyboardInterrupt),
        Store(tmp_path).writing() as writer,
        Building(writer, TOY, tmp_path) as made,
    ):
        made.add(card("ny"), [passage("ny:0", "Noe nytt.", report="ny")])
        raise KeyboardInterrupt
    assert answers(tmp_path) == before
    assert [path.name for path in tmp_path.glob("making-*")] == []


_MANY = """
import random, resource, sys
from pathlib import Path
import numpy as np
from making import card, passage
from kompetanse_qa.building import Building, MadeOf
from kompetanse_qa.encoders import PassageVectors
from kompetanse_qa.encoders.toy import ToyTokenEncoder
from kompetanse_qa.encoders.packing import packed
from kompetanse_qa.store.generations import Store

class Quick(ToyTokenEncoder):
    # As wide as the real one; the vectors are made up, since only their number matters here.
    dimension = token_dimension = 128
    name = fingerprint = "quick"
    def encode_passages_in_parts(self, texts, sentences, progress):
        random = np.random.default_rng(13)
        made = []
        for text, spans in zip(texts, sentences, strict=True):
            tokens = random.standard_normal((150, 128), np.float32) / 11
            of = np.repeat(np.arange(len(spans), dtype=np.int16), 150 // len(spans))
            of = np.append(of, np.full(150 - len(of), len(spans) - 1, np.int16))
            made.append(PassageVectors(tokens[0], tokens[:len(spans)], packed(tokens), of))
            progress(1)
        return made

folder, corpus, size = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
chosen = random.Random(2013)
words = corpus.read_text(encoding="utf-8").split()
encoder = Quick()
made_of = MadeOf(reading="r", chunking="c", reports={}, entries={}, skipped={}, skipped_files=())
with Store(folder).writing() as writer, Building(writer, encoder, folder) as made:
    for report in range(size // 100):
        passages = [
            passage(
                f"{report}:{number}",
                *(" ".join(chosen.choices(words, k=18)) + "." for _ in range(6)),
                report=str(report),
            )
            for number in range(100)
        ]
        made.add(card(str(report), 100), passages)
    generation = made.commit(made_of)
status = Path("/proc/self/status")
if status.exists():
    # Not ru_maxrss: on Linux that of the process which started this one counts, too.
    (peak,) = (int(l.split()[1]) for l in status.read_text().splitlines() if "VmHWM" in l)
    megabytes = peak // 2**10
else:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20
print(generation.manifest.counts["passages"], megabytes)
"""


def test_twenty_thousand_passages_are_indexed_in_less_than_a_gigabyte(tmp_path):
    corpus = ROOT / "corpus" / "skolebasert-kompetanseutvikling-2013.txt"
    done = subprocess.run(
        [sys.executable, "-c", _MANY, tmp_path, corpus, "20000"],
        capture_output=True, text=True, check=False, env=_with_tests_on_the_path(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    passages, megabytes = map(int, done.stdout.split())
    assert passages == 20_000
    assert megabytes < 1024


def _with_tests_on_the_path() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": f"{ROOT / 'tests'}{os.pathsep}{ROOT}"}


def test_the_manifest_names_every_engine_and_its_address(tmp_path):
    build(tmp_path)
    kept = json.loads((tmp_path / "gen-000001" / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(kept["engines"]) == ["bm25", "dense", "grams", "sentences", "tokens"]
    for address in kept["engines"].values():
        assert (tmp_path / "gen-000001" / address).is_file()
    assert kept["counts"] == {"reports": 4, "passages": 20}
