"""Plain text as people save it: wrapped or not, with headings, lists, pages and tables."""

from __future__ import annotations

from pathlib import Path

from kompetanse_qa.reports.parsed import Parsed
from kompetanse_qa.reports.text import parse


def read(text: str) -> Parsed:
    return parse(text.encode(), Path("rapport.txt"))


def blocks(parsed: Parsed) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for s in parsed.sections for b in s.blocks]


WRAPPED = """\
Årsrapport om kompetanse

1 Innledning

Dette er en helt vanlig tekst som er brutt ved omtrent åtti tegn per linje, slik de
fleste tekstfiler er. Den fortsetter her og forteller en god del mer om lærings-
og utviklingsprosesser ved skolene i kommunen.

1.1 Bakgrunn for undersøkelsen

Kommunen ønsket kunnskap. Derfor ble det gjennomført en undersøkelse blant alle lærer-
ne i de tolv skolene som deltok i prosjektet, med støtte fra fylkeskommunen og staten.

Undersøkelsen viser to ting. Den viser:

- at mange er fornøyde med tilbudet
- at noen ønsker mer tid
  til felles refleksjon

Hvem svarte på undersøkelsen?

I alt svarte 312 lærere, som gir en svarprosent på 61. Dette er noe lavere enn året før,
men likevel tilfredsstillende.

2 Metode

Vi har brukt intervju.
"""


def test_a_wrapped_text_becomes_headings_paragraphs_and_lists():
    parsed = read(WRAPPED)
    assert parsed.title == "Årsrapport om kompetanse"
    assert [s.headings for s in parsed.sections] == [
        ("Årsrapport om kompetanse",),
        ("1 Innledning",),
        ("1 Innledning", "1.1 Bakgrunn for undersøkelsen"),
        ("1 Innledning", "1.1 Bakgrunn for undersøkelsen", "Hvem svarte på undersøkelsen?"),
        ("2 Metode",),
    ]
    texts = [text for _, text in blocks(parsed)]
    assert texts[0].endswith("lærings- og utviklingsprosesser ved skolene i kommunen.")
    assert "blant alle lærerne i de tolv" in texts[1]
    assert texts[2] == "Undersøkelsen viser to ting."
    assert texts[3] == (
        "Den viser:\n- at mange er fornøyde med tilbudet\n"
        "- at noen ønsker mer tid til felles refleksjon"
    )


def test_windows_line_ends_change_nothing_but_the_offsets():
    unix, windows = read(WRAPPED), read(WRAPPED.replace("\n", "\r\n"))
    assert blocks(unix) == blocks(windows)
    # Two lines end before the third, each with one character more.
    assert windows.sections[1].position.start == unix.sections[1].position.start + 2
    assert windows.sections[1].position.lines == unix.sections[1].position.lines == (3, 3)


def test_text_that_is_not_wrapped_has_a_paragraph_in_each_line():
    long = "Dette avsnittet står på én eneste linje, slik mange programmer lagrer tekst, " * 2
    parsed = read(f"# Tittel\n\n{long}slutt.\n\n## Funn\n\n{long}slutt.\nKort avsnitt.\n")
    assert [s.headings for s in parsed.sections] == [("Tittel",), ("Tittel", "Funn")]
    assert [text for _, text in blocks(parsed)] == [
        f"{long}slutt.",
        f"{long}slutt.",
        "Kort avsnitt.",
    ]
    assert parsed.title == "Tittel"


def test_a_sentence_goes_on_over_a_form_feed_and_the_page_number_is_taken_out():
    parsed = read(
        "Siden begynner her og går\nover flere linjer av tekst som\nikke er\n\n\n12\n\f"
        "ferdig før på neste side.\n\n\n13\n\fSlutten står her.\n"
    )
    whole = "Siden begynner her og går over flere linjer av tekst som ikke er ferdig før på neste"
    assert blocks(parsed) == [("paragraph", f"{whole} side."), ("paragraph", "Slutten står her.")]
    assert [(f.kind, f.text) for f in parsed.furniture] == [
        ("page_number", "12"),
        ("page_number", "13"),
    ]


def test_a_page_has_a_label_when_the_numbers_before_and_after_it_agree():
    parsed = read("En.\n\n\n7\n\fTo.\n\n\n8\n\fTre.\n\n\n9\n\fFire.\n\n\n17\n\fFem.\n")
    labels = {b.text: b.position.page_label for s in parsed.sections for b in s.blocks}
    # 7 to 8 to 9 add up; 9 to 17 does not, and after 17 nothing is proven.
    assert labels == {"En.": "7", "To.": "8", "Tre.": None, "Fire.": None, "Fem.": None}


def test_a_page_number_that_may_be_of_the_page_before_or_after_gives_no_label():
    parsed = read("En.\n\n\n7\n\n\nTo.\n\n\n8\n\n\nTre.\n")
    assert {b.position.page_label for s in parsed.sections for b in s.blocks} == {None}


def test_a_table_in_a_text_without_spaces_at_line_ends_keeps_its_words_apart():
    parsed = read(
        "Tabell 1: Svar\nSkole Antall Prosent\nVåge skole og\nungdomsskole\n5 84\nNes 21 100\n"
    )
    assert blocks(parsed) == [
        (
            "table",
            "Tabell 1: Svar\nSkole Antall Prosent\nVåge skole og ungdomsskole 5 84\nNes 21 100",
        )
    ]


def test_a_long_row_of_numbers_that_ends_in_a_word_is_read_and_is_no_table_row():
    # With two ways to match each number there would be 2 to the 40th ways to match the row.
    row = "2009 2010 " * 20 + "landet"
    assert blocks(read(f"Tall for årene.\n\n{row}\n")) == [
        ("paragraph", "Tall for årene."),
        ("paragraph", row),
    ]


def test_what_stands_below_a_table_is_not_in_it():
    parsed = read(
        "Tabell 1: Svar\nSkole Antall Prosent\nVåge 5 84\nNes 21 100\n\nOm svarene\n\n"
        "Svarene kom inn i løpet av våren, og de fleste svarte etter første purring.\n"
    )
    assert [kind for kind, _ in blocks(parsed)] == ["table", "paragraph"]
    assert parsed.sections[-1].headings == ("Om svarene",)


def test_drawings_without_captions_that_split_sentences_are_figures_of_their_own():
    page = "Dette er en linje av løpende tekst som ikke er ferdig, og som\nMål\nRegler\nVerktøy\n"
    parsed = read(f"{page}\f går videre her.\n{page}\f går videre her.\n")
    assert [(kind, text) for kind, text in blocks(parsed) if kind == "figure"] == [
        ("figure", "Mål\nRegler\nVerktøy"),
        ("figure", "Mål\nRegler\nVerktøy"),
    ]


def test_a_name_with_a_number_keeps_it_though_a_footnote_has_the_same():
    parsed = read(
        "Ved skole C3 har de arbeidet med lesing3 i mange år, og de\nfortsetter med det.\n\n"
        "________________\n3 Se tabellen.\n"
    )
    assert blocks(parsed) == [
        (
            "paragraph",
            "Ved skole C3 har de arbeidet med lesing i mange år, og de fortsetter med det.",
        ),
        ("footnote", "3 Se tabellen."),
    ]


def test_a_note_mark_comes_off_an_abbreviation_that_stands_without_it_elsewhere():
    parsed = read(
        "De bruker IKT4 i alle fag, og de er vant med IKT fra før, mens de i\nskole C4 venter. "
        "Ved skole C4 er de enige.\n\n________________\n4 Se tabellen.\n"
    )
    text = blocks(parsed)[0][1]
    assert text.startswith("De bruker IKT i alle fag, og de er vant med IKT fra før")
    assert text.count("skole C4") == 2


def test_a_number_stays_on_a_word_that_never_stands_without_it():
    parsed = read("De brukte verktøyet X4 i\nalle fag.\n\n________________\n4 Se tabellen.\n")
    assert blocks(parsed)[0] == ("paragraph", "De brukte verktøyet X4 i alle fag.")


def test_a_row_of_spaces_is_the_rule_above_a_footnote():
    parsed = read("Dette er skolens virksomhet.2 Den fortsetter.\n" + " " * 25 + "\n2 Se loven.\n")
    assert blocks(parsed) == [
        ("paragraph", "Dette er skolens virksomhet. Den fortsetter."),
        ("footnote", "2 Se loven."),
    ]


SPACED = "Om\t \xa0samarbeid\t \xa0i\t \xa0skolen"


def test_a_line_with_its_words_set_apart_by_tabs_is_a_heading_where_few_lines_are_so():
    text = "".join(f"Setning nummer {n} er her.\n" for n in range(12))
    parsed = read(f"{text}{SPACED}\nDette er teksten om det.\n")
    assert [s.headings for s in parsed.sections] == [(), ("Om samarbeid i skolen",)]


def test_a_text_that_has_tabs_between_all_its_words_is_a_text():
    line = SPACED.replace("Om", "der vi ser på") + "\n"
    assert [s.headings for s in read(f"Her er en tekst\n{line * 5}slutt.\n").sections] == [()]


def test_a_single_space_before_few_lines_is_a_page_break_that_a_sentence_goes_over():
    lines = "".join(f"Setning nummer {n} er skrevet her på siden, som er full.\n" for n in range(9))
    parsed = read(f"{lines}Her begynner en setning som går\n\n\n videre på siden etter.\n")
    assert body_end(parsed) == "Her begynner en setning som går videre på siden etter."


def body_end(parsed: Parsed) -> str:
    text = blocks(parsed)[-1][1]
    return text[text.index("Her begynner") :]


def test_link_lines_of_a_web_page_are_neither_headings_nor_part_of_the_text():
    parsed = read(
        "Undersøkelsen viser at de fleste av lærerne er fornøyde med tilbudet.\n"
        "Les mer om undersøkelsen\nLast ned rapporten\n\n"
        "De ønsker likevel mer tid til å arbeide sammen om undervisningen.\n"
    )
    assert [text for _, text in blocks(parsed)] == [
        "Undersøkelsen viser at de fleste av lærerne er fornøyde med tilbudet.",
        "Les mer om undersøkelsen",
        "Last ned rapporten",
        "De ønsker likevel mer tid til å arbeide sammen om undervisningen.",
    ]
    assert [s.headings for s in parsed.sections] == [()]


def test_headings_that_return_stand_below_those_that_stand_once():
    text = "".join(
        f"{heading}\n\nHer står det en hel setning om {heading.lower()} ved skolen.\n\n"
        for heading in ("Nes skole", "Utgangspunkt", "Våge skole", "Utgangspunkt")
    )
    assert [s.headings for s in read(text).sections] == [
        ("Nes skole",),
        ("Nes skole", "Utgangspunkt"),
        ("Våge skole",),
        ("Våge skole", "Utgangspunkt"),
    ]


def test_a_file_with_page_numbers_only_has_no_text():
    parsed = read("\n\n5\n\n\n6\n")
    assert (parsed.sections, [f.text for f in parsed.furniture]) == ((), ["5", "6"])
