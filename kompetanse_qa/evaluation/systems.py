"""What a system to be measured is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol, runtime_checkable

from kompetanse_qa.evaluation.records import Retrieved


class System(Protocol):
    """Answers questions over passages. Its passages are those it was opened on."""

    @property
    def name(self) -> str:
        """What it is called in tables, and in ``--system``."""
        ...

    @property
    def identity(self) -> Mapping[str, str]:
        """What its results depend on: index, encoder, analysis, versions, settings."""
        ...

    def passages(self) -> Sequence[tuple[str, str, str]]:
        """All passages as (id, report id, text)."""
        ...

    def ask(self, question_id: str, text: str, depth: int) -> Retrieved:
        """Return the ``depth`` best passages, and an answer sentence and confidence if it can."""
        ...


@runtime_checkable
class AsksWithout(Protocol):
    """A system that can also answer as if some of its passages were not there."""

    def ask_without(
        self, question_id: str, text: str, depth: int, without: Collection[str]
    ) -> Retrieved:
        """As `System.ask`, without the passages that have these ids."""
        ...
