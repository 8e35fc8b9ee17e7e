"""The index folder: generations, passages, and the vectors that are kept from run to run."""

from pathlib import Path

DEFAULT_CORPUS, DEFAULT_INDEX = Path("corpus"), Path("index")
"""The folders that are meant where none is named."""
