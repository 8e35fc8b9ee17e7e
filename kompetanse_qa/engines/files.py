"""Arrays on disk: no pickle, the same arrays give the same bytes, a damaged file is named."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kompetanse_qa.errors import DamagedIndex, IndexNotWritten

if TYPE_CHECKING:
    from numpy.typing import NDArray


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write the arrays into one file. Raises IndexNotWritten."""
    import numpy as np

    try:
        np.savez(path, **arrays)  # type: ignore[arg-type]  # stubs take allow_pickle for an array
    except OSError as error:
        raise IndexNotWritten(path.parent, path.name, error.strerror or str(error)) from error


def read_arrays(path: Path, names: Sequence[str]) -> dict[str, NDArray[Any]]:
    """The arrays of these names. Raises DamagedIndex."""
    import numpy as np

    try:
        # np.load leaves a damaged file open if it opens it itself.
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return {name: file[name] for name in names}
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise DamagedIndex(path.parent, path.name, str(error)) from error


def packed_texts(texts: Sequence[str], name: str) -> dict[str, NDArray[Any]]:
    """Some texts as two arrays: all of them in UTF-8, and their lengths in characters."""
    import numpy as np

    return {
        f"{name}_text": np.frombuffer("".join(texts).encode("utf-8", "surrogatepass"), np.uint8),
        f"{name}_lengths": np.array([len(text) for text in texts], np.int32),
    }


def unpacked_texts(arrays: Mapping[str, NDArray[Any]], name: str) -> list[str]:
    """What `packed_texts` packed; ValueError if it is none of that."""
    import numpy as np

    text = arrays[f"{name}_text"].tobytes().decode("utf-8", "surrogatepass")
    ends = np.cumsum(arrays[f"{name}_lengths"]).tolist()
    if ends and ends[-1] != len(text):
        raise ValueError(f"{name}: {len(text)} != {ends[-1]}")
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
