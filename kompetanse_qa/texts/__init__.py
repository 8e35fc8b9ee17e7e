"""Every Norwegian sentence that a person sees."""

from __future__ import annotations

from kompetanse_qa.texts.errors import explain

__all__ = ["explain"]
