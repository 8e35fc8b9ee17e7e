"""Encode many texts with a `SentenceTransformer`: batches of like length, progress, unit length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from kompetanse_qa.encoders.unit_length import unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

BATCH_CHARACTERS, BATCH_TOKENS = 32_000, 4_000
"""Of a batch, padding included; on a CPU larger batches only cost memory."""
LARGEST_BATCH = 128


def hidden_states_in_bulk(
    model: SentenceTransformer, ids: Sequence[Sequence[int]], progress: Callable[[int], None]
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """The last layer of every token of each text: (place, states), (tokens, hidden).

    ``ids`` are the texts' tokens, special ones included. Taken from the longest to the shortest,
    like `encode_in_bulk`.
    """
    import torch

    for batch in _batches([len(text) for text in ids], BATCH_TOKENS):
        longest = max(len(ids[row]) for row in batch)
        held = torch.zeros(len(batch), longest, dtype=torch.long)
        real = torch.zeros(len(batch), longest, dtype=torch.long)
        for place, row in enumerate(batch):
            held[place, : len(ids[row])] = torch.tensor(ids[row])
            real[place, : len(ids[row])] = 1
        with torch.inference_mode():
            states = model[0].model(input_ids=held, attention_mask=real).last_hidden_state
        for place, row in enumerate(batch):
            yield row, states[place, : len(ids[row])].float().numpy()
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
    for batch in _batches([len(text) for text in texts], BATCH_CHARACTERS):
        encoded = model.encode(
            [prompt + texts[row] for row in batch],
            batch_size=len(batch),
            show_progress_bar=False,
            convert_to_tensor=True,
        )
        # bf16 leaves vectors up to .4 % off unit length: normalise again in float32.
        vectors[batch] = unit(encoded.float().cpu().numpy())
        progress(len(batch))
    return vectors


def _batches(lengths: Sequence[int], room: int) -> Iterator[list[int]]:
    """The places of all texts, from the longest text to the shortest, in batches of like size."""
    order = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    start = 0
    while start < len(order):
        longest = max(1, lengths[order[start]])
        size = min(LARGEST_BATCH, max(1, room // longest))
        yield order[start : start + size]
        start += size


def quickest(model: SentenceTransformer) -> SentenceTransformer:
    """Return the model in bfloat16 where the processor computes in it."""
    import torch

    # Where bfloat16 is only imitated it is slower than float32, and older releases of torch can't
    # tell.
    able = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    if able.get("avx512_bf16") or able.get("amx_bf16"):
        model.to(torch.bfloat16)
    return model
