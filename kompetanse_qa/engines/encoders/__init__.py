"""Open an encoder by name."""

from __future__ import annotations

from kompetanse_qa.engines import Encoder
from kompetanse_qa.errors import EncoderMissing

DEFAULT_ENCODER = "norwegian-e5-small"


def open_encoder(name: str = DEFAULT_ENCODER) -> Encoder:
    """Return the encoder called ``name``; nothing is fetched from the network.

    "norwegian-e5-small" and "multilingual-e5-small", from which it was made, come with the
    installation; "toy" needs no weights. Then come the
    entry points of the group `kompetanse_qa.encoders` (a callable without arguments), and last
    any model of sentence-transformers: a folder, or a name that is in the local cache.

    Raises `EncoderMissing`.
    """
    match name:
        case "norwegian-e5-small":
            from kompetanse_qa.engines.encoders.norwegian_e5 import NorwegianE5

            return NorwegianE5()
        case "multilingual-e5-small":
            from kompetanse_qa.engines.encoders.bundled import MultilingualE5Small

            return MultilingualE5Small()
        case "toy":
            from kompetanse_qa.engines.encoders.toy import ToyEncoder

            return ToyEncoder()
        case _:
            return _plugged_in(name) or _from_sentence_transformers(name)


def _plugged_in(name: str) -> Encoder | None:
    from importlib.metadata import entry_points

    for found in entry_points(group="kompetanse_qa.encoders", name=name):
        try:
            encoder: Encoder = found.load()()
        except (ImportError, AttributeError) as error:
            raise EncoderMissing(name, str(error)) from error
        return encoder
    return None


def _from_sentence_transformers(name: str) -> Encoder:
    from kompetanse_qa.engines.encoders.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(name)
