"""What kind of thing a question asks for, and which sentences hold one."""

import pytest

from kompetanse_qa.norwegian.asked_for import holds, kinds_wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hvor mange skoler deltok?", "number"),
        ("Kor mange lærarar svara?", "number"),
        ("How many teachers answered?", "number"),
        ("svarprosent pilotskoler prosent", "number"),
        ("Hva var andelen som svarte ja?", "number"),
        ("Når ble rapporten levert?", "time"),
        ("What year was it written?", "time"),
        ("Kven leia arbeidet?", "name"),
        ("Hvor ligger skolen?", "name"),
        ("Kvifor slutta dei?", "reason"),
        ("Hva er årsaken til frafallet?", "reason"),
        ("Hva menes med lærende organisasjon?", "definition"),
    ],
)
def test_what_is_asked_for(question, kind):
    assert kind in kinds_wanted(question)


@pytest.mark.parametrize("question", ["Hva mener lærerne?", "mange møter", "Ble det bedre?"])
def test_these_ask_for_nothing_that_can_be_told_by_its_form(question):
    assert not kinds_wanted(question)


def test_how_many_is_not_where():
    assert kinds_wanted("Hvor mange er de?") == {"number"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "Det var 21 skoler."),
        ("number", "Halvparten svarte."),
        ("time", "De møttes i april."),
        ("time", "Dei møttest i haustferien."),
        ("time", "Arbeidet begynte før sommerferien."),
        ("time", "Skolen er stengt i påska."),
        ("name", "Arbeidet ble ledet av May Britt Postholm."),
        ("reason", "De sluttet fordi det tok for mye tid."),
        ("definition", "Erfaringslæring innebærer at noen tenker over det de gjør."),
    ],
)
def test_these_sentences_hold_one(kind, text):
    assert holds(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "Lærerne likte det godt."),
        ("time", "Lærerne likte det godt."),
        ("name", "Lærerne likte det godt."),
        ("reason", "Lærerne likte det godt."),
        ("definition", "Lærerne likte det godt."),
    ],
)
def test_a_capital_at_the_beginning_and_plain_words_hold_none(kind, text):
    assert not holds(kind, text)
