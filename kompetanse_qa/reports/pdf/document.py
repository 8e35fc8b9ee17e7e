"""What pdfium extracts from a PDF: words with their place and type, outline, labels, info."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kompetanse_qa.errors import UnreadableReport
from kompetanse_qa.records import SkipReason
from kompetanse_qa.reports.pdf.words import PageWords, page_words

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_PASSWORD_NEEDED = 4  # FPDF_ERR_PASSWORD
_EMPTY_TREE = re.compile(rb"/Pages\b[^>]*/Count\s+0\b|/Count\s+0\b[^>]*/Pages\b")
_LETTERS_OF_A_TEXT_PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """An entry of the PDF outline."""

    title: str
    level: int
    """1 is the outermost."""
    page: int
    """File page, 1-based."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page."""

    number: int
    """File page, 1-based."""
    words: PageWords
    label: str | None
    """What the file's /PageLabels say, if it has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that is used of a PDF; nothing of it is open any more."""

    pages: tuple[Page, ...]
    outline: tuple[Bookmark, ...]
    info: dict[str, str]
    """The document information: Title, Author, CreationDate, … as they stand."""


def extract(data: bytes, path: Path) -> Document:
    """Extract what the PDF in ``data`` holds; ``path`` is only for errors.

    An encrypted file that opens with the empty user password is read. Raises
    `UnreadableReport` with the reason empty, encrypted, damaged, no_pages or no_text_layer
    (detail: the number of pages).
    """
    from pypdfium2 import PdfDocument, PdfiumError

    if not data:
        raise UnreadableReport(path, "empty")
    try:
        opened = PdfDocument(data)
    except PdfiumError as error:
        raise UnreadableReport(path, _why(data, error.err_code)) from error
    with closing(opened):
        if len(opened) == 0:
            raise UnreadableReport(path, _why(data, None))
        try:
            pages = tuple(_page(opened, index) for index in range(len(opened)))
        except PdfiumError as error:
            raise UnreadableReport(path, "damaged", str(error)) from error
        letters = max(page.words.letters for page in pages)
        if letters == 0 or (letters < _LETTERS_OF_A_TEXT_PAGE and _has_image(opened)):
            raise UnreadableReport(path, "no_text_layer", str(len(pages)))
        return Document(
            pages=pages, outline=tuple(_outline(opened)), info=opened.get_metadata_dict()
        )


def _why(data: bytes, code: int | None) -> SkipReason:
    """Why pdfium opened no page.

    It sets no error for a page tree without pages, so that ``code`` may be the one of an
    earlier file: the bytes must agree with it. The keys looked for are never compressed in a
    file that is encrypted, nor by the printers that write empty page trees.
    """
    if code == _PASSWORD_NEEDED and b"/Encrypt" in data:
        return "encrypted"
    return "no_pages" if _EMPTY_TREE.search(data) and b"%%EOF" in data[-2048:] else "damaged"


def _page(opened: PdfDocument, index: int) -> Page:
    page = opened[index]
    with closing(page), closing(page.get_textpage()) as textpage:
        words = page_words(page, textpage)
    return Page(
        number=index + 1,
        words=words,
        label=opened.get_page_label(index) or None,
    )


def _has_image(opened: PdfDocument) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    def shows_image(page: PdfPage) -> bool:
        with closing(page):
            return any(True for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))

    return any(shows_image(opened[index]) for index in range(len(opened)))


def _outline(opened: PdfDocument) -> Iterator[Bookmark]:
    for entry in opened.get_toc():
        target = entry.get_dest()
        index = target.get_index() if target else None
        if index is not None:
            title = " ".join(entry.get_title().split())
            yield Bookmark(title=title, level=entry.level + 1, page=index + 1)
