"""The study of 2013, ten thousand flattened lines: its sentences, headings, tables and pages."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from kompetanse_qa.records import Block, Report, Section, Span, locate
from kompetanse_qa.reports import read_report
from kompetanse_qa.reports.manifest import load_manifest

CORPUS = Path(__file__).parents[2] / "corpus"
STEM = "skolebasert-kompetanseutvikling-2013"


@functools.cache
def study() -> Report:
    return read_report(CORPUS / f"{STEM}.txt", CORPUS, load_manifest(CORPUS)[STEM])


def holding(words: str) -> tuple[Section, Block]:
    """The only block with these words, and its section."""
    found = [(s, b) for s, b in study().blocks() if words in b.text]
    assert len(found) == 1, [b.text[:80] for _, b in found]
    return found[0]


def table(number: str) -> Block:
    start = f"Tabell {number}:"
    return next(b for _, b in study().blocks() if b.kind == "table" and b.text.startswith(start))


@pytest.mark.parametrize(
    "whole",
    [
        "Birgitte Lauvstad ved Program for lærerutdanning har bistått i den telefoniske purringen",
        "Dahl har også gjennomført analysen av dataene.",
        "mer motiverende undervisning som oppleves som relevant",
        "«at det regner på ungdomstrinnet og drypper på barnetrinnet»",
        "fra de som er nysgjerrig og til alle grader nedover.",
        "ulike samarbeidspartnere har vært til stede ved disse presentasjonene.",
        "Når lærere observerer hverandre, er de i en sårbar situasjon.",
        "lærerutdannere med ulike kompetanser jobber sammen for å utfylle hverandre.",
        "Deretter har vi analysert materialet på tvers av casene.",
        "For det første ser vi en sammenheng med hva den enkelte lærer sier",
        "manglende forståelse for hensikten med utviklingsarbeidet, et problematisk",
    ],
)
def test_a_sentence_that_a_page_a_note_a_figure_or_a_table_splits_is_whole(whole):
    _, block = holding(whole)
    assert block.kind == "paragraph"


@pytest.mark.parametrize(
    "word",
    [
        "Ungdomstrinnet/Rammeverk-for-skolebasert",
        "lærerutdannere, aksjonslæring, ITP-modellen (individuell",
        "en sosial-fenomenologisk tilnærming",
        "en sånn vi-greie»",
        "en slags modell-læring for deres",
        "en 1-10-skole",
        "Lærerutdanningsinstitusjonen har vært pådriver",
        "FoU-arbeid og utviklingen av et felles ståsted",
        "de siste ti-femten årene»",
        "Ikke-matematikklærerne",
        "I KHAT-teorien",
        "aksjonslæring, ITP-modellen, pedagogisk",
        "lignende IKT-verktøy og Leselos",
        "Utprøvende av nye undervisningsformer Inspireres",
        "de etisk-normative holdninger",
    ],
)
def test_a_word_that_is_divided_at_a_line_end_is_written_as_it_should_be(word):
    holding(word)


def test_no_word_ends_in_a_hyphen_that_the_line_end_put_there():
    divided = [b.text for _, b in study().blocks() if "- \n" in b.text or b.text.endswith("-")]
    assert divided == []


@pytest.mark.parametrize(
    ("begins", "kind", "path"),
    [
        (
            "Slagordet for satsinga er: Best i klassen.",
            "paragraph",
            (
                "Kapittel 4: Funn i studien",
                "Case B",
                "Skole B3",
                "Skoleledernes perspektiv",
                "Utgangspunkt og former for samarbeid",
            ),
        ),
        (
            "Skole B3 er en stor nyetablert skole",
            "paragraph",
            ("Kapittel 4: Funn i studien", "Case B", "Skole B3"),
        ),
        (
            "I piloten har en kursholder fra universitetet tre ganger",
            "paragraph",
            (
                "Kapittel 4: Funn i studien",
                "Case C",
                "Skole C1",
                "Lærernes perspektiv",
                "Former for samarbeid",
            ),
        ),
        (
            "Skoleeier har lest faglitteraturen",
            "paragraph",
            (
                "Kapittel 4: Funn i studien",
                "Case C",
                "Skoleeier",
                "Skoleeiers perspektiv",
                "Rammeverk og nettressurser",
            ),
        ),
        (
            "Vår studie av piloteringen viser at erfaringsdeling",
            "paragraph",
            (
                "Kapittel 4: Funn i studien",
                "Beskrivelser og analyser på tvers av casene og analyse mellom faktorer i "
                "aktivitetssystemet",
                "Erfaringsdeling",
                "Type, omfang og arena",
            ),
        ),
        (
            "Det mest grunnleggende funnet i vår studie",
            "paragraph",
            (
                "DEL 3 Oppsummerende drøfting",
                "Kapittel 10: Strekk i laget?",
                "Store ulikheter mellom skoler når det gjelder hvordan de arbeider med å få til "
                "varige forbedringer",
            ),
        ),
        (
            "Dette vedlegget viser resultatene",
            "paragraph",
            ("Vedlegg 2: Resultater fra faktoranalyse",),
        ),
    ],
)
def test_a_passage_has_the_whole_path_of_its_headings(begins, kind, path):
    section, block = holding(begins)
    assert block.text.startswith(begins)
    assert (block.kind, section.headings) == (kind, path)


@pytest.mark.parametrize(
    ("heading", "times"),
    [
        ("Utgangspunkt", 19),
        ("Former for samarbeid", 17),
        ("Rammeverk og nettressurser", 15),
        ("Lærernes erfaringer", 9),
    ],
)
def test_a_subheading_returns_as_often_as_in_the_report_each_time_on_its_own_path(heading, times):
    paths = [s.headings for s in study().sections if s.headings and s.headings[-1] == heading]
    assert len(paths) == len(set(paths)) == times


def test_the_outermost_headings_are_the_parts_of_the_report():
    outermost = list(dict.fromkeys(s.headings[0] for s in study().sections))
    assert outermost == [
        "Forord",
        "Sammendrag",
        "Kapittel 1: Innledning kvalitativ studie",
        "Kapittel 2: Teoretisk rammeverk",
        "Kapittel 3: Metodisk tilnærming",
        "Kapittel 4: Funn i studien",
        "Kapittel 5: Oppsummering av funn og implikasjoner for den skolebaserte "
        "kompetanseutviklingen",
        "DEL 2 Den kvantitative studien",
        "DEL 3 Oppsummerende drøfting",
        "Vedlegg 1",
        "Vedlegg 2: Resultater fra faktoranalyse",
    ]


def test_a_wrapped_heading_is_one_heading():
    lines = {s.headings[-1][:30]: s.position.lines for s in study().sections}
    assert lines["Beskrivelser og analyser på tv"] == (5091, 5092)
    assert lines["Samarbeid mellom lærerutdannere"[:30]] == (6334, 6335)
    assert lines["Bidrag fra skolebasert kompeta"] == (8287, 8288)
    assert lines["Betydning av skolebasert kompe"] == (8368, 8369)
    assert lines["Store ulikheter i samarbeidsfo"] == (9208, 9209)


def test_the_signature_of_the_foreword_is_no_heading():
    section, block = holding("May Britt Postholm og Thomas Dahl")
    assert (section.headings, block.kind) == (("Forord",), "paragraph")


def test_all_tables_have_their_captions():
    numbers = [
        b.text.split(":")[0].removeprefix("Tabell ")
        for _, b in study().blocks()
        if b.kind == "table"
    ]
    assert numbers == [str(n) for n in range(1, 22)] + ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("number", "head", "rows", "row"),
    [
        (
            "1",
            "Tabell 1: Svarprosent for pilotskoler som er med i analysen\n"
            "Skole Region Lærere ved ungdomstrinnene Antall svar Svarprosent",
            22,  # 21 schools and the total
            "Våge skule Sogn og Fjordane 5 4 84",
        ),
        (
            "3",
            "Tabell 3: Indikatorer og underliggende variabler\n"
            "Indikator Underliggende variabler (områder i hovedindikator)",
            8 + 7 + 5 + 3,
            "• Aktiv, systematisk og dialogbasert ledelse (4 items)",
        ),
        (
            "6",
            "Tabell 6: Betaverdi og signifikansnivå fra regresjonsanalyse med ”Skoleutvikling det "
            "siste året” som avhengig variabel. Forklart varians til uavhengig variabel 51 prosent."
            "\nUavhengige variabeler Beta (standardisert) Signifikans",
            8,
            "Systematisk og målrettet utviklingsarbeid 0,294 0,012",
        ),
        (
            "8",
            "Tabell 8: Korrelasjonskoeffisient for korrelasjon mellom områder for skolens "
            "organisasjonslæring og forhold fra skoleporten (skolenivå, N=20) Alle tall fra "
            "skoleporten er gjennomsnittstall, siste 5 år.\n"
            "Trivsel på skolen Trivsel med lærer Motivasjon Grunnskolepoeng Matematikk, standpunkt "
            "Norsk, standpunkt Skolestørrelse",
            9,  # eight areas and the note on significance
            "Diskusjon av fagtekster og pensumlitteratur "
            "0,550* 0,485* 0,565** -0,326 -0,385 -0,152 0,453*",
        ),
        (
            "9",
            "Tabell 9: Betaverdi og signifikansnivå fra regresjonsanalyse med «Erfaringsdeling og "
            "læring» som avhengig variabel. Forklart varians til uavhengig variabel 40 prosent.\n"
            "Uavhengige variabler Beta (standardisert) Signifikans",
            6,
            "Betydning av skolebasert kompetanseutvikling for egen undervisningspraksis "
            "0,082 0,627",
        ),
        (
            "10",
            "Tabell 10: Betaverdi og signifikansnivå fra regresjonsanalyse med «Erfaringsdeling og "
            "læring» (utvikling det siste året) som avhengig variabel. Forklart varians til "
            "uavhengig variabel 38 prosent.\nUavhengige variabler Standardisert beta Sig.",
            5,
            "Utvikling av arbeidsformer, rutiner og prosedyrer 0,505 0,000",
        ),
        (
            "11",
            "Tabell 11: Lærernes vurdering av eksternt kompetansemiljø\n"
            "Indikator N Gjennomsnitt Median SD",
            2,
            "Bidrag fra eksternt kompetansemiljø 178 3,1 3,0 0,8",
        ),
        (
            "A",
            "Tabell A: Faktorladninger, «Skolens organisasjonslæring»\nItems 1 2 3 4 5 6 7 8 9",
            41,
            "Ledelsen har god dialog ,104 ,119 ,151 ,790 ,006 ,092 ,267 ,015 -,032 med de ansatte",
        ),
    ],
)
def test_a_table_has_caption_and_column_heads_and_a_line_for_each_row(number, head, rows, row):
    block = table(number)
    lines = block.text[len(head) + 1 :].split("\n")
    assert block.text[: block.head.end] == head
    assert len(lines) == rows
    assert row in lines


def test_rows_that_stand_apart_from_their_caption_keep_their_own_lines():
    block = table("6")
    start = block.text.index("Regning og grunnleggende")
    position = locate(block.anchors, Span(start=start, end=start + 20))
    assert position.lines == (8001, 8001)


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        ("1", (601, 605)),
        ("2", (2861, 2861)),
        ("3", (7351, 7353)),
        ("4", (7740, 7740)),
        ("5", (9175, 9179)),
        ("6", (9298, 9299)),
    ],
)
def test_a_footnote_is_a_block_of_its_own_and_its_mark_is_off_the_text(number, lines):
    notes = [b for _, b in study().blocks() if b.kind == "footnote"]
    assert [b.position.lines for b in notes if b.text.startswith(f"{number} ")] == [lines]
    assert [f.text for f in study().furniture if f.kind == "markup"] == list("123456")


@pytest.mark.parametrize(
    "clean",
    [
        "pedagogisk virksomhet. Hensikten",
        "andre studier oss grunnlag",
        "profesjonsholdninger innad",
    ],
)
def test_a_word_that_had_a_mark_glued_to_it_is_clean(clean):
    holding(clean)


def test_the_words_of_figures_stay_out_of_the_running_text():
    figures = [b.text for _, b in study().blocks() if b.kind == "figure"]
    captions = [line for f in figures for line in f.split("\n") if line.startswith("Figur")]
    assert [c.split(":")[0] for c in captions] == [f"Figur {n}" for n in range(1, 10)]
    assert "4. Gjennomgang\nav nytt opplegg" in figures[-1]
    assert not any(
        "Overordnet mål Utbytte" in b.text for _, b in study().blocks() if b.kind != "figure"
    )


def test_the_four_interview_guides_are_questions_one_in_a_row():
    guides = [(s.headings, b) for s, b in study().blocks() if b.kind == "questions"]
    assert [path[1:] for path, _ in guides] == [
        ("Intervjuguider", who) for who in ("Lærerutdannere", "Skoleledere", "Lærere", "Skoleeier")
    ]
    rows = guides[0][1].text.split("\n")
    assert rows[0] == "Hva forstår dere med skolebasert kompetanseutvikling?"
    assert rows[3].endswith("Hvem tok initiativ til kontakt? Hvor ofte?")
    assert "Andre kommentarer?" in rows


def test_a_lead_in_stands_in_its_list_and_nowhere_else():
    _, block = holding("For den kvantitative studien har vi stilt følgende spørsmål:")
    assert block.kind == "list"
    assert block.text[: block.head.end].endswith("følgende spørsmål:")
    assert block.text.split("\n")[4] == "Høyner den skolens samlede kompetanse for læring?"
    _, before = holding("begrenset til bare å kunne si noe om lærernes erfaringer og oppfatninger.")
    assert (before.kind, before.position.lines) == ("paragraph", (126, 128))


def test_a_bullet_that_a_page_splits_is_one_item():
    _, block = holding("Studien viser at skoleledere som lykkes kan karakteriseres")
    assert block.text.split("\n")[-1] == (
        "• Bruker tilgjengelige ressurser for å skape tid og rom, slik at det blir muligheter for "
        "refleksjon rundt observert undervisning, samt erfaringsdeling og kollegaveiledning."
    )


def test_page_numbers_are_taken_out():
    numbers = [f.text for f in study().furniture if f.kind == "page_number"]
    assert numbers == ["47", "48", "50", "79", "112", "121", "162", "163", "171"]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        # The number 47 was read first on its page (2040), and the text of the page after it.
        ("På spørsmål om hva de selv har lært i prosjektet svarer lederne av de gjennom", "47"),
        ("disse presentasjonene. Hovedtillitsvalgt", "48"),
        ("Lærerne forteller at ledelsen har gitt dem ulike tekster", "50"),
        ("Jeg har spurt meg hva slags grunnlagsdata", "79"),
        ("hverandre, er de i en sårbar situasjon", "112"),
        # Before the first number, after the last that agrees, and where breaks are missing.
        ("fått bruke fellestid på å lese denne litteraturen", None),
        ("På skole A1 opplever rektoren at deltakelse i prosjektet har hatt", None),
        ("Vi har data fra 20 skoler som har deltatt", None),
    ],
)
def test_a_page_label_stands_only_between_two_printed_numbers_that_agree(words, label):
    _, block = holding(words)
    start = block.text.index(words)
    position = locate(block.anchors, Span(start=start, end=start + len(words)))
    assert position.page_label == label


def test_the_errors_of_the_source_stay():
    for error in ("ny vår#", "Greogy", "Lærerutdannnerne", "mellom 2,5 og 3", "seks indikatorene"):
        assert any(error in b.text for _, b in study().blocks())
