"""PDFs that can't be read, each with its reason."""

from pathlib import Path

import pytest

from kompetanse_qa.errors import UnreadableReport
from kompetanse_qa.reports.pdf import parse
from tests.reports.pdfs import Sheet, pdf, scanned, without_pages

PATH = Path("rapport.pdf")


def _short() -> Sheet:
    sheet = Sheet()
    sheet.lines("Rapporten er kort, men den kan leses av alle.")
    return sheet


def _reason(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableReport) as caught:
        parse(data, PATH)
    assert caught.value.path == PATH
    return caught.value.reason, caught.value.detail


def test_no_bytes_are_an_empty_file() -> None:
    assert _reason(b"") == ("empty", "")


def test_bytes_that_are_no_pdf_are_damaged() -> None:
    assert _reason(b"%PDF-1.7\n" + b"\x00\xff" * 300) == ("damaged", "")


def test_a_pdf_cut_in_half_is_damaged() -> None:
    # reportlab writes the page tree near the end, so that the first half has no pages.
    data = pdf(_short(), _short())
    assert _reason(data[: len(data) // 2])[0] == "damaged"


def test_a_pdf_that_needs_a_password_is_encrypted() -> None:
    assert _reason(pdf(_short(), password=("hemmelig", "eier"))) == ("encrypted", "")


def test_a_pdf_that_only_its_owner_has_locked_is_read() -> None:
    parsed = parse(pdf(_short(), password=("", "eier")), PATH)
    assert parsed.sections[0].blocks[0].text == "Rapporten er kort, men den kan leses av alle."


def test_a_pdf_with_an_empty_page_tree_has_no_pages() -> None:
    assert _reason(without_pages()) == ("no_pages", "")


def test_a_scan_has_no_text_layer_and_its_pages_are_counted() -> None:
    assert _reason(scanned(3)) == ("no_text_layer", "3")


def test_blank_pages_alone_have_no_text_layer() -> None:
    assert _reason(pdf(Sheet(), Sheet())) == ("no_text_layer", "2")


def test_a_blank_page_among_others_is_passed_over() -> None:
    parsed = parse(pdf(_short(), Sheet(), _short()), PATH)
    pages = [block.position.page for section in parsed.sections for block in section.blocks]
    assert pages == [1, 3]
