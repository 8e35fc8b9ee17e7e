"""What can go wrong, with data. The wording is in `texts`, never here."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from kompetanse_qa.records import Filters, Skipped, SkipReason


class KompetanseError(Exception):
    """Base of every fault that the product foresees. Carries data; `texts.explain` words it."""


class UnreadableReport(KompetanseError):
    """A file that can't become a report."""

    def __init__(self, path: Path, reason: SkipReason, detail: str = "") -> None:
        super().__init__(str(path), reason, detail)
        self.path, self.reason, self.detail = path, reason, detail


class BadManifest(KompetanseError):
    """`reports.toml` can't be read, or an entry has a field of the wrong type."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(str(path), detail)
        self.path, self.detail = path, detail


class NoIndex(KompetanseError):
    """There is no index in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


class IndexMismatch(KompetanseError):
    """The index was made with another format, encoder or analysis than this program uses."""

    def __init__(self, folder: Path, what: str, index_has: str, program_has: str) -> None:
        super().__init__(str(folder), what, index_has, program_has)
        self.folder, self.what = folder, what
        self.index_has, self.program_has = index_has, program_has


class DamagedIndex(KompetanseError):
    """A file of the index is missing, can't be read, or does not agree with the others."""

    def __init__(self, folder: Path, file: str, detail: str) -> None:
        super().__init__(str(folder), file, detail)
        self.folder, self.file, self.detail = folder, file, detail


class IndexNotWritten(KompetanseError):
    """A file of the index could not be written; the index in use is as it was."""

    def __init__(self, folder: Path, file: str, detail: str) -> None:
        super().__init__(str(folder), file, detail)
        self.folder, self.file, self.detail = folder, file, detail


class IndexLocked(KompetanseError):
    """Another process is writing the index."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


class NothingToUndo(KompetanseError):
    """There is no earlier generation to go back to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


class NoCorpus(KompetanseError):
    """The corpus folder does not exist."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


class EmptyCorpus(KompetanseError):
    """No file in the corpus folder could become a report; the index was left as it was."""

    def __init__(self, folder: Path, skipped: tuple[Skipped, ...]) -> None:
        super().__init__(str(folder), skipped)
        self.folder, self.skipped = folder, skipped


class EmptyQuestion(KompetanseError):
    """A question without a single letter or digit."""


class UnknownReport(KompetanseError):
    """A filter names a report that the index does not hold."""

    def __init__(self, report_id: str, known: tuple[str, ...]) -> None:
        super().__init__(report_id, known)
        self.report_id, self.known = report_id, known


class UnknownPassage(KompetanseError):
    """No passage has this id."""

    def __init__(self, passage_id: str) -> None:
        super().__init__(passage_id)
        self.passage_id = passage_id


class NothingMatchesFilters(KompetanseError):
    """The filters leave no report to search."""

    def __init__(self, filters: Filters) -> None:
        super().__init__(filters)
        self.filters = filters


class BadInput(KompetanseError):
    """A file given to a command can't be used: questions for `batch`, answers for `verify`."""

    def __init__(self, path: Path, detail: str, line: int | None = None) -> None:
        super().__init__(str(path), detail, line)
        self.path, self.detail, self.line = path, detail, line


class EncoderMissing(KompetanseError):
    """The encoder with this name is not on this machine, or can't be opened."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(name, detail)
        self.name, self.detail = name, detail


class EngineMissing(KompetanseError):
    """No engine has this name, or what it is made of can't be loaded."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(name, detail)
        self.name, self.detail = name, detail


EngineFault = Literal["failed", "timeout", "unknown_key", "sealed"]


class EngineFailed(KompetanseError):
    """An engine could not do what was asked of it: its store failed, or gave no answer in time.

    ``unknown_key``: it does not hold a passage that another engine found, so they differ.
    ``sealed``: it was committed for good, and takes nothing more in.
    """

    def __init__(self, name: str, reason: EngineFault, detail: str = "") -> None:
        super().__init__(name, reason, detail)
        self.name, self.reason, self.detail = name, reason, detail


class NothingToMeasure(KompetanseError):
    """A measure over no question, or a question to which nothing is relevant: never a zero."""

    def __init__(self, measure: str) -> None:
        super().__init__(measure)
        self.measure = measure


class EvidenceNotFound(KompetanseError):
    """A gold question's quote, or a judged passage, stands in no passage of the system."""

    def __init__(self, question_id: str, evidence: str) -> None:
        super().__init__(question_id, evidence)
        self.question_id, self.evidence = question_id, evidence


class NothingToSearch(KompetanseError):
    """A system to be measured holds no passage."""

    def __init__(self, system: str) -> None:
        super().__init__(system)
        self.system = system


class UnknownSystem(KompetanseError):
    """No system to be measured has this name, or not on this question set."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name, self.known = name, known


class RunsDiffer(KompetanseError):
    """A saved run does not fit the questions: some are missing, or it was made on others."""

    def __init__(self, system: str, what: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(system, what, details)
        self.system, self.what, self.details = system, what, details
