"""The steps of a training run: each once, and a table at the end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.__main__ import Step, carry_out, run
from training.measuring import comparison


def test_a_step_that_is_done_is_not_run_again_and_one_that_failed_begins_anew(
    tmp_path: Path,
) -> None:
    runs: list[str] = []

    def write(making: Path) -> None:
        runs.append("file")
        making.write_text("whole", encoding="utf-8")

    def fail_once(making: Path) -> None:
        runs.append("folder")
        making.mkdir()  # fails if anything of the first try is left
        if runs.count("folder") == 1:
            raise KeyboardInterrupt

    folder = tmp_path / "folder"
    steps = [Step("a", tmp_path / "file", write), Step("b", folder, fail_once)]
    with pytest.raises(KeyboardInterrupt):
        carry_out(steps)
    assert not folder.exists()
    carry_out(steps)
    assert runs == ["file", "folder", "folder"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_folder_with_a_full_run_is_not_gone_on_with_on_a_little_of_the_data(
    tmp_path: Path,
) -> None:
    (tmp_path / "size").write_text("full", encoding="utf-8")
    with pytest.raises(SystemExit, match="another size"):
        run(tmp_path / "norquad", tmp_path, quick=True)


def test_the_comparison_has_a_row_for_each_measure_with_the_difference(tmp_path: Path) -> None:
    for name, figure in (("shipped", 0.9), ("trained", 0.875)):
        figures = {"gold, look": {"ndcg@10": figure, "auroc": 0.5}}
        (tmp_path / name).write_text(json.dumps(figures), encoding="utf-8")
    assert comparison(tmp_path / "shipped", tmp_path / "trained").splitlines()[2:] == [
        "| gold, look | ndcg@10 | 0.900 | 0.875 | -0.025 |",
        "| gold, look | auroc | 0.500 | 0.500 | +0.000 |",
    ]
