"""BibTeX: a ``@techreport`` entry, safe to paste into a .bib file."""

from __future__ import annotations

import re
import unicodedata

from kompetanse_qa.citing.names import family_first, family_name
from kompetanse_qa.records import Citation

# The characters that TeX gives a meaning. Norwegian letters stay: BibLaTeX and current BibTeX
# styles read UTF-8.
_SPECIAL = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def bibtex(citation: Citation) -> str:
    """One entry; the page goes into ``note`` since the entry names the whole report."""
    page = citation.page_label or (str(citation.page) if citation.page else None)
    authors = [_tex(family_first(a)) for a in citation.authors]
    fields = {
        # Extra braces keep a publisher that is the author from being read as a person's name.
        "author": " and ".join(authors)
        or (citation.publisher and f"{{{_tex(citation.publisher)}}}"),
        "title": f"{{{_tex(citation.title)}}}",
        "institution": citation.publisher and _tex(citation.publisher),
        "year": citation.year and str(citation.year),
        "url": citation.url,
        "note": page and f"s. {_tex(page)}",
        "langid": "norwegian",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@techreport{{{_key(citation)},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)


def _key(citation: Citation) -> str:
    if citation.authors:
        who = family_name(citation.authors[0])
    else:
        who = (citation.publisher or citation.report_id).split()[0]
    spelled = who.lower().replace("æ", "ae").replace("ø", "o")  # the others lose an accent below
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^a-z0-9]', '', plain) or 'rapport'}{citation.year or ''}"
