"""Bytes → text, or the reason why not."""

from __future__ import annotations

import codecs
from pathlib import Path

from kompetanse_qa.errors import UnreadableReport

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The control characters that text may hold: tab, line feed, form feed, carriage return, and
# the no-break marks that converters leave behind.
_TEXT_CONTROLS = frozenset("\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f")


def decode(data: bytes, path: Path) -> str:
    """Return the text of a file in UTF-8 (with or without a byte order mark) or UTF-16 with one.

    Raises UnreadableReport: ``empty`` (no visible character), ``binary`` (control characters),
    ``encoding`` (``detail`` is the offset of the first byte that is no valid text, in decimals).
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    if encoding == "utf-8" and b"\0" in data:
        raise UnreadableReport(path, "binary")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableReport(path, "encoding", str(error.start)) from error
    if any(c < " " and c not in _TEXT_CONTROLS for c in text):
        raise UnreadableReport(path, "binary")
    if not text.strip():
        raise UnreadableReport(path, "empty")
    return text
