"""Letters as they come out of PDFs, made searchable."""

import pytest

from kompetanse_qa.reports.pdf.letters import searchable


@pytest.mark.parametrize(
    ("drawn", "typed"),
    [
        ("\ufb01nne", "finne"),
        ("\ufb02ere", "flere"),
        ("e\ufb03cient", "efficient"),
        ("spra\u030ak", "språk"),
        ("A\u030arsrapport", "Årsrapport"),
        ("bla\u02da", "blå"),
        ("p\u02daa", "på"),
        ("kompe\u00adtanse", "kompetanse"),
        ("kompe\u00ad", "kompe\u00ad"),
        ("kompe\x02", "kompe-"),
        ("\uf0b7", "•"),
        ("\x00", ""),
        ("\ud83d\ude00", "\U0001f600"),
        ("skole", "skole"),
        ("§", "§"),
    ],
)
def test_a_word_reads_as_it_is_typed(drawn: str, typed: str) -> None:
    assert searchable(drawn) == typed
