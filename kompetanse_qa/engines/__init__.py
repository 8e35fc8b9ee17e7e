"""What an engine is and what an encoder is: the seams to the search libraries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from kompetanse_qa.records import Passage, Ranking, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Encoder(Protocol):
    """Texts to vectors of unit length, so that a dot product is a cosine."""

    @property
    def name(self) -> str:
        """What `open_encoder` knows it by; stands in the manifest."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over all that decides a vector: weights, prompts, recipe.

        Two encoders with the same fingerprint may differ in the last digits of a vector
        (another processor, another number format), never in its meaning.
        """
        ...

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None]
    ) -> NDArray[np.float32]:
        """Vectors of ``texts``, (number, dimension), in their order.

        ``progress`` is called now and then with the number of texts done since its last call;
        the numbers add up to ``len(texts)``.
        """
        ...

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, (dimension,)."""
        ...


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """A passage in parts, each read in its surroundings. All vectors have unit length."""

    whole: NDArray[np.float32]
    """(dimension,)"""
    sentences: NDArray[np.float32]
    """(sentences, dimension)"""
    tokens: NDArray[np.int8]
    """(tokens, token_dimension), in eight bits: see `packing`."""
    sentence_of: NDArray[np.int16]
    """(tokens,): the number of the sentence that the token stands in; -1 for title and headings."""


@dataclass(frozen=True, slots=True)
class QueryTokens:
    """A question token by token."""

    vectors: NDArray[np.float32]
    """(tokens, token_dimension), of unit length."""
    weights: NDArray[np.float32]
    """(tokens,): how much each token counts; they sum to 1."""


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that also gives a vector for each token, for late interaction."""

    @property
    def token_dimension(self) -> int:
        """Length of a token vector."""
        ...

    def encode_query_tokens(self, text: str) -> QueryTokens:
        """The question token by token."""
        ...

    def encode_passages_in_parts(
        self,
        texts: Sequence[str],
        sentences: Sequence[Sequence[Span]],
        progress: Callable[[int], None],
    ) -> list[PassageVectors]:
        """The vectors of each text, of its ``sentences`` (spans in the text) and of its tokens.

        ``progress`` as for `encode_passages`.
        """
        ...


class Engine(Protocol):
    """Finds rows for a question. Row i is passage i of the last `build`, also after `load`.

    A distributed store may upsert in `build`, keep its address in `save` and reconnect in `load`.
    """

    @property
    def name(self) -> str:
        """Names the ranking in results and the engine's file in the index folder."""
        ...

    def __len__(self) -> int:
        """Return the number of rows."""
        ...

    def build(self, passages: Sequence[Passage]) -> None:
        """Index ``passages`` by their `indexed_text`; what was held before is gone."""
        ...

    def search(
        self, question: str, depth: int, allowed: NDArray[np.bool_] | None = None
    ) -> Ranking:
        """Return the ``depth`` best rows, fewer if there are no more.

        ``allowed`` holds a truth value for each row; a row that is not allowed is left out
        before ranking, so it takes no place.
        """
        ...

    def save(self, folder: Path) -> None:
        """Write the engine's file into ``folder``. The same rows give the same bytes."""
        ...

    def load(self, folder: Path) -> None:
        """Read what `save` wrote. Raises `DamagedIndex`."""
        ...
