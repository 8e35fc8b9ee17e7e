"""One escaped element of HTML or SVG: the only place where the report writes a tag."""

from __future__ import annotations

from html import escape

_VOID = frozenset({"input"})

Value = str | float


def element(name: str, *content: str, **attributes: Value) -> str:
    """An element. ``content`` is markup, escaped already; attribute values are escaped here.

    In attribute names a trailing ``_`` is dropped and any other becomes ``-``; an empty string
    as value stands for a boolean attribute.
    """
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + (f'="{_attribute(value)}"' if value != "" else "")
        for key, value in attributes.items()
    )
    return f"<{name}{said}>" + ("" if name in _VOID else f"{''.join(content)}</{name}>")


def words(name: str, text: str, **attributes: Value) -> str:
    """An element that holds nothing but text, which is escaped here."""
    return element(name, escape(text), **attributes)


def _attribute(value: Value) -> str:
    return escape(value) if isinstance(value, str) else coordinate(value)


def coordinate(value: float) -> str:
    """A number to a hundredth, so that a page has the same bytes on every machine."""
    shortened = f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
    return "0" if shortened in ("-0", "") else shortened
