"""A person's name in its parts, as reference lists need it."""

from __future__ import annotations


def family_first(name: str) -> str:
    """``May Britt Postholm`` → ``Postholm, May Britt``; a single word stays as it is."""
    given, _, family = name.strip().rpartition(" ")
    return f"{family}, {given}" if given else family


def family_name(name: str) -> str:
    """``May Britt Postholm`` → ``Postholm``."""
    return name.strip().rpartition(" ")[2]


def initials(name: str) -> str:
    """``Aase Marthe J. Horigmo`` → ``A. M. J.``; a double name keeps its hyphen (``A.-M.``)."""
    given = name.strip().rpartition(" ")[0].split()
    return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in given)
