"""Encode many texts with a `SentenceTransformer`: batches of like length, progress, unit length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

BATCH_CHARACTERS = 32_000
"""Of a batch, padding included; on a CPU larger batches only cost memory."""
LARGEST_BATCH = 128


def hidden_states_in_bulk(
    model: SentenceTransformer,
    texts: Sequence[str],
    prompt: str,
    progress: Callable[[int], None],
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """The last layer of every token of each text, special ones included: (place, states).

    Taken from the longest to the shortest, like `encode_in_bulk`.
    """
    for batch in _batches(texts):
        encoded = model.encode(
            [prompt + texts[row] for row in batch],
            batch_size=len(batch),
            show_progress_bar=False,
            output_value="token_embeddings",
        )
        for row, states in zip(batch, encoded, strict=True):
            yield row, states.float().cpu().numpy()
        progress(len(batch))


def encode_in_bulk(
    model: SentenceTransformer,
    texts: Sequence[str],
    prompt: str,
    progress: Callable[[int], None],
) -> NDArray[np.float32]:
    """Vectors of ``texts``, (number, dimension), each text with ``prompt`` before it.

    Texts are taken from the longest to the shortest, so that little padding is computed. The
    model truncates what it can't hold.
    """
    import numpy as np

    vectors = np.zeros((len(texts), model.get_embedding_dimension() or 0), np.float32)
    for batch in _batches(texts):
        encoded = model.encode(
            [prompt + texts[row] for row in batch],
            batch_size=len(batch),
            show_progress_bar=False,
            convert_to_tensor=True,
        )
        # bf16 leaves vectors up to .4 % off unit length: normalise again in float32.
        plain = encoded.float().cpu().numpy()
        vectors[batch] = plain / np.linalg.norm(plain, axis=1, keepdims=True).clip(min=1e-12)
        progress(len(batch))
    return vectors


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """The places of all texts, from the longest text to the shortest, in batches of like size."""
    order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
    start = 0
    while start < len(order):
        longest = max(1, len(texts[order[start]]))
        size = min(LARGEST_BATCH, max(1, BATCH_CHARACTERS // longest))
        yield order[start : start + size]
        start += size
