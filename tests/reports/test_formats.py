"""A format is one module and its row in the table of modules: read, indexed, verified."""

from __future__ import annotations

import codecs
import sys
from types import ModuleType

import pytest

from kompetanse_qa import reports
from kompetanse_qa.errors import UnreadableReport
from kompetanse_qa.indexing import build_index
from kompetanse_qa.reports import find_files, read_report, source_text, text
from kompetanse_qa.search import open_index
from kompetanse_qa.verifying import Verifier

SENTENCE = "Svømmehallen i Åsgrenda åpnet i 2011 og har seks baner."


def decoded(data, path):
    return codecs.decode(data.decode(), "rot13")


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A folder with one file of a made-up format: text in ROT13."""
    module = ModuleType("kompetanse_qa.reports.rotated")
    module.parse = lambda data, path: text.parse(decoded(data, path).encode(), path)
    module.source_text = decoded
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(reports._MODULES, ".rot", "rotated")
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "hall.rot").write_text(codecs.encode(SENTENCE, "rot13"), encoding="utf-8")
    return folder


def test_a_made_up_format_of_one_row_is_read_in_its_own_characters(corpus):
    (path,) = find_files(corpus)
    ((_, block),) = read_report(path, corpus, None).blocks()
    assert block.text == source_text(path) == SENTENCE


def test_a_made_up_format_of_one_row_is_indexed_and_verified(corpus, tmp_path):
    build_index(corpus, tmp_path / "index", encoder="toy")
    with open_index(tmp_path / "index") as index:
        (passage,) = index.passages_of("hall")
    quotes = [passage.text, passage.text.replace("seks", "sju")]
    answer = {"hits": [{"report_id": "hall", "text": quote} for quote in quotes]}
    outcomes = [check.outcome for check in Verifier(corpus).check(answer)]
    assert (passage.text, outcomes) == (SENTENCE, ["stands", "missing"])


def test_content_that_says_pdf_is_read_as_pdf_whatever_the_suffix(corpus):
    path = corpus / "rapport.rot"
    path.write_bytes(b"\n%PDF-1.7\nno more")
    for read in (source_text, lambda path: read_report(path, corpus, None)):
        with pytest.raises(UnreadableReport) as caught:
            read(path)
        assert caught.value.reason == "damaged"


def test_a_suffix_without_a_row_is_named_in_the_error(corpus):
    path = corpus / "rapport.odt"
    path.write_bytes(b"tekst")
    with pytest.raises(UnreadableReport) as caught:
        source_text(path)
    assert (caught.value.reason, caught.value.detail) == ("unsupported", ".odt")
