"""All steps of training, into a folder of its own, and what comes out against what ships.

    python -m training --norquad FOLDER --out FOLDER [--quick]

FOLDER is made by `training.norquad`. A step whose result is there is not run again, so what was
interrupted goes on. ``--quick`` runs the same steps on a little of the data, one epoch, to see that
all works; the figures then say nothing.

    data/                   a copy of all that is trained on and measured on
    shipped/index/          the reports and NorQuAD, indexed by what ships
    first.npz, second.npz   two runs of `training.adapter`, and their mean
    adapter.npz
    trained/                the package with what was trained in the place of what ships
    trained/index/          the reports and NorQuAD, indexed by it
    learned/                weights.json and confidence.json, by `training.fit`
    shipped.json            what each of the two comes to, by `training.measuring`
    trained.json
    comparison.md           both, as a table
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from training.data import ROOT, Data, lay_out
from training.fit import CONFIDENCE, WEIGHTS
from training.measuring import comparison

PACKAGE = "kompetanse_qa"
ADAPTER, LEARNED = Path("encoders") / "adapter.npz", Path("answering")
"""Where in the package the adapter lies, and in which folder what `training.fit` writes."""


@dataclass(frozen=True)
class Step:
    """Something that is done once."""

    name: str
    result: Path
    """A file or a folder."""
    make: Callable[[Path], None]
    """Given the path to write it to."""


def main() -> None:
    """Run the steps that have not been run."""
    arguments = argparse.ArgumentParser(prog="python -m training")
    arguments.add_argument("--norquad", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--quick", action="store_true")
    chosen = arguments.parse_args()
    run(chosen.norquad.resolve(), chosen.out.resolve(), quick=chosen.quick)


def run(norquad: Path, out: Path, *, quick: bool) -> None:
    """Run the steps that have not been run. SystemExit if ``out`` or ``norquad`` will not do."""
    out.mkdir(parents=True, exist_ok=True)
    size, note = "quick" if quick else "full", out / "size"
    if note.is_file() and note.read_text(encoding="utf-8") != size:
        raise SystemExit(f"{out} holds a run of another size: choose another folder")
    note.write_text(size, encoding="utf-8")
    carry_out(_steps(norquad, out, quick=quick))
    _say((out / "comparison.md").read_text(encoding="utf-8"))


def carry_out(steps: Iterable[Step]) -> None:
    """Make what is not there, and say how long each step took.

    A result gets its name when it is whole, so what an interruption leaves is made anew.
    """
    for step in steps:
        if step.result.exists():
            _say(f"{step.name}: done before")
            continue
        _say(f"{step.name} …")
        started = time.monotonic()
        making = step.result.with_name(f"making-{step.result.name}")
        _remove(making)
        step.make(making)
        making.rename(step.result)
        _say(f"{step.name}: {time.monotonic() - started:.0f} s")


def _steps(norquad: Path, out: Path, *, quick: bool) -> list[Step]:
    data, shipped, trained = Data(out / "data"), out / "shipped", out / "trained"
    first, second = out / "first.npz", out / "second.npz"
    learned = out / "learned"

    def adapter(making: Path, *more: str) -> None:
        epochs = ("--epochs", "1") if quick else ()
        places = _named(data=data.folder, index=shipped / "index", out=making)
        _python(ROOT, "training.adapter", *places, *epochs, *more)

    def average(making: Path) -> None:
        _python(ROOT, "training.average", str(first), str(second), *_named(out=making))

    def product(making: Path) -> None:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / PACKAGE, making / PACKAGE, ignore=ignored)
        shutil.copy(out / "adapter.npz", making / PACKAGE / ADAPTER)

    def fit(making: Path) -> None:
        places = _named(data=data.folder, index=trained / "index", out=making)
        _python(trained, "training.fit", *places)

    def measure_trained(making: Path) -> None:
        for name in (WEIGHTS, CONFIDENCE):
            shutil.copy(learned / name, trained / PACKAGE / LEARNED / name)
        _measure(trained, data, trained / "index", making)

    return [
        Step("data", data.folder, lambda making: lay_out(norquad, making, small=quick)),
        Step("index of what ships", shipped / "indexed", _indexing(ROOT, data, shipped / "index")),
        Step("first run", first, lambda making: adapter(making, "--leave-out", "every-sentence")),
        Step("second run", second, adapter),
        Step("mean of both", out / "adapter.npz", average),
        Step("product with it", trained, product),
        Step("index of it", trained / "indexed", _indexing(trained, data, trained / "index")),
        Step("weights and confidence", learned, fit),
        Step(
            "measuring what ships",
            out / "shipped.json",
            lambda making: _measure(ROOT, data, shipped / "index", making),
        ),
        Step("measuring what was trained", out / "trained.json", measure_trained),
        Step(
            "comparison",
            out / "comparison.md",
            lambda making: _write(making, comparison(out / "shipped.json", out / "trained.json")),
        ),
    ]


def _indexing(product: Path, data: Data, index: Path) -> Callable[[Path], None]:
    """The product's own command, which goes on where it was interrupted; then a note of it."""

    def make(making: Path) -> None:
        index.parent.mkdir(exist_ok=True)
        _python(product, PACKAGE, "index", *_named(corpus=data.corpus, index=index))
        _write(making, "")

    return make


def _measure(product: Path, data: Data, index: Path, making: Path) -> None:
    _python(product, "training.measuring", *_named(data=data.folder, index=index, out=making))


def _python(product: Path, module: str, *arguments: str) -> None:
    """Run a module with the package that lies in ``product``, and training from this repository.

    What was trained is thus tried as it would ship, and the package needs no way to load it from
    elsewhere. CalledProcessError if it fails.
    """
    # The folder that a module is run in comes first among those that are imported from.
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", module, *arguments]
    subprocess.run(command, cwd=product, env=environment, check=True)


def _named(**places: Path) -> list[str]:
    return [part for name, place in places.items() for part in (f"--{name}", str(place))]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
