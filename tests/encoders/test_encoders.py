"""Encoders: the bundled model in its two runtimes, others by name, and what each promises."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kompetanse_qa.encoders import open_encoder
from kompetanse_qa.encoders.bulk import encode_in_bulk
from kompetanse_qa.encoders.bundled import MultilingualE5Small
from kompetanse_qa.encoders.bundled_file import FEW, weights_digest
from kompetanse_qa.encoders.sentence_transformer import SentenceTransformerEncoder, _prompts
from kompetanse_qa.encoders.toy import ToyEncoder
from kompetanse_qa.errors import EncoderMissing

CORPUS = Path(__file__).parents[2] / "corpus"
QUESTION = "Hva mener lærerne om skolebasert kompetanseutvikling?"


def silent(done: int) -> None:
    pass


def paragraphs() -> list[str]:
    """Eight paragraphs from each of three reports, 24 in all."""
    found = []
    for name in (
        "deltakerundersokelsen-2022-laerere.txt",
        "kompetansebehov-laeringsmiljo-2022.md",
        "skolebasert-kompetanseutvikling-2013.txt",
    ):
        lines = (CORPUS / name).read_text(encoding="utf-8").splitlines()
        found += [line for line in lines if len(line) > 60][:8]
    return found


@pytest.fixture(scope="module")
def e5() -> MultilingualE5Small:
    return MultilingualE5Small()


@pytest.fixture(scope="module")
def saved_model(e5, tmp_path_factory) -> Path:
    """The bundled model as a folder that sentence-transformers opens."""
    folder = tmp_path_factory.mktemp("saved") / "copy"
    e5.sentence_transformer().save(str(folder))
    return folder


@pytest.mark.parametrize("name", ["toy", "multilingual-e5-small"])
def test_vectors_are_float32_of_unit_length_and_progress_adds_up(name):
    encoder = open_encoder(name)
    assert encoder.name == name
    told = []
    texts = ["Kort.", "", "En noe lengre tekst om skolen, med æ, ø og å."]
    vectors = encoder.encode_passages(texts, told.append)
    assert (vectors.shape, vectors.dtype) == ((3, encoder.dimension), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert sum(told) == 3
    query = encoder.encode_query("skolen")
    assert (query.shape, query.dtype) == ((encoder.dimension,), np.float32)
    assert encoder.encode_passages([], silent).shape == (0, encoder.dimension)


def test_the_two_runtimes_of_the_bundled_model_agree_on_real_passages(e5):
    texts = paragraphs()
    assert len(texts) == 24 >= FEW
    told = []
    bulk = e5.encode_passages(texts, told.append)
    assert sum(told) == 24
    one_by_one = np.vstack([e5.encode_passages([text], silent) for text in texts])
    cosines = (bulk * one_by_one).sum(axis=1)
    assert cosines.min() >= 0.999
    np.testing.assert_allclose(np.linalg.norm(bulk, axis=1), 1, atol=1e-5)


def test_both_runtimes_read_the_beginning_of_a_text_that_is_too_long(e5):
    """5,000 words about one thing, then one about another: the end is read by neither."""
    without_end = "Skolen arbeider med lesing og skriving. " * 800
    long = without_end + "Torsk fiskes i Barentshavet."
    few = e5.encode_passages([long, without_end], silent)
    (bulk,) = encode_in_bulk(e5._bulk_model, [long], "passage: ", silent)
    assert few[0] @ few[1] == pytest.approx(1, abs=1e-6)
    assert few[0] @ bulk >= 0.999


def test_tokenizers_of_the_two_runtimes_count_alike(e5):
    tokenizer = e5._bulk_model.tokenizer
    for text in paragraphs():
        assert len(tokenizer(f"passage: {text}").input_ids) == e5._engine.token_count(text)


def test_a_decomposed_letter_is_the_same_as_a_composed_one(e5):
    np.testing.assert_array_equal(e5.encode_query("la\u030ase"), e5.encode_query("låse"))


@pytest.mark.parametrize("text", ["a\0b", "\udce6 halvt tegn", "\U0001f600", "x" * 20_000])
def test_odd_text_has_a_vector(e5, text):
    assert np.linalg.norm(e5.encode_query(text)) == pytest.approx(1, abs=1e-5)


def test_a_question_is_nearest_to_the_passage_that_answers_it(e5):
    passages = e5.encode_passages(
        [
            "Rektor hadde ansvaret for å lede utviklingsarbeidet ved skolen.",
            "Toget til Bergen går klokken åtte.",
            "Oppskriften krever tre egg og en liter melk.",
        ],
        silent,
    )
    assert int(np.argmax(passages @ e5.encode_query("Who led the development work?"))) == 0


def test_a_question_is_encoded_without_torch_and_leaves_the_threads_to_others():
    script = """
import os, sys
from kompetanse_qa.encoders import open_encoder
encoder = open_encoder("multilingual-e5-small")
encoder.encode_query("Hva er skolebasert kompetanseutvikling?")
encoder.encode_passages(["Et avsnitt."], lambda done: None)
encoder.fingerprint
print(sorted({"torch", "transformers", "sentence_transformers"} & set(sys.modules)))
print(os.environ.get("OMP_NUM_THREADS"))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["[]", "None"]
    assert run.stderr == ""


def test_building_the_model_writes_nothing_and_calls_nobody(e5, tmp_path):
    script = """
import socket
def refuse(*args, **kwargs): raise AssertionError("network")
socket.socket.connect = socket.getaddrinfo = refuse
from kompetanse_qa.encoders import open_encoder
def quiet(done): pass
vectors = open_encoder("multilingual-e5-small").encode_passages(["Et."] * 30, quiet)
print(vectors.shape)
"""
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"TMPDIR": str(tmp_path), "PATH": "", "HOME": str(tmp_path / "home")},
    )
    assert run.stdout.splitlines() == ["(30, 384)"]
    assert run.stderr == ""
    left = [path.name for path in tmp_path.iterdir()]
    assert [name for name in left if not name.startswith("torchinductor")] == []  # torch's own


def test_fingerprints_are_stable_and_tell_encoders_apart(e5):
    assert MultilingualE5Small().fingerprint == e5.fingerprint
    assert e5.fingerprint != open_encoder("toy").fingerprint
    assert len(e5.fingerprint) == len(open_encoder("toy").fingerprint) == 64


def test_the_noted_digest_of_the_weights_is_the_true_one(e5):
    digest = hashlib.sha256(e5._file.read_bytes()).digest()
    assert weights_digest(e5._file) == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def test_a_saved_model_is_opened_from_its_folder_with_the_prompts_it_was_saved_with(
    e5, saved_model
):
    encoder = open_encoder(str(saved_model))
    assert isinstance(encoder, SentenceTransformerEncoder)
    assert (encoder.name, encoder.dimension) == (str(saved_model), 384)
    assert encoder.encode_query(QUESTION) @ e5.encode_query(QUESTION) >= 0.999
    passage = paragraphs()[0]
    (ours,), (theirs,) = (x.encode_passages([passage], silent) for x in (e5, encoder))
    assert ours @ theirs >= 0.999


def test_the_fingerprint_of_a_folder_follows_its_files(saved_model, tmp_path):
    shutil.copytree(saved_model, tmp_path / "copy")
    copied = SentenceTransformerEncoder(str(tmp_path / "copy"))
    assert copied.fingerprint == SentenceTransformerEncoder(str(saved_model)).fingerprint
    with (tmp_path / "copy" / "model.safetensors").open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"\x3c")
    changed = SentenceTransformerEncoder(str(tmp_path / "copy"))
    assert changed.fingerprint != copied.fingerprint


@pytest.mark.parametrize("name", ["no/such-model", "no such model", "/no/such/folder", "."])
def test_a_model_that_is_not_here_is_an_error_with_its_name(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EncoderMissing) as caught:
        open_encoder(name)
    assert caught.value.name == name
    assert caught.value.detail


@pytest.mark.parametrize(
    ("name", "configured", "prompts"),
    [
        ("intfloat/multilingual-e5-base", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("some/e5", {"query": "Q: ", "document": "D: "}, ("Q: ", "D: ")),
        ("some/sbert", {"query": "", "document": ""}, ("", "")),
    ],
)
def test_prompts_are_the_models_own_or_those_of_its_family(name, configured, prompts):
    assert _prompts(name, configured) == prompts


def installed_entry_point(folder: Path, points_at: str) -> None:
    info = folder / "nordic_encoder-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: nordic-encoder\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[kompetanse_qa.encoders]\nnordic = {points_at}\n")


def test_an_encoder_of_another_package_is_opened_by_its_entry_point(tmp_path, monkeypatch):
    installed_entry_point(tmp_path, "kompetanse_qa.encoders.toy:ToyEncoder")
    monkeypatch.syspath_prepend(tmp_path)
    assert isinstance(open_encoder("nordic"), ToyEncoder)


def test_an_entry_point_that_leads_nowhere_is_an_error_with_its_name(tmp_path, monkeypatch):
    installed_entry_point(tmp_path, "no_such_module:Encoder")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(EncoderMissing) as caught:
        open_encoder("nordic")
    assert caught.value.name == "nordic"


def test_the_toy_encoder_knows_spelling():
    toy = open_encoder("toy")
    near = toy.encode_query("lærerne") @ toy.encode_query("læreren")
    far = toy.encode_query("lærerne") @ toy.encode_query("budsjett")
    assert near > far
