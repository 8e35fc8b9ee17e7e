"""The words of one PDF page with their place, size and weight, by pdfium's character calls."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kompetanse_qa.reports.pdf.letters import searchable

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_LINE_END_HYPHENS = ("\x02", "\ufffe")  # what pdfium calls them
_OFF_BASELINE = 0.5  # points
_RAISED_SIZE = 0.8  # a raised letter is smaller than this share of its neighbour
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18  # flag of the font descriptor


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Letters without white space between them, in one size on one baseline.

    All measures are points; ``baseline`` counts downwards from the page's top edge.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    spaced: bool
    """White space stands before it in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """The words of a page in the order of the file."""

    upright: tuple[Word, ...]
    """Those that run in the main direction: that of most letters, to 90°.

    So a landscape table set sideways reads as it should, and a rotated page needs no care.
    """
    sideways: tuple[Word, ...]
    """The others, measured in their own direction."""

    @property
    def letters(self) -> int:
        """How many characters the page has, white space not counted."""
        return sum(len(word.text) for word in self.upright + self.sideways)


def page_words(page: PdfPage, textpage: PdfTextPage) -> PageWords:
    """Every word on the page."""
    reader = _Reader(page, textpage)
    by_angle: dict[int, list[Word]] = {}
    letters: Counter[int] = Counter()
    for angle, word in reader.words():
        by_angle.setdefault(angle, []).append(word)
        letters[angle] += len(word.text)
    main = min(letters, key=lambda angle: (-letters[angle], angle), default=0)
    others = [word for angle in sorted(by_angle) if angle != main for word in by_angle[angle]]
    return PageWords(
        upright=tuple(_on_one_baseline(by_angle.get(main, []))),
        sideways=tuple(others),
    )


class _Reader:
    """One page's characters. The cheap calls are made for each, the dear ones once a word."""

    def __init__(self, page: PdfPage, textpage: PdfTextPage) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._page = textpage.raw
        self._count = textpage.count_chars()
        self._edges = page.get_mediabox()
        self._weights: dict[int, bool] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix: ctypes.Structure = raw.FS_MATRIX()
        self._box: ctypes.Structure = raw.FS_RECTF()

    def words(self) -> Iterator[tuple[int, Word]]:
        """Every word with its angle: 0, 90, 180 or 270."""
        for text, first, last, spaced in self._runs():
            if not (shown := searchable(text)):
                continue
            m = self._turn(first)
            angle = round(math.degrees(math.atan2(m.b, m.a)) / 90) % 4 * 90
            size = self._raw.FPDFText_GetFontSize(self._page, first) * math.hypot(m.c, m.d)
            self._raw.FPDFText_GetLooseCharBox(self._page, last, self._box)
            box = self._box
            left, baseline = self._seen(*self._origin(first), angle)
            corners = ((box.left, box.bottom), (box.right, box.top))
            word = Word(
                text=shown,
                left=left,
                right=max(left, *(self._seen(x, y, angle)[0] for x, y in corners)),
                baseline=baseline,
                size=size,
                bold=self._is_bold(first),
                spaced=spaced,
            )
            yield angle, word

    def _runs(self) -> Iterator[tuple[str, int, int, bool]]:
        """Text, first and last character of each word, and whether a space stands before it.

        A word ends at white space, after a line-end hyphen (pdfium leaves out the break that
        follows it), and where the baseline moves: a footnote mark is a word of its own.
        """
        run, first, spaced = "", 0, True
        x0 = y0 = along_x = along_y = 0.0
        for index in range(self._count):
            letter = self._letter(index)
            if letter.isspace():
                if run:
                    yield run, first, index - 1, spaced
                    run, spaced = "", False
                spaced = spaced or letter not in "\r\n"
                continue
            x, y = self._origin(index)
            if run and abs(along_x * (y - y0) - along_y * (x - x0)) > _OFF_BASELINE:
                yield run, first, index - 1, spaced
                run, spaced = "", False
            if not run:
                first, x0, y0 = index, x, y
                m = self._turn(index)
                length = math.hypot(m.a, m.b) or 1.0
                along_x, along_y = m.a / length, m.b / length
            run += letter
            if letter in _LINE_END_HYPHENS:
                yield run, first, index, spaced
                run, spaced = "", False
        if run:
            yield run, first, self._count - 1, spaced

    def _letter(self, index: int) -> str:
        return chr(self._raw.FPDFText_GetUnicode(self._page, index))

    def _origin(self, index: int) -> tuple[float, float]:
        self._raw.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        return self._x.value, self._y.value

    def _turn(self, index: int) -> ctypes.Structure:
        """Get the matrix that turns and scales the text; the font size is not that on paper."""
        self._raw.FPDFText_GetMatrix(self._page, index, self._matrix)
        return self._matrix

    def _seen(self, x: float, y: float, angle: int) -> tuple[float, float]:
        """Turn a point of the page as text at ``angle`` has it: along the line, down the page."""
        left, bottom, right, top = self._edges
        if angle == 0:
            return x - left, top - y
        if angle == 90:
            return y - bottom, x - left
        if angle == 180:
            return right - x, y - bottom
        return top - y, right - x

    def _is_bold(self, index: int) -> bool:
        raw = self._raw
        font = raw.FPDFTextObj_GetFont(raw.FPDFText_GetTextObject(self._page, index))
        key = ctypes.cast(font, ctypes.c_void_p).value
        if key is None:
            return False
        if key not in self._weights:
            name = ctypes.create_string_buffer(128)
            raw.FPDFFont_GetBaseFontName(font, name, len(name))
            known = name.value.decode("latin-1").lower()
            self._weights[key] = (
                any(part in known for part in _BOLD_NAMES)
                or raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
                or bool(raw.FPDFFont_GetFlags(font) & _FORCE_BOLD)
            )
        return self._weights[key]


def _on_one_baseline(words: list[Word]) -> list[Word]:
    """Put raised and lowered marks on the baseline of the word that they touch.

    Smaller ones (footnote marks) may stand before or after it; one of the same size (an
    asterisk, a mathematical sign) goes with the word that it follows in the file.
    """
    aligned = list(words)
    for here, word in enumerate(words):
        for there in (here - 1, here + 1):
            if not 0 <= there < len(words):
                continue
            host = aligned[there]
            gap = word.left - host.right if there < here else host.left - word.right
            shift = abs(word.baseline - host.baseline) / host.size
            is_small = word.size < _RAISED_SIZE * host.size and abs(gap) < 0.3 * host.size
            follows = there < here and not word.spaced and abs(gap) < 0.1 * host.size
            if (is_small and shift < 0.6) or (follows and shift < 0.45):
                aligned[here] = replace(word, baseline=host.baseline)
                break
    return aligned
