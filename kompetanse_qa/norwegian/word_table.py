"""Words and what they stand for in a mapped file: finding one reads some hundred bytes of it.

A hash table that is written once and never changed, like Bernstein's cdb (cr.yp.to/cdb.html), with
a checksum for each bucket, so that damage is seen where it would count and nowhere else is read.

The file: magic, size of the whole, number of buckets, CRC-32 of these; (end, CRC-32) for each
bucket; the buckets. Numbers have 32 bits, in the machine's own order. A record is 0xFF, the word,
0xFE, how many letters to take off it, and the letters to put on instead; neither mark can stand in
UTF-8.
"""

from __future__ import annotations

import mmap
import os
import struct
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from threading import get_ident
from zlib import crc32

_MAGIC = b"WORDS\0\0\1"
_HEAD = struct.Struct("8sII")
_START = _HEAD.size + 4
_WORD, _VALUE = b"\xff", b"\xfe"
_IN_A_BUCKET = 4
"""Words at most, on average."""


class WordTable:
    """A file of `write_word_table`, mapped into memory.

    Raises OSError, and ValueError if it is another kind of file or not whole.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = self._data[: _HEAD.size]
        if self._data[_HEAD.size : _START] != struct.pack("I", crc32(head)):
            raise ValueError(f"{path.name}: no word table")
        magic, size, buckets = _HEAD.unpack(head)
        if magic != _MAGIC or size != len(self._data):
            raise ValueError(f"{path.name}: not a whole word table")
        self._name, self._last = path.name, buckets - 1
        self._start = _START + 8 * buckets
        self._buckets = memoryview(self._data)[_START : self._start].cast("I")

    def get(self, word: str) -> str | None:
        """What ``word`` stands for, or None. Raises ValueError where the file is damaged."""
        key = word.encode("utf-8", "surrogatepass")
        bucket = 2 * (crc32(key) & self._last)
        start = self._buckets[bucket - 2] if bucket else self._start
        held = self._data[start : self._buckets[bucket]]
        if crc32(held) != self._buckets[bucket + 1]:
            raise ValueError(f"{self._name}: damaged")
        _, found, after = held.partition(_WORD + key + _VALUE)
        if not found:
            return None
        end = after.find(_WORD)
        put_on = after[1:end] if end >= 0 else after[1:]
        return word[: len(word) - after[0]] + put_on.decode()


def write_word_table(path: Path, words: Mapping[str, str]) -> None:
    """Write each word (of at most 253 letters) with what it stands for.

    Other processes find all of it or nothing. Raises OSError.
    """
    # Opened first: to make the table for a folder that takes none would be two seconds' work.
    new = path.with_name(f"{path.name}.{os.getpid()}.{get_ident()}")
    with new.open("xb") as file:
        try:
            file.writelines(_parts(words))
            file.close()
            new.replace(path)
        except OSError:
            file.close()
            new.unlink(missing_ok=True)
            raise


def _parts(words: Mapping[str, str]) -> Iterator[bytes | bytearray]:
    """What a table of ``words`` consists of, from beginning to end."""
    count = 1 << (len(words) // _IN_A_BUCKET).bit_length()
    buckets = [bytearray() for _ in range(count)]
    for word, value in words.items():
        key = word.encode()
        # Most words begin with their dictionary form, and are done in a sixth of the time.
        shared = len(value if word.startswith(value) else os.path.commonprefix([word, value]))
        edit = bytes([len(word) - shared]) + value[shared:].encode()
        buckets[crc32(key) & (count - 1)] += _WORD + key + _VALUE + edit
    ends = list(accumulate(map(len, buckets), initial=_START + 8 * count))
    head = _HEAD.pack(_MAGIC, ends[-1], count)
    yield head + struct.pack("I", crc32(head))
    for end, bucket in zip(ends[1:], buckets, strict=True):
        yield struct.pack("II", end, crc32(bucket))
    yield from buckets
