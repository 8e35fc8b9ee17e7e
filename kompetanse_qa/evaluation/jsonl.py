"""Files with one JSON object a line: gold sets, BEIR corpora and queries, saved runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kompetanse_qa.errors import BadInput


def read_objects(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Number, from 1, and object of each line that isn't blank.

    Raises BadInput, with the number of a line that holds no object.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, _object(path, number, line)
    except UnicodeDecodeError as error:
        raise BadInput(path, "encoding") from error
    except OSError as error:
        raise BadInput(path, str(error)) from error


def _object(path: Path, number: int, line: str) -> Mapping[str, Any]:
    try:
        fields = json.loads(line)
    except ValueError as error:
        raise BadInput(path, "not_json", number) from error
    if not isinstance(fields, dict):
        raise BadInput(path, "not_an_object", number)
    return fields
