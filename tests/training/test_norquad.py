"""The NorQuAD folder: from the public files to passages, queries and a division of documents."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from running import ROOT

from kompetanse_qa.evaluation.beir import BeirSet
from training import disjoint
from training.division import digest, divide, near_duplicates
from training.norquad import FILES, cut, make_folder

SHARED = ROOT.parent / "shared" / "norquad"
FERRY = """Fergen til Vestøya
Fergen går fire ganger om dagen. Den tar 60 biler.

Kapteinen heter Åse Berg. Hun begynte i 1998, «da alt var bedre». Billetten koster 84 kroner.
"""
MOSS = "Mose\nMosen vokser sakte. Den trenger vann og skygge."


def squad(*questions: tuple[str, str, str, int]) -> dict[str, Any]:
    """Each of (text, question, answer, where), as the data set has it: one to a paragraph."""
    return {
        "data": [
            {
                "paragraphs": [
                    {
                        "context": text,
                        "document_id": 7,
                        "qas": [
                            {
                                "id": number,
                                "question": question,
                                "is_impossible": False,
                                "answers": [
                                    {
                                        "text": answer,
                                        "answer_start": start,
                                        "answer_end": start + len(answer),
                                    }
                                ],
                            }
                        ],
                    }
                ]
            }
            for number, (text, question, answer, start) in enumerate(questions)
        ]
    }


def write(folder: Path, **splits: dict[str, Any]) -> Path:
    folder.mkdir()
    for split, content in splits.items():
        (folder / FILES[split]).write_text(json.dumps(content), encoding="utf-8")
    return folder


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def holds(folder: Path, split: str) -> None:
    """What must be true of any folder."""
    documents = {row["_id"]: row["text"] for row in rows(folder / "docs.jsonl")}
    passages = {row["_id"]: row for row in rows(folder / "corpus.jsonl")}
    for row in passages.values():
        assert documents[row["doc"]][row["start"] : row["end"]] == row["text"]
        assert row["sents"][0][0] == 0
        assert row["sents"][-1][1] == len(row["text"])
    judged = defaultdict(list)
    for question, passage, _ in (
        line.split("\t") for line in disjoint.lines_of(folder / f"qrels.{split}.tsv")[1:]
    ):
        judged[question].append(passages[passage])
    for asked in rows(folder / f"queries.{split}.jsonl"):
        text = documents[asked["doc"]]
        assert text[asked["start"] : asked["end"]] == asked["answer"]
        held = judged[asked["_id"]]
        for at in range(asked["start"], asked["end"]):
            assert text[at].isspace() or any(p["start"] <= at < p["end"] for p in held)


def test_the_public_files_become_passages_queries_and_qrels(tmp_path: Path) -> None:
    place = FERRY.index("Åse Berg")
    made = write(
        tmp_path / "made",
        train=squad((FERRY, "Hvem er kaptein?", "Åse Berg", place), (MOSS, "Hva?", "vann", 38)),
        validation=squad((FERRY, "Hva koster billetten?", "84 kroner", FERRY.index("84"))),
    )
    counts = make_folder(made, tmp_path / "norquad")
    ferry = digest(FERRY)
    assert counts == {
        "documents": 2,
        "passages": 2,
        "train: questions": 2,
        "train: left out": 0,
        "validation: questions": 1,
        "validation: left out": 0,
    }
    first = rows(tmp_path / "norquad" / "queries.train.jsonl")[0]
    assert first == {
        "_id": f"{ferry}-train-0",
        "text": "Hvem er kaptein?",
        "answer": "Åse Berg",
        "doc": ferry,
        "start": place,
        "end": place + 8,
    }
    (passage, _) = rows(tmp_path / "norquad" / "corpus.jsonl")
    assert (passage["_id"], passage["title"]) == (f"{ferry}#0", "Fergen til Vestøya")
    assert passage["end"] == len(FERRY) - 1  # without the line break at the end
    assert [passage["text"][a:b] for a, b in passage["sents"]][:3] == [
        "Fergen til Vestøya",
        "Fergen går fire ganger om dagen.",
        "Den tar 60 biler.",
    ]
    for split in ("train", "validation"):
        holds(tmp_path / "norquad", split)


def test_an_answer_that_stands_elsewhere_is_found_and_one_that_stands_nowhere_left_out(
    tmp_path: Path,
) -> None:
    made = write(
        tmp_path / "made",
        train=squad((MOSS, "Hva trenger den?", "vann", 0), (MOSS, "Hvor?", "ved elva", 3)),
    )
    counts = make_folder(made, tmp_path / "norquad")
    (asked,) = rows(tmp_path / "norquad" / "queries.train.jsonl")
    assert asked["start"] == MOSS.index("vann")
    assert counts["train: left out"] == 1


def test_a_long_text_is_cut_on_sentence_borders_into_passages_of_like_length() -> None:
    # 60 sentences of 6 words: 360 words are nearest to three times 117.
    text = " ".join(f"Setning nummer {number} står akkurat her." for number in range(60))
    assert [len(run) for run in cut(text)] == [20, 20, 20]


def test_an_answer_over_a_border_is_in_the_passages_on_both_sides(tmp_path: Path) -> None:
    # Cut before sentence 20, as above.
    text = " ".join(f"Setning nummer {number} står akkurat her." for number in range(60))
    start = text.index("akkurat her. Setning nummer 20")
    question = (text, "Hva?", "akkurat her. Setning nummer 20", start)
    make_folder(write(tmp_path / "made", train=squad(question)), tmp_path / "norquad")
    doc = digest(text)
    assert disjoint.lines_of(tmp_path / "norquad" / "qrels.train.tsv") == [
        "query-id\tcorpus-id\tscore",
        f"{doc}-train-0\t{doc}#0\t1",
        f"{doc}-train-0\t{doc}#1\t1",
    ]


def test_a_document_has_its_part_by_its_text_and_a_near_duplicate_goes_with_it(
    tmp_path: Path,
) -> None:
    nothing = tmp_path / "drawn.tsv"
    nothing.write_text("digest\tpart\n", encoding="utf-8")
    texts = {f"d{n}": " ".join(f"ord{n}x{w}" for w in range(40)) for n in range(60)}
    parts = divide(texts, near_duplicates(texts), nothing)
    assert set(parts.values()) == {"train", "validation", "test"}
    # Another name and another line break are the same text.
    renamed = {f"e{n}": texts[f"d{n}"].replace(" ", "\n") for n in range(60)}
    assert [*divide(renamed, [], nothing).values()] == [*parts.values()]
    # The first 20 words have 15 sequences of six.
    copies = {f"c{n}": " ".join([*texts[f"d{n}"].split()[:20], *"abcdefghi"]) for n in range(60)}
    pairs = near_duplicates({**texts, **copies})
    # The copy has 29 words, 24 sequences, of which those are shared: 15 of 24.
    assert {(a, b): round(share, 3) for a, b, share in pairs} == {
        (f"d{n}", f"c{n}"): 0.625 for n in range(60)
    }
    together = divide({**texts, **copies}, pairs, nothing)
    assert all(together[f"d{n}"] == together[f"c{n}"] for n in range(60))


def test_a_part_that_is_settled_stays_for_the_document_and_its_near_duplicate(
    tmp_path: Path,
) -> None:
    texts = {"a": FERRY, "b": FERRY + "Slutt.", "c": MOSS}
    before = divide(texts, near_duplicates(texts))
    assert before["a"] == before["b"]
    other = "test" if before["a"] != "test" else "train"
    settled = tmp_path / "drawn.tsv"
    settled.write_text(f"digest\tpart\n{digest(FERRY)}\t{other}\n", encoding="utf-8")
    after = divide(texts, near_duplicates(texts), settled)
    assert after == {"a": other, "b": other, "c": before["c"]}


@pytest.mark.skipif(not SHARED.is_dir(), reason="NorQuAD is not in this repository")
def test_the_real_texts_give_the_folder_that_what_ships_was_trained_on(tmp_path: Path) -> None:
    texts = {row["_id"]: row["text"] for row in rows(SHARED / "docs.jsonl")}
    few = {*list(texts)[:30], *(line.split("\t")[i] for line in disjoint.lines_of(
        SHARED / "neardup.tsv")[1:] for i in (0, 1))}  # fmt: skip
    asked = {
        split: [
            (texts[row["doc"]], row["text"], row["answer"], row["start"])
            for row in rows(SHARED / f"queries.{split}.jsonl")
            if row["doc"] in few
        ]
        for split in ("train", "validation")
    }
    made = write(tmp_path / "made", **{split: squad(*some) for split, some in asked.items()})
    folder = tmp_path / "norquad"
    counts = make_folder(made, folder)
    for split, some in asked.items():
        assert counts[f"{split}: questions"] == len(some)
        holds(folder, split)
    # Each document is on the side where it was: what ships never saw what is in "test".
    was = disjoint.parts_of(SHARED)
    name = {digest(text): doc for doc, text in texts.items()}
    assert {name[doc]: part for doc, part in disjoint.parts_of(folder).items()} == {
        name[doc]: was[name[doc]] for doc in disjoint.parts_of(folder)
    }
    # Passages are as long as they were, and the product's evaluation reads the folder.
    lengths = [len(row["text"].split()) for row in rows(folder / "corpus.jsonl")]
    assert 100 < sum(lengths) / len(lengths) < 135
    disjoint.main(folder, tmp_path / "by-document")
    own = {doc for doc, part in disjoint.parts_of(folder).items() if part == "test"}
    assert len(BeirSet(tmp_path / "by-document", "test").questions) == 2 * sum(
        row["doc"] in own for split in asked for row in rows(folder / f"queries.{split}.jsonl")
    )
