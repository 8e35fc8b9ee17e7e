"""The letters of a PDF made searchable: ligatures, combining marks, odd spaces, private bullets."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
# Word's bullets are letters of the fonts Symbol and Wingdings, which have private code points.
_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06e\uf0a8\uf02d", "•")
# A hyphen at a line end is reported by pdfium as U+0002 or, by its older calls, as U+FFFE.
_HYPHENS = {"\x02": "-", "\ufffe": "-"}
_NOTHING = dict.fromkeys("\x00\u200b\u200c\u200d\u2060\ufeff", "")
_TABLE = str.maketrans(_LIGATURES | _BULLETS | _HYPHENS | _NOTHING)

_SOFT_HYPHEN_INSIDE = re.compile("\u00ad(?!$)")
# TeX and some printers draw å as a letter with a ring that is a character of its own.
_LOOSE_RING = re.compile("\u02da([aA])|([aA])\u02da")


def searchable(word: str) -> str:
    """``word`` (no white space in it) as a reader would type it.

    Ligatures are spelled out, combining marks and loose rings composed (NFC: a + ring is å), soft
    hyphens dropped but for one at the word's end, zero-width and unmapped characters dropped,
    private-use bullets made "•". Letters of the report are not changed in any other way.
    """
    if word.isascii() and word.isprintable():
        return word
    # pdfium hands over characters beyond U+FFFF as two surrogates.
    word = word.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    word = unicodedata.normalize("NFC", word.translate(_TABLE))
    word = _LOOSE_RING.sub(lambda m: "å" if (m[1] or m[2]) == "a" else "Å", word)
    return _SOFT_HYPHEN_INSIDE.sub("", word)
