"""PDFs made for the tests: every line is put where a test wants it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT = 72.0


@dataclass(frozen=True)
class Text:
    """Words at ``left`` points from the left and ``top`` points from the top."""

    left: float
    top: float
    text: str
    size: float = 11
    font: str = "Helvetica"


@dataclass
class Sheet:
    """A page that is filled from the top."""

    marks: list[Text] = field(default_factory=list)
    top: float = 100.0
    turned: bool = False

    def put(self, left: float, top: float, text: str, size: float = 11, bold: bool = False) -> None:
        font = "Helvetica-Bold" if bold else "Helvetica"
        self.marks.append(Text(left, top, text, size, font))

    def heading(self, text: str, size: float = 16, bold: bool = True) -> None:
        self.top += size
        self.put(LEFT, self.top, text, size, bold)
        self.top += size + 10

    def lines(
        self, *lines: str, left: float = LEFT, size: float = 11, indent: float = 0, gap: float = 10
    ) -> None:
        """Lines of one paragraph; ``indent`` moves the first, ``gap`` follows the last."""
        for number, line in enumerate(lines):
            self.put(left + (indent if number == 0 else 0), self.top, line, size)
            self.top += 1.3 * size
        self.top += gap

    def row(self, *cells: str, lefts: Sequence[float], size: float = 11) -> None:
        for left, cell in zip(lefts, cells, strict=True):
            self.put(left, self.top, cell, size)
        self.top += 1.5 * size


def pdf(
    *sheets: Sheet,
    title: str = "",
    author: str = "",
    password: tuple[str, str] | None = None,
    roman: int | None = None,
    outline: Sequence[tuple[int, str, int]] = (),
) -> bytes:
    """A PDF of these pages.

    ``password`` is the user's and the owner's; the first ``roman`` pages are labelled i, ii, …
    and the others 1, 2, … in /PageLabels; ``outline`` has page, title and level (0-based).
    """
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    buffer = io.BytesIO()
    lock = StandardEncryption(*password) if password else None
    canvas = Canvas(buffer, pagesize=A4, encrypt=lock, invariant=True)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    if roman is not None:
        canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
        canvas.addPageLabel(roman, style="ARABIC", start=1)
    for number, sheet in enumerate(sheets, start=1):
        for page, name, level in outline:
            if page == number:
                canvas.bookmarkPage(name)
                canvas.addOutlineEntry(name, name, level)
        if sheet.turned:
            canvas.setPageSize((HEIGHT, WIDTH))
            canvas.translate(HEIGHT, 0)
            canvas.rotate(90)
        for mark in sheet.marks:
            canvas.setFont(mark.font, mark.size)
            canvas.drawString(mark.left, HEIGHT - mark.top, mark.text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def scanned(pages: int) -> bytes:
    """A PDF whose pages hold a picture each and no text."""
    from PIL import Image

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for _ in range(pages):
        canvas.drawImage(ImageReader(Image.new("L", (20, 30), 200)), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def without_pages() -> bytes:
    """A sound PDF with an empty page tree."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 3\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table
