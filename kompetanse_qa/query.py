"""A question, analysed and encoded once, at the door: everything below takes it like this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kompetanse_qa.encoders import Encoder, TokenEncoder
from kompetanse_qa.norwegian import analyze, character_ngrams
from kompetanse_qa.norwegian.asked_for import kinds_wanted
from kompetanse_qa.norwegian.language import is_english
from kompetanse_qa.norwegian.names import names_in, numbers_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Query:
    """A question in all the forms in which engines and answers are held against it."""

    text: str
    terms: tuple[str, ...]
    """Lemmas and parts of compounds, in order; a term that stands twice stands here twice."""
    ngrams: tuple[str, ...]
    """The pieces of its words."""
    is_english: bool
    wants: frozenset[str]
    """Kinds of things that are asked for: see `norwegian.asked_for`."""
    names: frozenset[str]
    numbers: frozenset[str]
    vector: NDArray[np.float32]
    """(dimension,), of unit length."""
    tokens: NDArray[np.float32] | None
    """(tokens, token_dimension), of unit length; None if the encoder has no token vectors."""
    token_weights: NDArray[np.float32] | None
    """(tokens,): how much each token counts; they sum to 1."""


def make_query(text: str, encoder: Encoder) -> Query:
    """Analyse and encode a question."""
    if isinstance(encoder, TokenEncoder):
        made = encoder.encode_query_in_parts(text)
        vector, tokens, weights = made.whole, made.tokens, made.weights
    else:
        vector, tokens, weights = encoder.encode_query(text), None, None
    return Query(
        text=text,
        terms=tuple(analyze(text)),
        ngrams=tuple(character_ngrams(text)),
        is_english=is_english(text),
        wants=kinds_wanted(text),
        names=names_in(text),
        numbers=numbers_in(text),
        vector=vector,
        tokens=tokens,
        token_weights=weights,
    )
