"""The commands as scripts use them: a new process, stdout, stderr, exit code."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from running import run_cli

ASK = "Hvor mange kompostbinger kjøpte kommunen?"


@pytest.fixture
def corpus_and_index(small_corpus: Path, small_index: Path) -> tuple[str, ...]:
    return ("--corpus", str(small_corpus), "--index", str(small_index))


def test_index_says_what_it_did_on_stderr_and_nothing_on_stdout(small_corpus, tmp_path):
    index = tmp_path / "new"
    done = run_cli("index", "--corpus", small_corpus, "--index", index, "--encoder", "toy")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Ferdig: 2 rapporter" in done.stderr
    again = run_cli("index", "--corpus", small_corpus, "--index", index)
    assert "Ingenting er endret" in again.stderr


def test_index_names_the_file_it_skipped_with_reason_and_fix_and_exits_4(small_corpus, small_index):
    (small_corpus / "tom.txt").write_bytes(b"")
    done = run_cli("index", "--corpus", small_corpus, "--index", small_index)
    assert done.returncode == 4
    assert "tom.txt: filen er tom." in done.stderr
    assert "slett filen" in done.stderr


def test_ask_in_json_has_the_fields_that_scripts_rely_on(small_index):
    done = run_cli("ask", ASK, "--index", small_index, "--format", "json", "--threshold", "0")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert list(answer) == [
        "id", "question", "found", "confidence", "answer", "citations", "hits", "searched",
        "seconds", "index",
    ]  # fmt: skip
    assert answer["answer"] == "Kommunen kjøpte 14 kompostbinger til skolehagene i 2019."
    assert {
        "passage_id", "report_id", "title", "authors", "publisher", "year", "headings", "page",
        "page_label", "lines", "url", "quote",
    } <= set(answer["citations"][0])  # fmt: skip
    assert {
        "rank", "score", "passage_id", "report_id", "title", "year", "headings", "page",
        "page_label", "lines", "text", "answer_span", "ranks",
    } <= set(answer["hits"][0])  # fmt: skip
    assert answer["searched"] == {"reports": 2, "passages": 4, "filters": {}}


def test_ask_exits_1_when_nothing_answers_and_still_gives_the_hits(small_index):
    done = run_cli("ask", ASK, "--index", small_index, "--format", "json", "--threshold", "1")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert (answer["found"], answer["answer"], answer["citations"]) == (False, None, [])
    assert len(answer["hits"]) == 4


def test_ask_for_a_person_shows_answer_source_and_what_was_searched(small_index):
    done = run_cli("ask", ASK, "--index", small_index, "--threshold", "0")
    assert "Kommunen kjøpte 14 kompostbinger til skolehagene i 2019." in done.stdout
    assert "Kari Anne Nordmann og Ola Berg, 2020: Kompost i skolehagen" in done.stdout
    assert "linje 3" in done.stdout
    assert "Søkte i 2 rapporter, 4 avsnitt på " in done.stdout
    assert "\x1b[" not in done.stdout  # no colour into a pipe


def test_ask_for_a_person_says_not_found_and_shows_the_nearest(small_index):
    done = run_cli("ask", ASK, "--index", small_index, "--threshold", "1")
    assert done.stdout.startswith("Fant ikke svar på dette i rapportene.")
    assert "Nærmeste treff (svarer trolig ikke)" in done.stdout


@pytest.mark.parametrize("output", ["jsonl", "csv", "md"])
def test_ask_in_every_other_format_holds_the_answer(small_index, output):
    done = run_cli("ask", ASK, "--index", small_index, "--format", output, "--threshold", "0")
    assert "Kommunen kjøpte 14 kompostbinger til skolehagene i 2019." in done.stdout
    assert (output == "jsonl") == (done.stdout.count("\n") == 1)


def test_filters_are_told_in_words(small_index):
    done = run_cli(
        "ask", "buss", "--index", small_index, "--publisher", "vestøya", "--from", "2010"
    )
    assert "Søkte i 1 rapport, 2 avsnitt (filter: utgiver «vestøya», fra og med 2010)" in (
        " ".join(done.stdout.split())
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("ask", ""), 2, "Spørsmålet er tomt"),
        (("ask", "buss", "--report", "tog"), 2, "Det finnes ingen rapport med navnet «tog»"),
        (("ask", "buss", "--year", "1990"), 2, "Ingen rapporter passer til filteret: år 1990"),
        (("ask", "buss", "--year", "2015", "--from", "2010"), 2, "--year kan ikke brukes"),
        (("ask", "buss", "-k", "0"), 2, "«0» er ikke et helt tall over null"),
        (("ask", "buss", "--threshold", "2"), 2, "«2» er ikke et tall fra 0 til 1"),
        (("ask", "buss", "--format", "xml"), 2, "«xml» finnes ikke"),
        (("ask",), 2, "dette må være med: SPØRSMÅL"),
        (("spør", "buss"), 2, "«spør» finnes ikke"),
        (("show", "nei"), 2, "Det finnes ikke noe avsnitt med id «nei»"),
        (("batch", "nei.txt"), 2, "filen finnes ikke"),
        (("verify", "nei.json"), 2, "filen finnes ikke"),
        (("index", "--corpus", "nei"), 3, "Finner ikke mappen «nei»"),
    ],
)
def test_what_goes_wrong_is_said_in_norwegian_with_the_right_code(
    small_index, arguments, code, said
):
    index = () if arguments[0] == "spør" else ("--index", small_index)
    done = run_cli(*arguments, *index)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_an_index_it_says_how_to_make_one(tmp_path):
    done = run_cli("ask", "buss", "--index", tmp_path / "none")
    assert done.returncode == 3
    assert "Lag den med: kompetanse-qa index" in done.stderr


def batch(index: Path, *arguments: str | Path, stdin: str = "") -> list[dict]:
    done = run_cli("batch", *arguments, "--index", index, "--threshold", "0", stdin=stdin)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_batch_numbers_the_lines_of_a_plain_list(small_index):
    answers = batch(small_index, "-", stdin=f"{ASK}\n\nHva betaler fylket?\n")
    assert [a["id"] for a in answers] == ["1", "2"]
    assert "480 kroner" in answers[1]["answer"]


@pytest.mark.parametrize("separator", [",", ";"])
def test_batch_reads_csv_with_quotes_and_either_separator(small_index, tmp_path, separator):
    path = tmp_path / "q.csv"
    path.write_text(
        f'question{separator}id\n"Hva betaler fylket{separator} per tur?"{separator}a7\n',
        encoding="utf-8-sig",
    )
    (answer,) = batch(small_index, path)
    assert (answer["id"], answer["question"]) == ("a7", f"Hva betaler fylket{separator} per tur?")


def test_batch_reads_jsonl_with_filters_of_a_question(small_index, tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text(
        '{"id": "x", "question": "kommunen", "filters": {"report": "buss"}}\n', encoding="utf-8"
    )
    (answer,) = batch(small_index, path)
    assert answer["searched"]["filters"] == {"reports": ["buss"]}
    assert {hit["report_id"] for hit in answer["hits"]} == {"buss"}


def test_a_bad_line_of_a_batch_is_an_error_object_and_the_rest_is_asked(small_index, tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text(
        "\n".join(
            [
                '{"id": "a", "question": "Hva betaler fylket?"}',
                "{broken",
                '{"id": "b"}',
                '{"id": "c", "question": "?"}',
                '{"id": "d", "question": "buss", "filters": {"report": "tog"}}',
                '{"id": "a", "question": "the same id again"}',
                '{"id": "e", "question": "Hva lærte elevene?"}',
            ]
        ),
        encoding="utf-8",
    )
    done = run_cli("batch", path, "--index", small_index, "--threshold", "0")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 4
    assert [(a["id"], a.get("error", {}).get("type")) for a in lines] == [
        ("a", None),
        ("line-2", "BadInput"),
        ("b", "BadInput"),
        ("c", "EmptyQuestion"),
        ("d", "UnknownReport"),
        ("a", "BadInput"),
        ("e", None),
    ]
    assert lines[1]["error"]["message"] == "linjen er ikke gyldig JSON."
    assert "7 spørsmål" in done.stderr and "5 med feil" in done.stderr


def test_a_batch_that_was_cut_off_is_resumed_without_loss_or_repeat(small_index, tmp_path):
    questions, output = tmp_path / "q.txt", tmp_path / "a.jsonl"
    questions.write_text("buss\nkompost\nfergekai\n", encoding="utf-8")
    whole = ("batch", questions, "-o", output, "--index", small_index)
    assert run_cli(*whole).returncode == 0
    complete = output.read_text(encoding="utf-8")
    first, second, _ = complete.splitlines(keepends=True)
    output.write_text(first + second[:40], encoding="utf-8")
    done = run_cli(*whole, "--resume")
    assert done.returncode == 0
    assert "1 var besvart fra før" in done.stderr
    answers = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    expected = [json.loads(line) for line in complete.splitlines()]
    for answer in answers + expected:
        del answer["seconds"]
    assert answers == expected


def test_a_batch_never_writes_over_its_own_questions(small_index, tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "a", "question": "buss"}\n', encoding="utf-8")
    done = run_cli("batch", path, "-o", path, "--index", small_index)
    assert done.returncode == 2
    assert path.read_text(encoding="utf-8") == '{"id": "a", "question": "buss"}\n'


def test_batch_in_csv_and_json_can_be_read_back(small_index):
    run = ("batch", "-", "--index", small_index, "--threshold", "0", "--format")
    rows = list(csv.DictReader(io.StringIO(run_cli(*run, "csv", stdin=f"{ASK}\n?\n").stdout)))
    assert rows[0]["answer"].startswith("Kommunen kjøpte 14")
    assert rows[1]["error"].startswith("Spørsmålet er tomt")
    found = json.loads(run_cli(*run, "json", stdin=f"{ASK}\nbuss\n").stdout)
    assert [answer["id"] for answer in found] == ["1", "2"]
    assert json.loads(run_cli(*run, "json", stdin="").stdout) == []


def test_reports_lists_what_is_known(small_index):
    done = run_cli("reports", "--index", small_index, "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[1:] == [
        ["buss", "2015", "Skolebuss på Vestøya", "Vestøya kommune", "2"],
        ["kompost", "2020", "Kompost i skolehagen", "Hagekontoret", "2"],
    ]
    assert "Skolebuss på Vestøya" in run_cli("reports", "--index", small_index).stdout


def first_hit(index: Path) -> dict:
    done = run_cli("ask", ASK, "--index", index, "--format", "json", "--threshold", "0")
    return json.loads(done.stdout)["hits"][0]


def test_show_prints_the_passage_between_its_neighbours(small_index):
    shown = run_cli("show", first_hit(small_index)["passage_id"], "--index", small_index)
    assert "14 kompostbinger" in shown.stdout
    assert "vendte komposten hver uke" in shown.stdout


def test_cite_writes_the_citation_and_nothing_else(small_index):
    passage_id = first_hit(small_index)["passage_id"]
    done = run_cli("cite", passage_id, "--index", small_index)
    assert done.stdout.splitlines()[0] == (
        "Nordmann, K. A. & Berg, O. (2020). Kompost i skolehagen. Hagekontoret."
    )
    for style, start in (("bibtex", "@techreport{"), ("ris", "TY  - RPRT")):
        styled = run_cli("cite", passage_id, "--index", small_index, "--style", style)
        assert styled.stdout.startswith(start)


def test_verify_passes_what_was_quoted_and_catches_a_single_changed_letter(
    corpus_and_index, small_index, small_corpus, tmp_path
):
    answers = tmp_path / "a.jsonl"
    run_cli(
        "batch", "-", "-o", answers, "--index", small_index, "--threshold", "0", stdin=f"{ASK}\n"
    )
    fine = run_cli("verify", answers, *corpus_and_index)
    assert (fine.returncode, "alle står i kildene" in fine.stderr) == (0, True)
    text = answers.read_text(encoding="utf-8")
    answers.write_text(text.replace("14 kompostbinger", "15 kompostbinger"), encoding="utf-8")
    bad = run_cli("verify", answers, *corpus_and_index)
    assert bad.returncode == 3
    assert "STÅR IKKE i kilden" in bad.stdout
    answers.write_text(text, encoding="utf-8")
    source = small_corpus / "kompost.md"
    source.write_text(
        source.read_text(encoding="utf-8").replace("14 kompost", "41 kompost"), encoding="utf-8"
    )
    assert run_cli("verify", answers, *corpus_and_index).returncode == 3


def test_quotes_from_a_pdf_are_verified_and_cite_its_page(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    corpus = tmp_path / "corpus"
    corpus.mkdir()
    canvas = Canvas(str(corpus / "svømming.pdf"))
    for page, sentence in enumerate(
        ("Svømmehallen åpnet i 2011.", "Det er 312 elever som tar svømmekurs hvert år."), start=1
    ):
        canvas.drawString(72, 700, sentence)
        canvas.drawString(300, 30, str(page + 4))
        canvas.showPage()
    canvas.save()
    index, answers = tmp_path / "index", tmp_path / "a.json"
    run_cli("index", "--corpus", corpus, "--index", index, "--encoder", "toy")
    options = ("--index", index, "--threshold", "0", "--format", "json")
    asked = run_cli("ask", "Hvor mange elever tar svømmekurs?", *options)
    (citation,) = json.loads(asked.stdout)["citations"]
    assert "312 elever" in citation["quote"]
    assert citation["page"] == 2
    answers.write_text(asked.stdout, encoding="utf-8")
    assert run_cli("verify", answers, "--corpus", corpus).returncode == 0
    answers.write_text(asked.stdout.replace("312", "313"), encoding="utf-8")
    assert run_cli("verify", answers, "--corpus", corpus).returncode == 3


def test_doctor_finds_nothing_wrong_here_and_says_what_mends_a_missing_index(
    corpus_and_index, tmp_path, small_corpus
):
    fine = run_cli("doctor", *corpus_and_index)
    assert (fine.returncode, "Alt er i orden." in fine.stdout) == (0, True), fine.stdout
    bad = run_cli("doctor", "--corpus", small_corpus, "--index", tmp_path / "none")
    assert bad.returncode == 3
    assert "Gjør slik: Lag den med: kompetanse-qa index" in bad.stdout


def test_doctor_sees_that_the_reports_have_changed(corpus_and_index, small_corpus):
    (small_corpus / "buss.md").write_text("Bussen er lagt ned.", encoding="utf-8")
    done = run_cli("doctor", *corpus_and_index)
    assert done.returncode == 3
    assert "Rapportene er endret" in done.stdout


def test_the_dialogue_answers_shows_and_cites(small_index, tmp_path):
    # The dialogue uses the default folder, so it runs where `index` is the small one.
    lines = f"{ASK}\nvis 1\nsiter 1\nsiter 99\nrapporter\nhjelp\n\n"
    done = run_cli(stdin=lines, cwd=small_index.parent)
    assert done.returncode == 0
    assert "14 kompostbinger" in done.stdout
    assert "Nordmann, K. A. & Berg, O. (2020)." in done.stdout
    assert "Det finnes ikke noe treff 99" in done.stderr
    assert "Skolebuss på Vestøya" in done.stdout


def test_fewer_hits_than_asked_for_are_explained(small_index):
    done = run_cli("ask", "Hva koster en tur?", "-k", "50", "--index", small_index)
    with_all = json.loads(
        run_cli(
            "ask", "Hva koster en tur?", "--format", "json", "--index", small_index, "-k", "4"
        ).stdout
    )
    assert len(with_all["hits"]) == 4
    assert "Du ba om 50 treff, men det er bare 4 avsnitt å søke i." in done.stderr
