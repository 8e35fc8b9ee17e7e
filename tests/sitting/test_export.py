"""The file of a session: its name, what stands in it, where it is saved."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from compost import APA, CITATION

from kompetanse_qa.records import Answer, Citation, Filters, Searched
from kompetanse_qa.sitting.export import export_session
from kompetanse_qa.sitting.export_formats import markdown, objects, table
from kompetanse_qa.sitting.marks import Mark

DAY = date(2026, 1, 31)


def mark(question: str, citation: Citation = CITATION) -> Mark:
    return Mark(passage_id=citation.passage_id, question=question, citation=citation)


def test_a_file_is_named_after_the_day_and_never_written_over(tmp_path: Path) -> None:
    first = export_session((), [mark("Hva?")], "md", tmp_path, DAY)
    second = export_session((), [mark("Hvem?")], "md", tmp_path, DAY)
    other = export_session((), [mark("Hvem?")], "csv", tmp_path, DAY)
    assert [path.name for path in (first, second, other)] == [
        "kompetanse-2026-01-31.md",
        "kompetanse-2026-01-31-2.md",
        "kompetanse-2026-01-31.csv",
    ]
    assert "## Hva?" in first.read_text(encoding="utf-8")


def test_a_folder_that_does_not_exist_is_a_fault_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        export_session((), [mark("Hva?")], "json", tmp_path / "finnes ikke", DAY)


def test_markdown_has_quotes_under_their_question_and_the_references_once() -> None:
    assert markdown((), [mark("Hva lærte de?"), mark("Hva lærte de?"), mark("")]) == (
        "# Merkede avsnitt\n\n"
        "## Hva lærte de?\n\n"
        "> Lærerne mente\n> at elevene lærte mest.\n\n"
        "(Nordmann & Berg, 2020, s. 12). Erfaringer. s. 12, linje 7–8\n\n"
        "> Lærerne mente\n> at elevene lærte mest.\n\n"
        "(Nordmann & Berg, 2020, s. 12). Erfaringer. s. 12, linje 7–8\n\n"
        "## Funnet ved lesing\n\n"
        "> Lærerne mente\n> at elevene lærte mest.\n\n"
        "(Nordmann & Berg, 2020, s. 12). Erfaringer. s. 12, linje 7–8\n\n"
        "# Kilder\n\n"
        f"- {APA}\n"
    )


def test_a_spreadsheet_reads_the_table_with_its_norwegian_letters() -> None:
    text = table((), [mark("Hva lærte de?")])
    assert text[0] == "\ufeff"  # tells a spreadsheet that it is UTF-8
    [row] = csv.DictReader(io.StringIO(text[1:], newline=""))
    assert (row["slag"], row["sporsmal"]) == ("merket", "Hva lærte de?")
    assert row["sitat"] == CITATION.quote
    assert (row["side"], row["side_i_filen"], row["linjer"]) == ("12", "", "7-8")
    assert row["apa"] == APA


def answer(question: str, *, found: bool) -> Answer:
    return Answer(
        question=question,
        found=found,
        touches=True,
        confidence=0.9 if found else 0.1,
        text=CITATION.quote if found else None,
        citations=(CITATION,) if found else (),
        hits=(),
        searched=Searched(reports=1, passages=2, filters=Filters(year_from=2020)),
        seconds=0.01,
        index="gen-000001",
    )


ANSWERS = (answer("Hva lærte de?", found=True), answer("Hva kostet det?", found=False))


def test_markdown_has_every_question_with_its_answer_or_that_there_was_none() -> None:
    assert markdown(ANSWERS, ()) == (
        "# Spørsmål og svar\n\n"
        "## Hva lærte de?\n\n"
        "> Lærerne mente\n> at elevene lærte mest.\n\n"
        "(Nordmann & Berg, 2020, s. 12). Erfaringer. s. 12, linje 7–8\n\n"
        "Svaret er svært sannsynlig, 0,90.\n\n"
        "## Hva kostet det?\n\n"
        "Fant ikke svar på dette i rapportene. De er bare inne på emnet.\n\n"
        "# Kilder\n\n"
        f"- {APA}\n"
    )


def test_json_and_table_have_answers_before_marks_and_say_which_is_which() -> None:
    first, second, third = json.loads(objects(ANSWERS, [mark("")]))
    assert (first["kind"], first["answer"]) == ("answer", CITATION.quote)
    assert first["citations"][0]["apa"] == APA
    assert first["filters"] == {"from": 2020}
    assert (second["found"], second["answer"], second["citations"]) == (False, None, [])
    assert third["kind"] == "mark"
    rows = list(csv.DictReader(io.StringIO(table(ANSWERS, [mark("")])[1:], newline="")))
    assert [row["slag"] for row in rows] == ["svar", "uten svar", "merket"]
    assert [row["sikkerhet"] for row in rows] == ["0,90", None, ""]


def test_json_has_the_citation_as_an_answer_has_it() -> None:
    [found] = json.loads(objects((), [mark("")]))
    assert found["question"] is None
    assert found["citation"]["quote"] == CITATION.quote
    assert found["citation"]["lines"] == [7, 8]
    assert found["apa"] == APA
