"""What stands on the clipboard."""

from __future__ import annotations

from compost import APA, CITATION

from kompetanse_qa.sitting.copying import copied_text


def test_quote_and_citation_are_what_is_pasted_into_a_document() -> None:
    assert copied_text(CITATION, "quote_and_apa") == (
        "«Lærerne mente\nat elevene lærte mest.» (Nordmann & Berg, 2020, s. 12)\n\n" + APA
    )


def test_each_piece_is_copied_as_its_name_says() -> None:
    assert copied_text(CITATION, "quote") == CITATION.quote
    assert copied_text(CITATION, "apa") == APA
    assert copied_text(CITATION, "bibtex").startswith("@techreport{nordmann2020,")
    assert copied_text(CITATION, "ris").startswith("TY  - RPRT\n")
