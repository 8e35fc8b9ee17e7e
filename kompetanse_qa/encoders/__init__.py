"""What an encoder is, and how one is opened by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from kompetanse_qa.errors import EncoderMissing
from kompetanse_qa.records import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEFAULT_ENCODER = "norwegian-e5-small"


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
class QueryVectors:
    """A question as a whole and token by token. All vectors have unit length."""

    whole: NDArray[np.float32]
    """(dimension,)"""
    tokens: NDArray[np.float32]
    """(tokens, token_dimension)"""
    weights: NDArray[np.float32]
    """(tokens,): how much each token counts; they sum to 1."""


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that also gives a vector for each token, for late interaction."""

    @property
    def token_dimension(self) -> int:
        """Length of a token vector."""
        ...

    def encode_query_in_parts(self, text: str) -> QueryVectors:
        """The vectors of a question and of its tokens."""
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


def open_encoder(name: str = DEFAULT_ENCODER) -> Encoder:
    """Return the encoder called ``name``; nothing is fetched from the network.

    "norwegian-e5-small" and "multilingual-e5-small", from which it was made, come with the
    installation; "toy" and "toy-tokens" need no weights. Then come the
    entry points of the group `kompetanse_qa.encoders` (a callable without arguments), and last
    any model of sentence-transformers: a folder, or a name that is in the local cache.

    Raises `EncoderMissing`.
    """
    match name:
        case "norwegian-e5-small":
            from kompetanse_qa.encoders.norwegian_e5 import NorwegianE5

            return NorwegianE5()
        case "multilingual-e5-small":
            from kompetanse_qa.encoders.bundled import MultilingualE5Small

            return MultilingualE5Small()
        case "toy":
            from kompetanse_qa.encoders.toy import ToyEncoder

            return ToyEncoder()
        case "toy-tokens":
            from kompetanse_qa.encoders.toy import ToyTokenEncoder

            return ToyTokenEncoder()
        case _:
            return _plugged_in(name) or _from_sentence_transformers(name)


def _plugged_in(name: str) -> Encoder | None:
    from importlib.metadata import entry_points

    for found in entry_points(group="kompetanse_qa.encoders", name=name):
        try:
            encoder: Encoder = found.load()()
        except (ImportError, AttributeError) as error:
            raise EncoderMissing(name, str(error)) from error
        return encoder
    return None


def _from_sentence_transformers(name: str) -> Encoder:
    from kompetanse_qa.encoders.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(name)
