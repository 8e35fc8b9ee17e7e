"""Any model of sentence-transformers that is on this machine, as an encoder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_qa.errors import EncoderMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer


_MODEL_FILES = {".safetensors", ".bin", ".json", ".txt", ".model"}
"""Weights, configurations and vocabularies."""


class SentenceTransformerEncoder:
    """A model from a folder, or by a name that is in the local cache; always on the CPU.

    Before a text comes the prompt that the model was trained with: what its own configuration
    says; else "query: " and "passage: " for a model with E5 in its name; else nothing.

    Raises `EncoderMissing` if the model can't be opened. Nothing is fetched from the network.
    """

    def __init__(self, name: str) -> None:
        from kompetanse_qa.encoders.quiet_loading import quiet_loading

        self.name = name
        with quiet_loading():
            from sentence_transformers import SentenceTransformer

            try:
                self._folder = _folder(name)
                self._model = SentenceTransformer(
                    str(self._folder), device="cpu", local_files_only=True
                )
            except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
                raise EncoderMissing(name, str(error)) from error
        self._query_prompt, self._passage_prompt = _prompts(name, self._model.prompts)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._model.get_embedding_dimension() or 0

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over the model's files and the prompts.

        Not over the weights in memory: what a file lacks and a vector does not need, like BERT's
        pooler, is filled with new random numbers at each loading.
        """
        digest = hashlib.sha256(repr((self._query_prompt, self._passage_prompt)).encode())
        for path in sorted(self._folder.rglob("*")):
            if path.suffix in _MODEL_FILES:
                digest.update(path.relative_to(self._folder).as_posix().encode())
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None]
    ) -> NDArray[np.float32]:
        """Vectors of ``texts``, (number, dimension)."""
        from kompetanse_qa.encoders.bulk import encode_in_bulk

        return encode_in_bulk(self._model, texts, self._passage_prompt, progress)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, (dimension,)."""
        from kompetanse_qa.encoders.bulk import encode_in_bulk

        vector: NDArray[np.float32] = encode_in_bulk(
            self._model, [text], self._query_prompt, lambda done: None
        )[0]
        return vector

    def sentence_transformer(self) -> SentenceTransformer:
        """Return the model itself."""
        return self._model


def _folder(name: str) -> Path:
    """Return the folder of a model: the name itself, or where the local cache keeps it."""
    from huggingface_hub import snapshot_download

    if Path(name).is_dir():
        return Path(name)
    return Path(
        snapshot_download(
            name if "/" in name else f"sentence-transformers/{name}",
            cache_dir=os.environ.get("SENTENCE_TRANSFORMERS_HOME"),
            local_files_only=True,
        )
    )


def _prompts(name: str, configured: dict[str, str]) -> tuple[str, str]:
    """Prompts for questions and passages."""
    query = configured.get("query", "")
    passage = configured.get("passage") or configured.get("document", "")
    if not (query or passage) and "e5" in name.lower().replace("/", "-").split("-"):
        return "query: ", "passage: "
    return query, passage
