"""For each term the rows that hold it and what it adds to their score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kompetanse_qa.engines.files import packed_texts, unpacked_texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ARRAYS = ("size", "terms_text", "terms_lengths", "starts", "rows", "weights")


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """A sparse matrix of weights, column by column: a column is a term.

    Term t owns ``rows[starts[t]:starts[t + 1]]``, each row once and rising, and the weights at
    the same places.
    """

    size: int
    """Number of rows, those without a term included."""
    terms: dict[str, int]
    """Term to column, in the order of the columns."""
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float64]

    def scores(self, tokens: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Return the sums of weights, (size,), and which rows hold any of the tokens, (size,).

        A token that stands twice counts twice. Only the postings of the tokens are read.
        """
        import numpy as np

        scores = np.zeros(self.size)
        matched = np.zeros(self.size, np.bool_)
        for token, times in Counter(tokens).items():
            term = self.terms.get(token)
            if term is not None:
                place = slice(self.starts[term], self.starts[term + 1])
                # np.add.at and the machine's own integers are four times as fast as scores[rows] +=
                rows = self.rows[place].astype(np.intp)
                weights = self.weights[place]
                np.add.at(scores, rows, weights if times == 1 else weights * times)
                matched[rows] = True
        return scores, matched

    def rows_with(self, token: str) -> NDArray[np.int32]:
        """The rows that hold the token."""
        term = self.terms.get(token)
        return (
            self.rows[:0] if term is None else self.rows[self.starts[term] : self.starts[term + 1]]
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What `from_arrays` makes them of again, by the names in `ARRAYS`."""
        import numpy as np

        return {
            "size": np.array(self.size),
            **packed_texts(list(self.terms), "terms"),
            "starts": self.starts,
            "rows": self.rows,
            "weights": self.weights,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Postings:
        """The postings that were kept; ValueError if they do not agree with each other."""
        terms = unpacked_texts(arrays, "terms")
        starts, rows, weights = arrays["starts"], arrays["rows"], arrays["weights"]
        if not (len(starts) == len(terms) + 1 and int(starts[-1]) == len(rows) == len(weights)):
            raise ValueError(f"{len(terms)}, {len(starts)}, {len(rows)}, {len(weights)}")
        return cls(
            size=int(arrays["size"]),
            terms={term: number for number, term in enumerate(terms)},
            starts=starts,
            rows=rows,
            weights=weights,
        )
