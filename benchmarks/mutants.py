"""Mutation testing, room by room: which small faults in the code does no test notice?

Functions are mutated by mutmut; `constant_mutants` adds what it leaves out. A room's mutants and
their fate are kept in ``mutants/<room>/``, so that a second run goes on where the first one ended:
what was killed stays killed until its code changes, the others are tried again when code or tests
do. Survivors that no test can tell from the original are listed in ``docs/mutants.md``.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tomllib
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from mutmut.configuration import reset_config
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code

from benchmarks.constant_mutants import change_of, mutants_left_out

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ROOT / "benchmarks" / "mutants.toml"
EQUIVALENT = ROOT / "docs" / "mutants.md"

_LISTED = re.compile(r"^- (\S+: `.*` → `.*`): \S", re.MULTILINE)
_LIMIT = 60
"""Seconds for the tests of a room on the mutant of a constant."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one mutant."""

    module: str
    mutant: str
    """Where it is and what was changed, as `EQUIVALENT` has it."""
    outcome: str
    """``killed``, ``timeout`` or ``survived``."""


class Room:
    """A part of the package with the tests that are to notice its faults."""

    def __init__(self, name: str, code: list[str], tests: list[str], data: list[str]) -> None:
        self.name = name
        self._files = sorted(p.relative_to(ROOT) for each in code for p in ROOT.glob(each))
        self._tests = tests
        self._needed = ["kompetanse_qa", "tests", *data]
        self._folder = ROOT / "mutants" / name

    def run(self, jobs: int) -> list[Fate]:
        """Try every mutant whose fate isn't known, and give the fate of all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        seen, now = self._folder / "seen", self._digest()
        changed = not seen.exists() or seen.read_text(encoding="utf-8") != now
        fates = [*self._functions(jobs, changed), *self._constants(changed)]
        seen.write_text(now, encoding="utf-8")
        return fates

    def _digest(self) -> str:
        """Of all the code, and the tests that are run."""
        digest = hashlib.sha256(repr(self._tests).encode())
        roots = [ROOT / "kompetanse_qa", *(ROOT / test for test in self._tests if "/" in test)]
        for root in roots:
            for path in sorted(root.rglob("*.py")) if root.is_dir() else [root]:
                digest.update(path.read_bytes())
        return digest.hexdigest()

    def _functions(self, jobs: int, changed: bool) -> Iterator[Fate]:
        work = self._folder / "mutants"  # where mutmut has its copies
        kept = {path: work / f"{path}.meta" for path in self._files}
        for path, meta in kept.items():
            if not meta.exists():  # else mutmut takes what it copied before for what it mutated
                (work / path).unlink(missing_ok=True)
        if changed:
            # mutmut asks neither whether a test still runs what it ran, nor takes away old files.
            (work / "mutmut-stats.json").unlink(missing_ok=True)
            shutil.rmtree(work / "tests", ignore_errors=True)
            for meta in filter(Path.exists, kept.values()):
                known = json.loads(meta.read_text(encoding="utf-8"))
                codes = known["exit_code_by_key"]
                known["exit_code_by_key"] = {k: v if v == 1 else None for k, v in codes.items()}
                meta.write_text(json.dumps(known), encoding="utf-8")
        self._mutmut(jobs)
        with chdir(self._folder):
            reset_config()
            for path, meta in kept.items():
                known = json.loads(meta.read_text(encoding="utf-8"))
                for name, code in known["exit_code_by_key"].items():
                    status = status_by_exit_code[code]
                    outcome = status if status in ("killed", "timeout") else "survived"
                    change = change_of(get_diff_for_mutant(name, path=path).splitlines())
                    yield Fate(_module(path), f"{_place(name)}: {change}", outcome)

    def _mutmut(self, jobs: int) -> None:
        for name in self._needed:
            if not (self._folder / name).exists():
                (self._folder / name).symlink_to(ROOT / name)
        settings = {
            "source_paths": ["kompetanse_qa"],
            "only_mutate": [str(path) for path in self._files],
            "also_copy": self._needed[2:],
            "pytest_add_cli_args_test_selection": self._tests,
        }
        section = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
        project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        target = self._folder / "pyproject.toml"
        target.write_text(f"{project}\n[tool.mutmut]\n{section}", encoding="utf-8")
        log = self._folder / "log"
        with log.open("w", encoding="utf-8") as out:
            done = subprocess.run(
                [Path(sys.executable).with_name("mutmut"), "run", "--max-children", str(jobs)],
                cwd=self._folder,
                # The mutated copy of the package is to be found, not the package.
                env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
                stdout=out,
                stderr=out,
                check=False,
            )
        if done.returncode:
            raise SystemExit(f"mutmut failed on {self.name}: see {log}")

    def _constants(self, changed: bool) -> Iterator[Fate]:
        kept = self._folder / "constants.json"
        known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
        if changed:
            known = {mutant: outcome for mutant, outcome in known.items() if outcome == "killed"}
        copy = self._folder / "constants"
        shutil.rmtree(copy, ignore_errors=True)
        for name in self._needed:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        if _outcome(copy, self._tests) != "survived":
            raise SystemExit(f"the tests of {self.name} fail without any mutant")
        for path in self._files:
            source = (ROOT / path).read_text(encoding="utf-8")
            for mutant in mutants_left_out(source):
                name = f"{_module(path)}: {mutant.change}"
                if name not in known:
                    (copy / path).write_text(mutant.source, encoding="utf-8")
                    known[name] = _outcome(copy, self._tests)
                    kept.write_text(json.dumps(known, indent=1), encoding="utf-8")
                yield Fate(_module(path), name, known[name])
            (copy / path).write_text(source, encoding="utf-8")


def _module(path: Path) -> str:
    """A file's dotted name below the package."""
    return ".".join(path.with_suffix("").parts[1:]).removesuffix(".__init__")


def _place(name: str) -> str:
    """``kompetanse_qa.store.generations.xǁStoreǁcurrent__mutmut_2`` → its dotted name."""
    module, _, function = name.rpartition(".")
    function = function.partition("__mutmut_")[0].replace("xǁ", "").replace("ǁ", ".")
    return f"{module.partition('.')[2]}.{function.removeprefix('x_')}"


def _outcome(copy: Path, tests: Sequence[str]) -> str:
    """What the tests say in a process that is forked from this one, to have its libraries."""
    process = multiprocessing.get_context("fork").Process(target=_test, args=(copy, tests))
    process.start()
    process.join(_LIMIT)
    if process.is_alive():
        process.kill()
        process.join()
        return "timeout"
    return "killed" if process.exitcode else "survived"


def _test(copy: Path, tests: Sequence[str]) -> None:
    import pytest

    os.environ.pop("PYTHONPATH", None)
    os.chdir(copy)
    sys.path[:] = [str(copy), *(entry for entry in sys.path if Path(entry).resolve() != ROOT)]
    sys.dont_write_bytecode = True  # two mutants made within a second would be taken for one
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests])))


def _row(title: str, fates: Sequence[Fate], listed: Counter[str]) -> str:
    outcomes = Counter(fate.outcome for fate in fates)
    survived = Counter(fate.mutant for fate in fates if fate.outcome == "survived")
    equivalent = (survived & listed).total()
    caught = outcomes["killed"] + outcomes["timeout"]
    return (
        f"{title:<28} {len(fates):>5} {outcomes['killed']:>7} {outcomes['timeout']:>8}"
        f" {outcomes['survived']:>9} {caught / len(fates):>7.1%}"
        f" {equivalent:>11} {caught / ((len(fates) - equivalent) or 1):>8.1%}\n"
    )


def main() -> None:
    """Run the rooms that are named, or all, and print what became of their mutants."""
    described = tomllib.loads(ROOMS.read_text(encoding="utf-8"))
    parser = ArgumentParser(prog="python -m benchmarks.mutants", description=__doc__)
    parser.add_argument("rooms", nargs="*", metavar="room", help=", ".join(described["rooms"]))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    if unknown := set(args.rooms) - set(described["rooms"]):
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    listed = Counter(_LISTED.findall(EQUIVALENT.read_text(encoding="utf-8")))
    out = sys.stdout
    out.write(
        f"{'room':<28} {'all':>5} {'killed':>7} {'timeout':>8} {'survived':>9} {'share':>7}"
        f" {'equivalent':>11} {'without':>8}\n"
    )
    seen: list[Fate] = []
    for name in args.rooms or described["rooms"]:
        fates = Room(name, **described["rooms"][name], data=described["data"]).run(args.jobs)
        seen += fates
        out.write(_row(name, fates, listed))
        for module in sorted({fate.module for fate in fates}):
            out.write(_row(f"  {module}", [f for f in fates if f.module == module], listed))
        out.flush()
    survived = Counter(fate.mutant for fate in seen if fate.outcome == "survived")
    out.write("".join(f"survived: {mutant}\n" for mutant in (survived - listed).elements()))


if __name__ == "__main__":
    main()
