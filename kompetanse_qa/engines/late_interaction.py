"""Late interaction: for each token of the query, its nearest token in the passage.

MaxSim is Khattab and Zaharia 2020, arXiv:2004.12832 (ColBERT), with two differences: each token of
the query has a weight that the encoder learned, and the same is asked of each sentence by itself,
which tells where in the passage the answer stands.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from kompetanse_qa.encoders.packing import cosines
from kompetanse_qa.engines import Batch, Evidence, Place
from kompetanse_qa.engines.files import read_arrays, write_arrays
from kompetanse_qa.engines.local import LocalEngine
from kompetanse_qa.engines.rows import ARRAYS, Rows
from kompetanse_qa.errors import DamagedIndex, EngineFailed
from kompetanse_qa.query import Query
from kompetanse_qa.records import EVERYTHING, Ranking, Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_VECTORS, _ROWS = "tokens.bin", "tokens.npz"
"""The vectors row after row in eight bits, and whose they are."""
_OWN = ("starts", "sentences", "sentence_of")


class LateInteraction(LocalEngine):
    """Gives evidence on candidates; it finds none itself.

    The vectors go to disk as they come, and only the candidates' are read.
    """

    name = "tokens"

    def __init__(self, place: Place, address: str | None = None) -> None:
        """EngineFailed if the encoder has no token vectors."""
        if place.token_dimension is None:
            raise EngineFailed(self.name, "failed", "no token vectors")
        self._width = place.token_dimension
        self._file: BinaryIO | None = None
        super().__init__(place, address)

    def _begin(self) -> None:
        self.close()
        self._file = (self._folder / _VECTORS).open("wb")
        self._lengths, self._sentences = array("i"), array("h")
        self._owners = array("h")

    def _take(self, batch: Batch) -> None:
        if self._file is None:
            raise EngineFailed(self.name, "sealed")
        for of in batch.vectors:
            self._file.write(of.tokens.tobytes())
            self._lengths.append(len(of.tokens))
            self._sentences.append(len(of.sentences))
            self._owners.extend(of.sentence_of.tolist())

    def _write(self, left: NDArray[np.int64]) -> str:
        import numpy as np

        self.close()
        lengths, owners = np.array(self._lengths, np.int64), np.array(self._owners, np.int16)
        if len(left) < len(lengths):
            kept = np.zeros(len(lengths), np.bool_)
            kept[left] = True
            of_kept = np.repeat(kept, lengths)
            held = np.fromfile(self._folder / _VECTORS, np.int8).reshape(-1, self._width)
            held[of_kept].tofile(self._folder / _VECTORS)
            owners = owners[of_kept]
        arrays: dict[str, NDArray[Any]] = {
            "starts": np.concatenate([[0], np.cumsum(lengths[left])]).astype(np.int64),
            "sentences": np.array(self._sentences, np.int16)[left],
            "sentence_of": owners,
            **self._rows.arrays(),
        }
        write_arrays(self._folder / _ROWS, arrays)
        self._load(_ROWS)
        return _ROWS

    def _load(self, address: str) -> None:
        arrays = read_arrays(self._folder / address, (*_OWN, *ARRAYS))
        try:
            self._rows = Rows.from_arrays(arrays)
            self._starts, self._sentence_of = arrays["starts"], arrays["sentence_of"]
            self._sentence_counts = arrays["sentences"]
            if not len(self._starts) - 1 == len(self._sentence_counts) == len(self._rows):
                raise ValueError(f"{len(self._starts)} - 1 != {len(self._rows)}")
            self._vectors = self._mapped(int(self._starts[-1]))
        except (OSError, ValueError, IndexError) as error:
            raise DamagedIndex(self._folder, _VECTORS, str(error)) from error

    def _mapped(self, tokens: int) -> NDArray[np.int8]:
        import numpy as np

        path = self._folder / _VECTORS
        size = path.stat().st_size
        if size != tokens * self._width or tokens != len(self._sentence_of):
            raise ValueError(f"{size}, {len(self._sentence_of)} != {tokens} x {self._width}")
        if not tokens:
            return np.zeros((0, self._width), np.int8)
        mapped = np.memmap(path, np.int8, mode="r", shape=(tokens, self._width))
        return mapped.view(np.ndarray)  # slices of a memmap object are slow

    def search(self, query: Query, depth: int, scope: Scope = EVERYTHING) -> Ranking:
        """Nothing: it would have to read every token of the index."""
        return ()

    def evidence(self, query: Query, keys: Sequence[str]) -> Evidence:
        """MaxSim token by token, in each passage and each of its sentences."""
        import numpy as np

        if query.tokens is None:
            return Evidence()
        rows = self._of(keys)
        lines = 1 + self._sentence_counts[rows].astype(np.int64)
        first = np.cumsum(lines) - lines
        best = np.full((int(lines.sum()), len(query.tokens)), -1, np.float32)
        places = [slice(self._starts[row], self._starts[row + 1]) for row in rows]
        if sum(place.stop - place.start for place in places):
            similar = cosines(query.tokens, np.concatenate([self._vectors[p] for p in places]))
            passage = np.repeat(np.arange(len(rows)), [p.stop - p.start for p in places])
            line = first[passage] + 1 + np.concatenate([self._sentence_of[p] for p in places])
            # A sentence's tokens stand together: one reduction over each run of a line.
            runs = np.flatnonzero(np.diff(line, prepend=-1))
            maxima = np.maximum.reduceat(similar, runs, axis=1).T
            np.maximum.at(best, line[runs], maxima)
            np.maximum.at(best, first[passage[runs]], maxima)
        return Evidence(maxsim=np.split(best, first[1:]) if len(rows) else [])

    def close(self) -> None:
        """Close the file that is written."""
        if self._file is not None:
            self._file.close()
            self._file = None
