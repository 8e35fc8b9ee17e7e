"""Ask a folder of Norwegian reports: passage, sentence and citation, or an honest "not found".

>>> from kompetanse_qa import open_index
>>> with open_index() as index:
...     answer = index.ask("Hvordan opplever lærerne kvaliteten på videreutdanningen?")
>>> answer.found
True
>>> answer.citations[0].report_id
'deltakerundersokelsen-2022-laerere'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kompetanse_qa.errors import KompetanseError
    from kompetanse_qa.evaluation.evaluate import evaluate
    from kompetanse_qa.indexing import build_index
    from kompetanse_qa.records import Answer, Citation, Hit, Passage, Report
    from kompetanse_qa.search import open_index

__all__ = [
    "Answer",
    "Citation",
    "Hit",
    "KompetanseError",
    "Passage",
    "Report",
    "build_index",
    "evaluate",
    "open_index",
]

_ROOM = {
    "Answer": "records",
    "Citation": "records",
    "Hit": "records",
    "KompetanseError": "errors",
    "Passage": "records",
    "Report": "records",
    "build_index": "indexing",
    "evaluate": "evaluation.evaluate",
    "open_index": "search",
}


def __getattr__(name: str) -> object:
    """Load a name of the public face when it is first used (PEP 562)."""
    if name not in _ROOM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"kompetanse_qa.{_ROOM[name]}"), name)
