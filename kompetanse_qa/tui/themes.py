"""The three themes: dark, light, high contrast. One accent colour each; the rest is quiet."""

from __future__ import annotations

from dataclasses import dataclass

from textual.theme import Theme


@dataclass(frozen=True, kw_only=True)
class _Colours:
    background: str
    surface: str
    panel: str
    foreground: str
    quiet: str
    """Text that is there when one looks for it."""
    accent: str
    answer: str
    on_answer: str
    cursor: str
    on_cursor: str
    cursor_away: str
    """The cursor of a list that does not have the focus."""
    scrollbar: str
    selection: str
    warning: str
    error: str


_DARK = _Colours(
    background="#12161a",
    surface="#1a2026",
    panel="#242c34",
    foreground="#dde3e8",
    quiet="#96a2ad",
    accent="#7fc8b8",
    answer="#1f4a44",
    on_answer="#f2fbf8",
    cursor="#2b3741",
    on_cursor="#ffffff",
    cursor_away="#1d242b",
    scrollbar="#39444e",
    selection="#2d6a61",
    warning="#e0b66c",
    error="#e58a82",
)
_LIGHT = _Colours(
    background="#fbfaf7",
    surface="#f1efe9",
    panel="#e6e3da",
    foreground="#20262b",
    quiet="#5b646c",
    accent="#0b665a",
    answer="#cdebe4",
    on_answer="#06302a",
    cursor="#dcebe6",
    on_cursor="#101417",
    cursor_away="#f1efe9",
    scrollbar="#c9c5ba",
    selection="#a9d9ce",
    warning="#8a5a00",
    error="#a32a22",
)
_CONTRAST = _Colours(
    background="#000000",
    surface="#1a1a1a",
    panel="#333333",
    foreground="#ffffff",
    quiet="#ffffff",
    accent="#ffe14d",
    answer="#ffe14d",
    on_answer="#000000",
    cursor="#5c4f00",
    on_cursor="#ffffff",
    cursor_away="#333333",
    scrollbar="#ffffff",
    selection="#5c5c5c",
    warning="#7de0ff",
    error="#ffb3ab",
)


def _own_variables(c: _Colours) -> dict[str, str]:
    return {
        "quiet": c.quiet,
        "answer-background": c.answer,
        "answer-foreground": c.on_answer,
    }


def _theme(name: str, c: _Colours, *, dark: bool) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=c.accent,
        secondary=c.accent,
        accent=c.accent,
        success=c.accent,
        warning=c.warning,
        error=c.error,
        foreground=c.foreground,
        background=c.background,
        surface=c.surface,
        panel=c.panel,
        text_alpha=1.0,
        variables={
            **_own_variables(c),
            "block-cursor-background": c.cursor,
            "block-cursor-foreground": c.on_cursor,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": c.cursor_away,
            "block-cursor-blurred-foreground": c.foreground,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": c.cursor_away,
            "border": c.accent,
            "border-blurred": c.panel,
            "footer-background": c.background,
            "footer-item-background": c.background,
            "footer-key-background": c.background,
            "footer-description-background": c.background,
            "footer-key-foreground": c.accent,
            "footer-description-foreground": c.quiet,
            "scrollbar": c.scrollbar,
            "scrollbar-hover": c.quiet,
            "scrollbar-active": c.accent,
            "scrollbar-background": c.background,
            "scrollbar-background-hover": c.background,
            "scrollbar-background-active": c.background,
            "scrollbar-corner-color": c.background,
            "input-cursor-background": c.foreground,
            "input-cursor-foreground": c.background,
            "input-selection-background": c.selection,
        },
    )


DARK = _theme("dark", _DARK, dark=True)
LIGHT = _theme("light", _LIGHT, dark=False)
CONTRAST = _theme("contrast", _CONTRAST, dark=True)
THEMES = (DARK, LIGHT, CONTRAST)

OWN_VARIABLES = _own_variables(_DARK)
"""The style variables beside Textual's own, with values for the moment before a theme is set."""


def next_theme(name: str) -> str:
    """The theme after this one, round and round; the first if there is none with this name."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
