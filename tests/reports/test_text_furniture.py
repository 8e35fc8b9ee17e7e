"""What belongs to the pages of a text file is found by its repetition; what is text stays."""

from __future__ import annotations

import random
import textwrap
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kompetanse_qa.reports.parsed import Parsed
from kompetanse_qa.reports.text import parse

WORDS = (
    "lærerne skolene elevene rektor kommunen arbeidet samarbeidet undervisningen prosjektet "
    "erfaringene møtene tiltakene målene planen kurset fagene timene foreldrene"
).split()
LINES_OF_A_PAGE = 30


def read(text: str) -> Parsed:
    return parse(text.encode(), Path("rapport.txt"))


def furniture(parsed: Parsed) -> list[str]:
    return [f.text for f in parsed.furniture]


def body(parsed: Parsed) -> str:
    headings = [s.headings[-1] for s in parsed.sections if s.headings]
    return " ".join([*headings, *(b.text for s in parsed.sections for b in s.blocks)])


def prose(seed: int, paragraphs: int) -> list[str]:
    """Lines of 70 characters and blank lines; each sentence has a number word of its own."""
    rng = random.Random(seed)
    lines: list[str] = []
    for n in range(paragraphs):
        words = [rng.choice(WORDS) for _ in range(rng.randint(40, 90))]
        text = " ".join(f"{word}, nemlig" if i % 7 == 6 else word for i, word in enumerate(words))
        lines += [*textwrap.wrap(f"Avsnitt nr{n}x viser at {text} slutt.", 70), ""]
    return lines


def paged(lines: list[str], furniture_of, per_page: int = LINES_OF_A_PAGE) -> str:
    """The text with ``furniture_of(page)`` after each ``per_page`` lines, pages from 1."""
    out: list[str] = []
    for n in range(0, len(lines), per_page):
        out += lines[n : n + per_page]
        if n + per_page < len(lines):
            out += furniture_of(n // per_page + 1)
    return "\n".join(out) + "\n"


TEXT = prose(1, 30)
PAGES = (len(TEXT) - 1) // LINES_OF_A_PAGE


@pytest.mark.parametrize("above", [0, 1, 2])
@pytest.mark.parametrize("below", [0, 1, 2])
def test_a_running_head_is_taken_out_of_the_sentences_whatever_blank_lines_are_around_it(
    above, below
):
    head = "Kompetanse for framtida"
    parsed = read(paged(TEXT, lambda page: [""] * above + [head] + [""] * below))
    assert furniture(parsed) == [head] * PAGES
    assert body(parsed).split() == " ".join(TEXT).split()


@pytest.mark.parametrize(
    "line", ["Årsrapport 2012 | {page}", "{page} Nes kommune", "{page}", "– {page} –"]
)
@pytest.mark.parametrize("blank", [0, 1])
def test_a_line_that_counts_the_pages_is_taken_out(line, blank):
    def foot(page):
        return [""] * blank + [line.format(page=page)] + [""] * blank

    parsed = read(paged(TEXT, foot))
    assert furniture(parsed) == [line.format(page=page + 1) for page in range(PAGES)]
    assert body(parsed).split() == " ".join(TEXT).split()


def test_a_head_below_the_page_number_is_taken_out_with_it():
    parsed = read(paged(TEXT, lambda page: ["", str(page), "Nes kommune", ""]))
    assert furniture(parsed) == [t for p in range(PAGES) for t in (str(p + 1), "Nes kommune")]


def test_heads_that_take_turns_on_left_and_right_pages_are_both_taken_out():
    def head(page):
        return ["", f"{page} Nes kommune" if page % 2 == 0 else f"Årsrapport {page}", ""]

    text = prose(2, 80)
    pages = (len(text) - 1) // LINES_OF_A_PAGE
    parsed = read(paged(text, head))
    assert furniture(parsed) == [head(page + 1)[1] for page in range(pages)]


def test_heads_and_feet_at_form_feeds_are_taken_out_though_no_sentence_is_split():
    pages = [
        f"Nes kommune\nPå side {w} er alt nevnt.\n\nRapport side {n}\n"
        for n, w in enumerate(("en", "to", "tre", "fire"), 1)
    ]
    parsed = read("\f".join(pages))
    assert [(f.kind, f.text) for f in parsed.furniture[:2]] == [
        ("running_head", "Nes kommune"),
        ("running_foot", "Rapport side 1"),
    ]
    assert len(parsed.furniture) == 8
    assert body(parsed) == " ".join(
        f"På side {w} er alt nevnt." for w in ("en", "to", "tre", "fire")
    )


def test_a_head_that_the_file_begins_with_is_still_its_title():
    pages = [f"Skolen i Nes\n\nSetning {word} er her.\n" for word in ("a", "b", "c")]
    assert read("\f".join(pages)).title == "Skolen i Nes"


def test_the_number_in_a_foot_is_the_label_of_its_page():
    pages = [f"Ord {word} står her.\n\nRapport {n}\n" for n, word in enumerate("abcd", 11)]
    parsed = read("\f".join(pages))
    labels = [b.position.page_label for s in parsed.sections for b in s.blocks]
    # The last page is left out, see `take_furniture`.
    assert labels == ["11", "12", "13", None]


def test_a_number_in_a_heading_does_not_hide_the_numbers_of_the_pages():
    # The numbers are one behind the file's pages up to 9 and agree from 11 on, as does "Del 3".
    numbers = {**{page: page - 1 for page in range(5, 10)}, **{p: p for p in range(11, 25)}}
    pages = [f"Setningen nr{page}x er her.\n{numbers.get(page, '')}\n" for page in range(1, 25)]
    pages[2] = "Del 3\nSetningen er her.\n"
    assert furniture(read("\f".join(pages))) == [str(n) for n in numbers.values()]


def test_figures_at_the_foot_of_each_page_are_text_though_their_words_return():
    pages = [
        f"Profil for {name}\n\nSkolen ligger i {name}.\n\nElever i alt: {number}\n"
        for name, number in (("Ask", 240), ("Bjørk", 312), ("Eik", 98), ("Furu", 171))
    ]
    parsed = read("\f".join(pages))
    assert furniture(parsed) == []
    assert body(parsed).count("Elever i alt") == 4


def schools(about: str, text: list[str], times: int = 4) -> str:
    """The same sub-heading in the same distance under each school."""
    parts = [
        f"Skole {letter}\n\n{about}\n\n" + "\n".join(text) + "\n" for letter in "ABCDEFGH"[:times]
    ]
    return "\n".join(parts)


@pytest.mark.parametrize("times", [3, 4, 8])
def test_a_subheading_that_returns_in_a_rhythm_is_a_heading(times):
    parsed = read(schools("Former for samarbeid", prose(3, 5), times))
    assert furniture(parsed) == []
    assert [s.headings[-1] for s in parsed.sections].count("Former for samarbeid") == times


def test_a_chapter_heading_stays_where_it_stands_first_and_goes_where_it_returns():
    head = ["", "Kapittel 2: Metode", ""]
    text = ["Kapittel 2: Metode", "", *TEXT]
    parsed = read("Forord\n\nTakk til alle.\n\n" + paged(text, lambda page: head))
    assert furniture(parsed) == ["Kapittel 2: Metode"] * (len(furniture(parsed)))
    assert len(furniture(parsed)) == (len(text) - 1) // LINES_OF_A_PAGE
    assert [s.headings for s in parsed.sections] == [("Forord",), ("Kapittel 2: Metode",)]


def test_a_line_that_returns_in_lists_stays():
    lists = [
        f"I år {n} deltok disse på møtene som kommunen holdt for skolene sine\n\n"
        + "\n".join(f"- {who}" for who in ("rektor", "lærerne", "skoleeier"))
        + "\n\n"
        + "\n".join(prose(n, 2))
        for n in range(4)
    ]
    assert furniture(read("\n".join(lists))) == []


def test_column_heads_and_rows_that_return_in_tables_stay():
    tables = [
        f"Tabell {n}: Svar\nSkole Antall Prosent\nVåge skole {n}5 84\nNes skole 21 {n}0\n"
        "Alle skoler 36 92\n\n" + "\n".join(prose(n, 3))
        for n in range(1, 5)
    ]
    parsed = read("\n".join(tables))
    assert furniture(parsed) == []
    assert body(parsed).count("Skole Antall Prosent") == 4


def test_column_heads_of_tables_that_float_into_sentences_stay():
    tables = [
        "\n".join(
            [*prose(n, 2), f"Vi har gjort en analyse nr{n} av alle de svarene som vi har fått"]
        )
        + f"\n\nUavhengige variabler Beta\n(standardisert)\n\nLæringsmiljø 0,{n}9 0,20{n}\n\n"
        "inn fra skolene.\n"
        for n in range(4)
    ]
    assert furniture(read("\n".join(tables))) == []


def test_questions_that_return_in_interview_guides_stay():
    questions = [
        "Hva forstår dere med skolebasert kompetanseutvikling og hvordan arbeider",
        "dere med den?",
        "Hvordan er samarbeidet?",
    ]
    guides = [
        f"{who}\n\n" + "\n".join([*questions, *questions[2:]] * 4) + "\n"
        for who in ("Rektorer", "Lærere", "Skoleeiere")
    ]
    parsed = read("Intervjuguider\n\n" + "\n".join(guides))
    assert furniture(parsed) == []


def test_numbers_of_sections_and_paragraphs_stay():
    law = [f"§ {n}.\n\n" + "\n".join(prose(n, 3)) for n in range(1, 9)]
    chapters = [f"Kapittel {n}\n\n" + "\n".join(prose(n, 3)) for n in range(1, 9)]
    assert furniture(read("\n".join(law))) == furniture(read("\n".join(chapters))) == []


def test_a_number_alone_that_does_not_rise_stays():
    parsed = read("Rapport for skolene\n\n\n2011\n\n\n0\n\nHer står det en setning.\n")
    assert furniture(parsed) == []


def test_an_address_in_a_sentence_stays_and_one_that_is_set_apart_goes():
    inside = "Les om dette på nettstedet på\nhttps://eksempel.no/rapporter\nog i rapporten."
    apart = "Utbyttet henger sammen med hvor mye de\n https://eksempel.no/side\n\nprøver ut selv."
    assert furniture(read(inside)) == []
    parsed = read(apart)
    assert furniture(parsed) == ["https://eksempel.no/side"]
    assert body(parsed) == "Utbyttet henger sammen med hvor mye de prøver ut selv."


def full_pages(pages: int, lines: int = 12) -> list[list[str]]:
    """Pages that each end with a sentence: lines of 70 characters."""
    return [
        [
            f"Side nr{p}x viser noe som skolene i kommunen har lært om arbeidet, nr{n}"
            for n in range(lines - 1)
        ]
        + [f"og dermed er det som står på side nr{p}x ferdig fortalt i teksten."]
        for p in range(pages)
    ]


def joined(pages: list[list[str]], between: list[str]) -> str:
    return "\n".join("\n".join([*between, *page] if n else page) for n, page in enumerate(pages))


def test_one_sentence_split_is_enough_where_all_pages_are_equally_long():
    pages = full_pages(5)
    # The sentence of page 2 now ends on page 3.
    pages[2][:0], pages[1][-1:] = pages[1][-1:], []
    pages[2].pop(1)
    pages[1].insert(0, "Her er noe mer som skolene i kommunen har lært om alt arbeidet sitt og")
    assert {len(page) for page in pages} == {12}
    assert furniture(read(joined(pages, ["Nes kommune"]))) == ["Nes kommune"] * 4
    pages[3] *= 2
    assert furniture(read(joined(pages, ["Nes kommune"]))) == []


def test_a_head_beside_page_marks_is_taken_out_though_it_splits_no_sentence():
    pages = full_pages(6)
    marked = [[*page, "", f"Side {n} av 6", "Nes kommune", ""] for n, page in enumerate(pages, 1)]
    parsed = read(joined(marked, []))
    assert Counter(furniture(parsed))["Nes kommune"] == 6


def test_a_heading_that_stands_below_a_few_of_many_page_marks_stays():
    pages = full_pages(16)
    marked = [[*page, "", f"Side {n} av 16", ""] for n, page in enumerate(pages, 1)]
    for n in (2, 7, 8, 14):
        marked[n].insert(0, "Oppsummering\n")
    parsed = read(joined(marked, []))
    assert set(furniture(parsed)) == {f"Side {n} av 16" for n in range(1, 17)}
    assert [s.headings for s in parsed.sections].count(("Oppsummering",)) == 4


def test_a_line_that_returns_within_a_page_stays_in_its_sentence():
    lines = [
        f"Skolene i kommunen svarer at de har lært noe om arbeidet i året nr{n}" for n in range(20)
    ]
    text = "\n".join(
        f"{line}\nNes kommune\nog at de vil fortsette med det samme til neste år nr{line[-2:]}"
        for line in lines
    )
    assert furniture(read(text)) == []


def test_a_line_that_ends_in_a_comma_stays_in_its_sentence():
    pages = [
        [*page[:5], "Rektor, lærerne og alle foreldrene ved skolen,", f"sammen nr{n}", *page[6:]]
        for n, page in enumerate(full_pages(5))
    ]
    assert furniture(read(joined(pages, []))) == []


def test_a_label_above_list_items_stays():
    pages = [
        [
            *page,
            f"Skolene i kommunen skal nå gå i gang med alle disse nr{n} gode",
            "Tiltak",
            f"- å møtes nr{n}",
            f"- å skrive nr{n}",
        ]
        for n, page in enumerate(full_pages(5))
    ]
    assert furniture(read(joined(pages, []))) == []


@pytest.mark.parametrize("feed", ["", "\f"])
def test_a_title_that_the_heads_repeat_stays_a_heading(feed):
    head = [f"{feed}Kompetanse for framtida", ""]
    title = ["Kompetanse for framtida", "Rapport til Nes kommune", ""]
    pages = [TEXT[n : n + 29] for n in range(0, 145, 29)]
    parsed = read("\n".join([*title, joined(pages, head)]))
    assert furniture(parsed) == ["Kompetanse for framtida"] * 4
    assert parsed.title == "Kompetanse for framtida Rapport til Nes kommune"


@pytest.mark.parametrize("tops", [(2, 7, 12), (2, 3, 4)])
def test_a_heading_at_the_top_of_a_few_pages_stays(tops):
    pages = full_pages(14)
    for n in range(14):
        if n in tops:
            pages[n].insert(0, "Oppsummering\n")
        elif max(tops) == 4:
            pages[n].insert(6, "Oppsummering\n")
    assert furniture(read("\n\f".join("\n".join(page) for page in pages))) == []


def test_figures_that_are_equal_on_some_pages_by_chance_are_text():
    numbers = [98, 98, 98, 312, 171, 205, 64, 77]
    pages = [
        f"Skolen nr{n}x er god.\n\nElever i alt: {number}\n" for n, number in enumerate(numbers)
    ]
    assert furniture(read("\f".join(pages))) == []


def test_a_form_feed_in_a_line_ends_it():
    parsed = read("Slutten av siden.\f Ny side her,\nog mer.")
    spans = [b.position.lines for s in parsed.sections for b in s.blocks]
    assert (body(parsed), spans) == ("Slutten av siden. Ny side her, og mer.", [(1, 1), (1, 2)])


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    seed=st.integers(0, 10_000),
    per_page=st.integers(15, 45),
    above=st.integers(0, 2),
    below=st.integers(0, 2),
    line=st.sampled_from(["Nes kommune", "Rapport 2012  {page}", "{page}", "Side {page} av 40"]),
    feed=st.booleans(),
)
def test_what_is_put_in_at_every_page_is_taken_out_and_nothing_else(
    seed, per_page, above, below, line, feed
):
    lines = prose(seed, 40)

    def between(page):
        text = [""] * above + [line.format(page=page)] + [""] * below
        return [*text, "\f"] if feed else text

    parsed = read(paged(lines, between, per_page))
    pages = (len(lines) - 1) // per_page
    wanted = Counter(" ".join(line.format(page=p + 1).split()) for p in range(pages))
    assert Counter(furniture(parsed)) == wanted
    assert Counter(body(parsed).split()) == Counter(" ".join(lines).split())
