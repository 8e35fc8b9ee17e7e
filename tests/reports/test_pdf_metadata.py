"""What a PDF says of itself, believed only where it is plausible."""

from pathlib import Path

import pytest

from kompetanse_qa.reports.pdf import parse
from kompetanse_qa.reports.pdf.metadata import said
from tests.reports.pdfs import Sheet, pdf


def _title(in_file: str, on_page: str = "", size: float = 24) -> str | None:
    sheet = Sheet()
    if on_page:
        sheet.heading(on_page, size)
    sheet.lines("Denne rapporten handler om lærernes kompetanse.")
    return parse(pdf(sheet, title=in_file), Path("rapport.pdf")).title


def test_the_title_in_the_file_is_taken() -> None:
    assert _title("Kompetanse i barnehagen", "Rapport") == "Kompetanse i barnehagen"


@pytest.mark.parametrize(
    "made_up", ["Microsoft Word - sluttrapport.docx", "rapport_v2_endelig", "untitled", "Dokument1"]
)
def test_a_title_that_a_program_made_up_gives_way_to_the_largest_type(made_up: str) -> None:
    assert _title(made_up, "Lærere i videreutdanning") == "Lærere i videreutdanning"


def test_without_a_title_and_large_type_there_is_none() -> None:
    assert _title("Microsoft Word - sluttrapport.docx") is None


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("May Britt Postholm og Thomas Dahl", ("May Britt Postholm", "Thomas Dahl")),
        ("May Britt Postholm; Thomas Dahl", ("May Britt Postholm", "Thomas Dahl")),
        ("May Britt Postholm, Thomas Dahl", ("May Britt Postholm", "Thomas Dahl")),
        ("Postholm, May Britt", ("Postholm, May Britt",)),
        ("mbp", ()),
        ("Administrator", ()),
        ("", ()),
    ],
)
def test_authors_are_names_and_no_accounts(author: str, names: tuple[str, ...]) -> None:
    assert said({"Author": author}, (), 11).authors == names


def test_the_year_of_making_is_taken_unless_the_first_pages_name_others() -> None:
    made = {"CreationDate": "D:20130614120000"}
    assert said(made, (), 11).year == 2013
    cover = Sheet()
    cover.lines("Evaluering av Kompetanse for kvalitet, oktober 2012")
    # reportlab's fixed date of making is 1 January 2000, and the cover names one other year.
    assert parse(pdf(cover), Path("rapport.pdf")).year == 2012
    cover.lines("Første utgave kom i 2009")
    assert parse(pdf(cover), Path("rapport.pdf")).year is None
