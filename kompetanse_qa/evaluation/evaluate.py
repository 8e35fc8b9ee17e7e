"""The one entry: some systems on one question set, measured, compared and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kompetanse_qa.encoders import DEFAULT_ENCODER
from kompetanse_qa.errors import NothingToSearch
from kompetanse_qa.evaluation.beir import BeirSet
from kompetanse_qa.evaluation.beir_index import index_corpus
from kompetanse_qa.evaluation.chunkings import AS_SHIPPED
from kompetanse_qa.evaluation.comparing import compare
from kompetanse_qa.evaluation.outcomes import outcomes_of
from kompetanse_qa.evaluation.question_sets import GoldSet, QuestionSet
from kompetanse_qa.evaluation.records import Evaluation, SystemResult
from kompetanse_qa.evaluation.registry import Opener, open_system
from kompetanse_qa.evaluation.results import result_of
from kompetanse_qa.evaluation.run_files import save_run
from kompetanse_qa.evaluation.runs import askable, make_run
from kompetanse_qa.evaluation.systems import System
from kompetanse_qa.evaluation.variants import Variants
from kompetanse_qa.search import open_index
from kompetanse_qa.store import DEFAULT_INDEX

DEFAULT_GOLD = Path("eval/gold.jsonl")
CACHE = "eval-cache"
"""Folder in the index folder: vectors of variants, and indexes of BEIR corpora."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What to evaluate, on what."""

    gold: Path = DEFAULT_GOLD
    gold_split: str | None = None
    """``tune`` or ``look``; None: all questions."""
    beir: Path | None = None
    """A folder in BEIR form, in place of the gold file."""
    beir_split: str = "test"
    beir_encoder: str = DEFAULT_ENCODER
    """The encoder of the index of a BEIR corpus."""
    index: Path = DEFAULT_INDEX
    """For a BEIR folder it is only where its index is kept, below ``eval-cache``."""
    systems: tuple[str, ...] = ("kompetanse",)
    others: Mapping[str, Opener] = field(default_factory=dict)
    """What ``systems`` may name besides our own."""
    runs: Path | None = None
    """Where runs are saved; None: nowhere."""


def run_evaluation(settings: Settings) -> Evaluation:
    """Open what ``settings`` name and evaluate.

    Raises BadInput, NoIndex, UnknownSystem, NothingToSearch, EvidenceNotFound.
    """
    cache = settings.index / CACHE
    if settings.beir is None:
        questions: QuestionSet = GoldSet(settings.gold, settings.gold_split)
        with open_index(settings.index) as index:
            return _on_index(Variants(index, cache), questions, settings)
    beir = BeirSet(settings.beir, settings.beir_split)
    with open_index(index_corpus(settings.beir, cache, settings.beir_encoder)) as index:
        variants = Variants(index, cache, (AS_SHIPPED, "bare"))
        return _on_index(variants, beir, settings)


def _on_index(variants: Variants, questions: QuestionSet, settings: Settings) -> Evaluation:
    systems = [open_system(name, variants, settings.others) for name in settings.systems]
    return evaluate(questions, systems, settings.runs)


def evaluate(
    questions: QuestionSet, systems: Sequence[System], runs: Path | None = None
) -> Evaluation:
    """Ask every system every question, and compare the first with each of the others."""
    results = [_measured(system, questions, runs) for system in systems]
    return Evaluation(
        question_set=questions.name,
        question_set_sha256=questions.sha256,
        questions=tuple(questions.questions),
        systems=tuple(results),
        comparisons=tuple(compare(results[0], other) for other in results[1:]),
    )


def _measured(system: System, questions: QuestionSet, runs: Path | None) -> SystemResult:
    passages = system.passages()
    if not passages:
        raise NothingToSearch(system.name)
    # Before asking: it fails if the evidence isn't there.
    judgements = questions.judgements(passages)
    asked = askable(system, questions.questions)
    run = make_run(system, asked, passages)
    result = result_of(run, outcomes_of(run, asked, judgements, passages))
    if runs is not None:
        save_run(runs, questions, run, result)
    return result
