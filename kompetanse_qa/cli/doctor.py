"""`kompetanse-qa doctor`: is everything in place, and if not, what mends it?"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from rich.text import Text

from kompetanse_qa.cli.exits import DONE, FAULT
from kompetanse_qa.cli.screen import out
from kompetanse_qa.errors import KompetanseError
from kompetanse_qa.texts import explain, talk

_WORDS = talk.DOCTOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; ``fix`` is what mends it, None where nothing is wrong."""

    name: str
    seen: str
    fix: str | None = None


def doctor(args: Namespace) -> int:
    """Print every finding; 3 if something must be mended."""
    console = out(args)
    faults = 0
    for finding in _findings(args):
        wrong = finding.fix is not None
        faults += wrong
        state = (_WORDS["fault"], "bold red") if wrong else (_WORDS["ok"], "green")
        console.print(Text.assemble(f"{finding.name:<12} ", state, f"  {finding.seen}"))
        if finding.fix:
            console.print(Text(f"{'':<13}{_WORDS['fix']} {finding.fix}"))
    console.print(_WORDS["faults"] if faults else _WORDS["fine"])
    return FAULT if faults else DONE


def _findings(args: Namespace) -> Iterator[Finding]:
    yield _python()
    yield _packages()
    checks: tuple[tuple[str, Callable[[Namespace], str]], ...] = (
        ("corpus", _corpus),
        ("encoder", _encoder),
        ("index", _index),
    )
    for name, check in checks:
        try:
            yield Finding(name=_WORDS[name], seen=check(args))
        except KompetanseError as error:
            what, _, fix = explain(error).rpartition("\n")
            yield Finding(name=_WORDS[name], seen=what or fix, fix=fix)
            if name == "index":
                return
    yield _current(args)


def _python() -> Finding:
    seen = sys.version.split()[0]
    supported = (3, 11) <= sys.version_info[:2] < (3, 14)
    return Finding(
        name=_WORDS["python"], seen=seen, fix=None if supported else _WORDS["fix_python"]
    )


def _packages() -> Finding:
    wanted = [
        line.split(";")[0].strip()
        for line in requires("kompetanse-qa") or ()
        if "extra ==" not in line
    ]
    names = [_name_of(requirement) for requirement in wanted]
    missing = [name for name in names if not _installed(name)]
    return Finding(
        name=_WORDS["packages"],
        seen=", ".join(missing) or ", ".join(f"{name} {version(name)}" for name in names),
        fix=_WORDS["fix_package"] if missing else None,
    )


def _name_of(requirement: str) -> str:
    for at, character in enumerate(requirement):
        if not (character.isalnum() or character in "-_."):
            return requirement[:at]
    return requirement


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _corpus(args: Namespace) -> str:
    from kompetanse_qa.errors import NoCorpus
    from kompetanse_qa.reports import find_files
    from kompetanse_qa.reports.manifest import load_manifest

    if not args.corpus.is_dir():
        raise NoCorpus(args.corpus)
    load_manifest(args.corpus)
    return talk.corpus_seen(args.corpus, len(find_files(args.corpus)))


def _encoder(args: Namespace) -> str:
    from kompetanse_qa.encoders import DEFAULT_ENCODER, open_encoder
    from kompetanse_qa.store.generations import Store

    store = Store(args.index)
    name = store.current().manifest.encoder.name if store.exists() else DEFAULT_ENCODER
    encoder = open_encoder(name)
    numbers = len(encoder.encode_query(_WORDS["probe"]))
    return talk.encoder_seen(encoder.name, numbers, encoder.fingerprint[:12])


def _index(args: Namespace) -> str:
    from kompetanse_qa.search import open_index

    with open_index(args.index) as index:
        index.ask(_WORDS["probe"])
        counts = index.manifest.counts
        return talk.index_seen(
            index.name, counts["reports"], counts["passages"], index.manifest.created
        )


def _current(args: Namespace) -> Finding:
    from kompetanse_qa.indexing import is_current

    if is_current(args.corpus, args.index):
        return Finding(name=_WORDS["current"], seen="")
    return Finding(name=_WORDS["current"], seen=_WORDS["stale"], fix=_WORDS["fix_index"])
