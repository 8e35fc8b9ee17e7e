"""Sentences begin and end where a reader says they do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompetanse_qa.norwegian.sentences import split


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dette gjelder bl.a. Oslo, jf. Meld. St. 28 (2015–2016) og Innst. 19 S.",
        "Det står i St.meld. nr. 30 (2003–2004) Kultur for læring.",
        "Elevene på 7. trinn fikk svar 24. april kl. 10.30 fra A. B. Hansen.",
        "Svarprosenten var 56 pst. blant lærerne, dvs. ca. 200 av dem, jf. kap. 3 og s. 117.",
        "Han sa «vi lærer av hverandre.» (s. 117, egen oversettelse).",
        "«Hva nå?» spurte rektor.",
        "Dette viser Timperley m.fl. (2007) og Robinson o.a. i boka.",
        "De deltar (se kap. 9. Der står mer om dette.) i arbeidet.",
        "1. Rektor leder arbeidet.",
        "Slik ... men ikke slik.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "Skolene deltok osv.|Det var bra.",
        "Dette gjelder norsk, matematikk m.m.|Skolene er med.",
        "En virksomhet.2|Den er ny.",
        "«Vi lærer.»|Rektor er enig.",
        "Er det sant?|Ja!|Det er slik.",
        "Det er et fenomen.|Hun har sett det.",
        "Det sier de.|(Dette er en parentes.)|Så er den ferdig.",
        "Trinn 10 er med.|I 2012 kom flere.",
        "Det skjedde i 2012.|Deretter kom flere.",
    ],
)
def test_a_sentence_ends_where_the_next_begins(text: str) -> None:
    assert sentences(text.replace("|", " ")) == text.split("|")


def test_a_full_stop_without_a_space_after_it_still_ends_a_sentence() -> None:
    assert sentences("Så er den ferdig.Rektor var der.") == [
        "Så er den ferdig.",
        "Rektor var der.",
    ]


def test_lines_are_sentences_of_their_own() -> None:
    assert sentences("De mener at\n- tiltak må nå alle\n\n  - flere får kurs ") == [
        "De mener at",
        "- tiltak må nå alle",
        "- flere får kurs",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n \n"])
def test_white_space_has_no_sentences(text: str) -> None:
    assert split(text) == ()


@given(st.text(alphabet='aÅ1 .?!:,;()«»"\n\t\u00a0-–§', max_size=60))
def test_spans_are_trimmed_in_order_and_hold_every_letter(text: str) -> None:
    spans = split(text)
    held = "".join(text[span.start : span.end] for span in spans)
    assert "".join(held.split()) == "".join(text.split())
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in spans)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
