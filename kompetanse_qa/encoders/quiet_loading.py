"""Import the transformer libraries and load a model without delay, bars or reports."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_loading() -> Iterator[None]:
    """Inside the block `transformers` writes nothing to stderr and no garbage is collected.

    The collector walks again and again over what an import makes: without it, importing
    `sentence_transformers` takes a third less time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        from transformers.utils import logging

        verbosity, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        try:
            yield
        finally:
            logging.set_verbosity(verbosity)
            if bars:
                logging.enable_progress_bar()
    finally:
        if collecting:
            gc.enable()
