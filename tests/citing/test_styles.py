"""Citations: each expected entry is written out as the style guide would."""

from __future__ import annotations

from dataclasses import replace

from kompetanse_qa.citing import apa, apa_in_text, bibtex, cite, ris
from kompetanse_qa.records import Citation

TWO = Citation(
    passage_id="ab12", report_id="partnerskap", title="Partnerskap for lærerkompetanse",
    descriptive_title=False, authors=("Aase Marthe J. Horigmo", "Bent B. Andresen"),
    publisher="Oxford Research", year=2012, headings=("Samarbeidet har fungert godt",),
    page=12, page_label="9", lines=None, url="https://example.org/r?a=1&b=2",
    source="partnerskap.pdf", quote="Samarbeidet har\nfungert.",
)  # fmt: skip
INSTITUTION = replace(
    TWO, authors=(), publisher="Rambøll management", year=2022, title="Læringsmiljø",
    page=None, page_label=None, url=None,
)  # fmt: skip


def test_apa_has_ampersand_without_comma_initials_and_publisher():
    assert apa(TWO) == (
        "Horigmo, A. M. J. & Andresen, B. B. (2012). Partnerskap for lærerkompetanse. "
        "Oxford Research. https://example.org/r?a=1&b=2"
    )
    assert apa_in_text(TWO) == "(Horigmo & Andresen, 2012, s. 9)"


def test_a_publisher_that_is_the_author_is_not_repeated():
    assert apa(INSTITUTION) == "Rambøll management. (2022). Læringsmiljø."
    assert apa_in_text(INSTITUTION) == "(Rambøll management, 2022, «Samarbeidet har fungert godt»)"


def test_three_authors_are_named_in_the_list_and_shortened_in_the_text():
    three = replace(TWO, authors=("Kari Berg", "Ola Dal", "Per-Erik Li"))
    assert apa(three).startswith("Berg, K., Dal, O. & Li, P.-E. (2012).")
    assert apa_in_text(three) == "(Berg mfl., 2012, s. 9)"


def test_a_descriptive_title_and_a_missing_year_are_marked():
    unknown = replace(INSTITUTION, descriptive_title=True, year=None)
    assert apa(unknown) == "Rambøll management. (u.å.). [Læringsmiljø]."


def test_without_author_and_publisher_the_title_comes_first():
    bare = replace(INSTITUTION, publisher=None)
    assert apa(bare) == "Læringsmiljø (2022)."


def test_the_page_of_the_file_never_passes_for_the_printed_one():
    assert apa_in_text(replace(TWO, page_label=None)) == "(Horigmo & Andresen, 2012, PDF-s. 12)"


def test_bibtex_escapes_what_tex_would_read_and_keeps_norwegian_letters():
    assert bibtex(replace(TWO, title="Lærere & 50 % {x}_y")) == "\n".join(
        [
            "@techreport{horigmo2012,",
            "  author = {Horigmo, Aase Marthe J. and Andresen, Bent B.},",
            r"  title = {{Lærere \& 50 \% \{x\}\_y}},",
            "  institution = {Oxford Research},",
            "  year = {2012},",
            "  url = {https://example.org/r?a=1&b=2},",
            "  note = {s. 9},",
            "  langid = {norwegian}",
            "}",
        ]
    )


def test_bibtex_braces_an_institution_as_author():
    entry = bibtex(INSTITUTION)
    assert entry.startswith("@techreport{ramboll2022,")
    assert "author = {{Rambøll management}}" in entry


def test_ris_has_a_field_a_line_and_the_quote_on_one():
    assert ris(TWO).split("\n") == [
        "TY  - RPRT",
        "AU  - Horigmo, Aase Marthe J.",
        "AU  - Andresen, Bent B.",
        "TI  - Partnerskap for lærerkompetanse",
        "PB  - Oxford Research",
        "PY  - 2012",
        "SP  - 9",
        "UR  - https://example.org/r?a=1&b=2",
        "LA  - no",
        "N1  - Samarbeidet har fungert.",
        "ER  - ",
    ]


def test_cite_in_apa_gives_the_entry_and_the_reference_in_the_text():
    assert cite(TWO, "apa").split("\n") == [apa(TWO), apa_in_text(TWO)]
