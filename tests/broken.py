"""An index that fails while it is used."""

from __future__ import annotations

from kompetanse_qa.search import Index


class Broken:
    """An index of which one part fails, as a part of a damaged one may at any time."""

    def __init__(self, index: Index, part: str) -> None:
        self._index, self._part = index, part

    def __getattr__(self, name: str) -> object:
        if name == self._part:
            raise RuntimeError("det gikk ikke")
        return getattr(self._index, name)
