"""The dialogue line by line: what is typed, and what is told."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from broken import Broken
from rich.console import Console
from running import run_cli

from kompetanse_qa.cli.plain.command import Command, parse
from kompetanse_qa.cli.plain.dialogue import Dialogue
from kompetanse_qa.cli.plain.filtering import narrowed
from kompetanse_qa.records import Filters, ReportCard
from kompetanse_qa.sitting.session import Session
from kompetanse_qa.texts.plain import HELP, WORDS

ASK = "Hvor mange kompostbinger kjøpte kommunen?"
BOUGHT = "Kommunen kjøpte 14 kompostbinger til skolehagene i 2019."
Talk = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def talk(small_index: Path, tmp_path: Path) -> Talk:
    """Type these lines where the index and the corpus are the small ones."""

    def typed(*lines: str) -> subprocess.CompletedProcess[str]:
        return run_cli(
            "--plain",
            stdin="".join(f"{line}\n" for line in lines),
            cwd=small_index.parent,
            KOMPETANSE_QA_STATE=str(tmp_path / "state"),
        )

    return typed


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("vis 2", Command(name="show", number=2)),
        ("Vis 2", Command(name="show", number=2)),
        ("Vis meg hvordan", Command(name="ask", rest="Vis meg hvordan")),
        ("vis", Command(name="ask", rest="vis")),
        ("les", Command(name="read")),
        ("les 3", Command(name="read", number=3)),
        ("Les mer om piloten", Command(name="ask", rest="Les mer om piloten")),
        ("siter 2 bibtex", Command(name="cite", number=2, rest="bibtex")),
        ("siter ris", Command(name="cite", rest="ris")),
        ("siter", Command(name="cite")),
        ("neste", Command(name="next")),
        ("neste treff", Command(name="next_match")),
        ("forrige treff", Command(name="previous_match")),
        ("Neste skole?", Command(name="ask", rest="Neste skole?")),
        ("finn kompost i hagen", Command(name="find", rest="kompost i hagen")),
        ("oversikt buss", Command(name="overview", rest="buss")),
        ("spør oversikt buss", Command(name="ask", rest="oversikt buss")),
        ("spør 3", Command(name="again", number=3)),
        ("filter", Command(name="filter")),
        ("filter år 2015", Command(name="filter", rest="år 2015")),
        ("lagre csv", Command(name="export", rest="csv")),
        ("Lagre hva da?", Command(name="ask", rest="Lagre hva da?")),
        ("2015", Command(name="ask", rest="2015")),
    ],
)
def test_only_what_has_the_shape_of_a_command_is_one(line, command):
    assert parse(line) == command


def test_every_command_stands_in_the_help():
    told = HELP.replace(",", " ").replace("«", " ").split()
    assert [word for word in WORDS.values() if word not in told] == []


def card(report_id: str) -> ReportCard:
    return ReportCard(
        id=report_id, title=report_id, authors=(), publisher=None, year=None, url=None,
        source=f"{report_id}.md", descriptive_title=False, listed=True, passages=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("rapport 2", Filters(reports=("kompost",), year_to=2020)),
        ("rapport 1 kompost", Filters(reports=("buss", "kompost"), year_to=2020)),
        ("rapport 3", Filters(reports=("3",), year_to=2020)),  # refused later, by name
        ("utgiver Vestøya kommune", Filters(publishers=("Vestøya kommune",), year_to=2020)),
        ("år 2012", Filters(year_from=2012, year_to=2012)),
        ("år 2012–2015", Filters(year_from=2012, year_to=2015)),
        ("år 2012-2015", Filters(year_from=2012, year_to=2015)),
        ("fra 2012", Filters(year_from=2012, year_to=2020)),
        ("til 2012", Filters(year_to=2012)),
        ("fjern", Filters()),
        ("år i fjor", None),
        ("rapport", None),
        ("alt", None),
    ],
)
def test_a_filter_is_put_beside_those_that_hold(typed, filters):
    cards = [card("buss"), card("kompost")]
    assert narrowed(Filters(year_to=2020), typed, cards) == filters


def test_a_hit_is_shown_between_its_neighbours_each_called_by_its_place(talk):
    done = talk(ASK, "vis 1")
    assert done.returncode == 0
    shown = done.stdout.split("Søkte i")[1]
    assert "Kompost i skolehagen (2020)\nKompost i skolehagen\nTreffet: linje 3\n" in shown
    assert f"  {BOUGHT}" in shown
    assert "Etter: linje 7–8" in shown
    assert "Før:" not in shown  # it is the report's first passage


def test_a_report_is_read_on_and_back_and_searched(talk):
    done = talk(
        ASK, "les 1", "neste", "neste", "forrige", "tilbake", "fram", "innhold", "gå 2",
        "finn komposten", "neste treff", "finn ferge", "gå 9",
    )  # fmt: skip
    told = done.stdout.split("Søkte i")[1]
    places = [line for line in told.split("\n") if line.startswith("Avsnitt ")]
    assert places == [
        "Avsnitt 1 av 2, linje 3",  # les 1
        "Avsnitt 2 av 2, linje 7–8",  # neste; the second one is refused
        "Avsnitt 1 av 2, linje 3",  # forrige
        "Avsnitt 2 av 2, linje 7–8",  # tilbake
        "Avsnitt 1 av 2, linje 3",  # fram
        "Avsnitt 2 av 2, linje 7–8",  # gå 2
    ]
    assert "1. Kompost i skolehagen\n  2. Erfaringer" in told
    assert "Treff 1 av 1, i avsnitt 2 av 2:" in told
    assert "Dette er det siste avsnittet i rapporten." in done.stderr
    assert "«komposten» står 1 gang i 1 avsnitt." in done.stderr
    assert "«ferge» står ikke i denne rapporten." in done.stderr
    assert "Det finnes ingen overskrift nummer 9." in done.stderr


def test_reading_needs_a_report_that_is_open(talk):
    done = talk("neste", "finn buss", "siter")
    assert done.stderr.count("Ingen rapport er åpen.") == 3


def test_a_filter_shows_the_choices_with_counts_and_then_what_it_leaves(talk):
    done = talk("filter", "filter utgiver vestøya", "filter år 1990", ASK, "filter fjern")
    assert "1. Skolebuss på Vestøya (2015, Vestøya kommune), 2 avsnitt" in done.stdout
    assert "Hagekontoret: 1 rapport" in done.stdout
    assert "2020: 1 rapport" in done.stdout
    assert "Filter: utgiver «vestøya». Det søkes i 1 rapport, 2 avsnitt." in done.stdout
    assert "Ingen rapporter passer til filteret" in done.stderr  # 1990, which is not kept
    assert "Søkte i 1 rapport, 2 avsnitt (filter: utgiver «vestøya»)" in done.stdout
    assert done.stdout.endswith("Det søkes i alle rapportene.\n")


def test_an_overview_counts_and_its_reports_can_be_opened_by_number(talk):
    done = talk("oversikt kommunen", "les 2", "oversikt ubåt")
    # The buses are paid for by the municipality in one passage, the bins were bought in another.
    assert "2 av 2 rapporter omtaler dette." in done.stdout
    assert "Avsnitt " in done.stdout
    assert "0 av 2 rapporter omtaler dette." in done.stdout


def test_citations_come_in_every_style_and_unwrapped(talk):
    done = talk(ASK, "siter 1", "siter 1 bibtex", "siter 1 ris", "siter 1 harvard", "siter 99")
    assert "Nordmann, K. A. & Berg, O. (2020)." in done.stdout
    assert "author = {Nordmann, Kari Anne and Berg, Ola}" in done.stdout
    assert "AU  - Nordmann, Kari Anne" in done.stdout
    assert "Stilen «harvard» finnes ikke." in done.stderr
    assert "Det finnes ikke noe treff 99." in done.stderr


def test_without_a_terminal_what_would_be_copied_is_printed(talk):
    done = talk(ASK, "kopier 1 sitat")
    assert done.stdout.endswith(f"{BOUGHT}\n")
    assert "\x1b]52" not in done.stdout
    assert "Kan bare kopiere i en terminal." in done.stderr


def test_marks_are_listed_saved_and_not_lost_without_a_word(talk, tmp_path):
    done = talk(ASK, "merk 1", "merk 2", "merk 2", "merker", "", "lagre json", "")
    assert [w for w in done.stderr.split("\n") if w.endswith("fjernet.")] != []
    assert f"1. {BOUGHT}" in done.stdout.split("Søkte i")[1]
    assert "Du har 1 merket avsnitt som ikke er lagret." in done.stderr
    [saved] = json.loads((tmp_path / f"kompetanse-{date.today()}.json").read_text("utf-8"))
    assert saved["question"] == ASK
    assert saved["citation"]["quote"] == BOUGHT


def test_an_empty_line_ends_it_even_so_the_second_time(talk):
    done = talk(ASK, "merk 1", "", "", "hjelp")
    assert done.returncode == 0
    assert HELP not in done.stdout  # it had ended before that


def test_what_was_asked_is_kept_for_the_next_time_and_can_be_asked_again(talk):
    talk("buss", ASK)
    done = talk("tidligere", "spør 1", "spør 7")
    assert f"1. {ASK}\n2. buss\n" in done.stdout
    assert "14 kompostbinger" in done.stdout
    assert "Det finnes ikke noe spørsmål 7." in done.stderr


def test_new_reports_are_read_in_from_inside(talk, small_corpus):
    (small_corpus / "kino.md").write_text("# Skolekino\n\nFilmen vises i mai.\n", "utf-8")
    (small_corpus / "tom.txt").write_bytes(b"")
    done = talk("rapporter", "indekser", "rapporter")
    before, after = done.stdout.split("1. Skolebuss")[1:]
    assert "Skolekino" not in before
    assert "Skolekino" in after
    assert "tom.txt: filen er tom" in done.stderr


def test_a_fault_is_told_and_the_dialogue_goes_on(talk):
    done = talk("filter rapport tog", "?!", ASK)
    assert "Det finnes ingen rapport med navnet «tog»" in done.stderr
    assert "Spørsmålet er tomt." in done.stderr
    assert "14 kompostbinger" in done.stdout


def test_a_fault_that_nobody_foresaw_is_told_with_its_trace_and_the_marks_are_kept(
    small_index, small_corpus, tmp_path, monkeypatch
):
    monkeypatch.setenv("KOMPETANSE_QA_STATE", str(tmp_path / "state"))
    session = Session(small_index, small_corpus)
    session.open()
    told, talk = Console(file=StringIO(), width=500), Console(file=StringIO(), width=500)
    dialogue = Dialogue(session, told, talk)
    assert dialogue.carry_out(ASK)
    assert dialogue.carry_out("merk 1")
    session.index = Broken(session.index, "ask")
    assert dialogue.carry_out(ASK)
    log = tmp_path / "state" / "crash.log"
    assert f"Noe uventet gikk galt: det gikk ikke\nDetaljene står i {log}." in talk.file.getvalue()
    assert "RuntimeError: det gikk ikke" in log.read_text("utf-8")
    assert [mark.citation.quote for mark in session.marks] == [BOUGHT]


def test_without_an_index_it_says_how_to_make_one(tmp_path):
    done = run_cli("--plain", stdin=f"{ASK}\n", cwd=tmp_path, KOMPETANSE_QA_STATE=str(tmp_path))
    assert done.returncode == 3
    assert "Lag den med: kompetanse-qa index" in done.stderr
