"""What a product comes to: on the gold set's halves, and on documents that it never saw.

    python -m training.measuring --data FOLDER --index FOLDER --out FILE

The product is the package that is imported, asked as `kompetanse-qa eval` asks it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from kompetanse_qa.evaluation.evaluate import Settings, run_evaluation
from training.data import Data

MEASURES = ("ndcg@10", "recall@5", "sentence@1", "auroc")

Figures = dict[str, dict[str, float]]
"""Question set → measure → mean."""


def main() -> None:
    """Measure and write."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--index", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    chosen = arguments.parse_args()
    figures = measure(Data(chosen.data), chosen.index)
    chosen.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measure(data: Data, index: Path) -> Figures:
    """Ask the index of the reports, and one of NorQuAD's passages that is kept below it."""
    asked = {
        "gold, tune": Settings(gold=data.gold, gold_split="tune", index=index),
        "gold, look": Settings(gold=data.gold, gold_split="look", index=index),
        "NorQuAD, test documents": Settings(beir=data.documents, index=index),
    }
    figures: Figures = {}
    for name, settings in asked.items():
        (result,) = run_evaluation(settings).systems
        figures[name] = {measure: result.estimates[measure].mean for measure in MEASURES}
    return figures


def comparison(shipped: Path, trained: Path) -> str:
    """Both files as a table in Markdown: a row for each measure of each question set."""
    first: Figures = json.loads(shipped.read_text(encoding="utf-8"))
    second: Figures = json.loads(trained.read_text(encoding="utf-8"))
    lines = ["| questions | measure | ships | trained | difference |", "|---|---|---|---|---|"]
    for name, figures in first.items():
        for measure, before in figures.items():
            after = second[name][measure]
            row = f"{before:.3f} | {after:.3f} | {after - before:+.3f}"
            lines.append(f"| {name} | {measure} | {row} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
