"""Rows of a built-in engine: row i is passage i, in the order in which they were added.

Row numbers never leave an engine; outside, a passage goes by its key.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kompetanse_qa.engines.files import packed_texts, unpacked_texts
from kompetanse_qa.engines.top_rows import top_rows
from kompetanse_qa.errors import EngineFailed
from kompetanse_qa.records import Passage, Ranking, Scope, Scored

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ARRAYS = ("keys_text", "keys_lengths", "reports_text", "reports_lengths", "report_of")


class Rows:
    """Which passage each row is, and of which report."""

    def __init__(self, keys: Sequence[str] = (), reports: Sequence[str] = ()) -> None:
        """``keys`` and ``reports`` (ids) have one entry for each row."""
        import numpy as np

        self.keys, self.reports = keys, reports
        self._row = {key: row for row, key in enumerate(keys)}
        self._by_key = sorted(range(len(keys)), key=keys.__getitem__)
        self._place = np.empty(len(keys), np.int64)
        self._place[self._by_key] = np.arange(len(keys))

    def __len__(self) -> int:
        return len(self.keys)

    def of(self, keys: Sequence[str], engine: str) -> NDArray[np.int64]:
        """The rows of these passages, (keys,); EngineFailed if the ``engine`` lacks one of them."""
        import numpy as np

        try:
            return np.array([self._row[key] for key in keys], np.int64)
        except KeyError as error:
            raise EngineFailed(engine, "unknown_key", str(error.args[0])) from error

    def in_scope(self, scope: Scope) -> NDArray[np.bool_] | None:
        """Which rows may be found, (rows,); None: all."""
        import numpy as np

        if scope.reports is None and not scope.without:
            return None
        wanted = scope.reports
        if wanted is None:
            allowed = np.ones(len(self), np.bool_)
        else:
            allowed = np.array([report in wanted for report in self.reports], np.bool_)
        allowed[[self._row[key] for key in scope.without if key in self._row]] = False
        return allowed

    def ranking(self, rows: NDArray[np.int64], scores: NDArray[np.float64], depth: int) -> Ranking:
        """The ``depth`` best of the scored ``rows``, ties by key."""
        return tuple(
            Scored(key=self.keys[self._by_key[place]], score=score)
            for place, score in top_rows(self._place[rows], scores, depth)
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What `from_arrays` makes them of again, by the names in `ARRAYS`."""
        import numpy as np

        reports = {report: number for number, report in enumerate(dict.fromkeys(self.reports))}
        return {
            **packed_texts(self.keys, "keys"),
            **packed_texts(list(reports), "reports"),
            "report_of": np.array([reports[report] for report in self.reports], np.int32),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Rows:
        """The rows that were kept; ValueError or IndexError if they are damaged."""
        keys, reports = unpacked_texts(arrays, "keys"), unpacked_texts(arrays, "reports")
        of = [reports[number] for number in arrays["report_of"].tolist()]
        if len(keys) != len(of):
            raise ValueError(f"{len(keys)} != {len(of)}")
        return cls(keys, of)


class Draft:
    """Rows that are being collected: a later one takes the place of an earlier with its key."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._reports: list[str] = []
        self._row: dict[str, int] = {}

    def add(self, passages: Sequence[Passage]) -> None:
        """Add a row for each passage."""
        for passage in passages:
            self._row[passage.id] = len(self._keys)
            self._keys.append(passage.id)
            self._reports.append(passage.report_id)

    def remove(self, keys: Collection[str]) -> None:
        """Let go of the rows of these passages."""
        for key in keys:
            self._row.pop(key, None)

    def left(self) -> tuple[Rows, NDArray[np.int64]]:
        """The rows that are left, and their numbers among all that were added, rising."""
        import numpy as np

        numbers = sorted(self._row.values())
        rows = Rows([self._keys[n] for n in numbers], [self._reports[n] for n in numbers])
        return rows, np.array(numbers, np.int64)
