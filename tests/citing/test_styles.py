"""Citations: each expected entry is written out as the style guide would."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kompetanse_qa.citing import STYLES, apa, apa_in_text, bibtex, cite, ris
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


def test_up_to_twenty_authors_are_all_named_in_the_list():
    twenty = replace(TWO, authors=tuple(f"Kari Berg{n}" for n in range(1, 21)))
    nineteen = ", ".join(f"Berg{n}, K." for n in range(1, 20))
    assert apa(twenty).startswith(f"{nineteen} & Berg20, K. (2012).")


def test_of_more_than_twenty_authors_the_first_nineteen_and_the_last_are_named():
    # The Norwegian APA manual: from the 21st on, the first 19, an ellipsis, the last, and no &.
    for count in (21, 30):
        many = replace(TWO, authors=tuple(f"Kari Berg{n}" for n in range(1, count + 1)))
        nineteen = ", ".join(f"Berg{n}, K." for n in range(1, 20))
        assert apa(many).startswith(f"{nineteen}, … Berg{count}, K. (2012).")


def test_one_author_stands_alone_and_one_name_has_no_initials():
    assert apa(replace(TWO, authors=("Kari Berg",))).startswith("Berg, K. (2012).")
    assert apa(replace(TWO, authors=("Voltaire",))).startswith("Voltaire. (2012).")
    assert apa_in_text(replace(TWO, authors=("Voltaire",))) == "(Voltaire, 2012, s. 9)"


@pytest.mark.parametrize(("publisher", "who"), [("Forlag AS.", "Forlag AS."), ("X", "X.")])
def test_an_institution_ends_in_one_full_stop(publisher: str, who: str):
    assert apa(replace(INSTITUTION, publisher=publisher)) == f"{who} (2022). Læringsmiljø."


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


def test_bibtex_escapes_every_character_that_tex_gives_a_meaning():
    entry = bibtex(replace(INSTITUTION, title=r"a\b&c%d$e#f_g{h}i~j^k"))
    escaped = r"a\textbackslash{}b\&c\%d\$e\#f\_g\{h\}i\textasciitilde{}j\textasciicircum{}k"
    assert f"  title = {{{{{escaped}}}}}," in entry.split("\n")
    assert r"  institution = {Bok \& Data}," in bibtex(replace(TWO, publisher="Bok & Data"))


@pytest.mark.parametrize(
    ("author", "key"),
    [
        ("Kari Ærøe", "aeroe2012"),
        ("André Sjö-Lévy", "sjolevy2012"),
        ("O'Hara", "ohara2012"),
        ("李", "rapport2012"),
    ],
)
def test_a_bibtex_key_is_spelled_in_plain_letters(author: str, key: str):
    assert bibtex(replace(TWO, authors=(author,))).startswith(f"@techreport{{{key},\n")


def test_bibtex_leaves_out_what_is_not_known():
    bare = replace(INSTITUTION, publisher=None, year=None)
    assert bibtex(bare).split("\n") == [
        "@techreport{partnerskap,",
        "  title = {{Læringsmiljø}},",
        "  langid = {norwegian}",
        "}",
    ]


def test_without_a_printed_page_the_file_s_page_is_given():
    unlabelled = replace(TWO, page_label=None)
    assert "  note = {s. 12}," in bibtex(unlabelled).split("\n")
    assert "SP  - 12" in ris(unlabelled).split("\n")


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


def test_ris_takes_an_institution_for_the_author_without_its_comma():
    # A comma would make "Kunnskap" the family name of a person.
    entry = ris(replace(INSTITUTION, publisher="Kunnskap, X og Y"))
    assert entry.split("\n")[:4] == [
        "TY  - RPRT",
        "AU  - Kunnskap X og Y",
        "TI  - Læringsmiljø",
        "PB  - Kunnskap, X og Y",
    ]


def test_ris_leaves_out_what_is_not_known():
    bare = replace(INSTITUTION, publisher=None, year=None, quote=" ")
    assert ris(bare).split("\n") == ["TY  - RPRT", "TI  - Læringsmiljø", "LA  - no", "ER  - "]


def test_a_person_of_one_name_has_no_comma():
    one = replace(TWO, authors=("Voltaire",))
    assert "AU  - Voltaire" in ris(one).split("\n")
    assert "  author = {Voltaire}," in bibtex(one).split("\n")


def test_cite_gives_every_style_there_is():
    assert STYLES == ("apa", "bibtex", "ris")
    assert (cite(TWO, "bibtex"), cite(TWO, "ris")) == (bibtex(TWO), ris(TWO))


def test_cite_in_apa_gives_the_entry_and_the_reference_in_the_text():
    assert cite(TWO, "apa").split("\n") == [apa(TWO), apa_in_text(TWO)]
