"""`kompetanse-qa index`: bring the index up to date, with a progress bar and a summary."""

from __future__ import annotations

from argparse import Namespace
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from kompetanse_qa.cli.exits import DONE, SKIPPED
from kompetanse_qa.cli.screen import talk_to
from kompetanse_qa.indexing import Stage, build_index, undo_index
from kompetanse_qa.texts import talk
from kompetanse_qa.texts.answers import number
from kompetanse_qa.texts.errors import explain_many_skipped, explain_skipped


def index(args: Namespace) -> int:
    """Build or undo; 4 if some file had to be left out."""
    console = talk_to(args)
    if args.undo:
        console.print(talk.UNDONE.format(generation=undo_index(args.index)))
        return DONE
    with ProgressBars(console) as bars:
        done = build_index(
            args.corpus,
            args.index,
            encoder=args.encoder,
            engines=args.engines,
            progress=bars.update,
        )
    if done.unchanged:
        console.print(talk.unchanged(done.reports, done.passages))
    else:
        console.print(talk.indexed(done.reports, done.passages, done.embedded, done.seconds))
    if done.removed:
        console.print(talk.REMOVED.format(names=", ".join(done.removed)))
    if done.unlisted:
        console.print(talk.UNLISTED.format(names=", ".join(done.unlisted)))
    if done.skipped:
        console.print(explain_many_skipped(done.skipped))
        for skipped in done.skipped:
            console.print(f"  {explain_skipped(skipped)}")
        return SKIPPED
    return DONE


class ProgressBars:
    """A bar for each stage, drawn when the stage begins; nothing where there is no work."""

    def __init__(self, console: Console) -> None:
        self._tasks: dict[Stage, TaskID] = {}
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(compact=True),
            TextColumn(talk.TIME_LEFT),
            console=console,
            transient=True,
        )

    def __enter__(self) -> ProgressBars:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def update(self, stage: Stage, done: int, total: int) -> None:
        """Move the stage's bar to ``done`` of ``total``."""
        if stage not in self._tasks:
            words = {"reading": talk.READING, "embedding": talk.EMBEDDING}
            self._tasks[stage] = self._progress.add_task(words[stage], total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{number(task.speed or 0, 1)} {talk.RATE}", style="progress.data.speed")
