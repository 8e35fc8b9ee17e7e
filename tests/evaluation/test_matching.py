"""What counts as the same passage and as the right sentence, on hand-made cases."""

from __future__ import annotations

import pytest

from kompetanse_qa.evaluation.matching import Matcher, is_answer, overlap, words_of
from kompetanse_qa.evaluation.records import Quote

QUOTE = "Kommunen kjøpte fire kompostbinger til skolehagene og satte dem opp før jul."


def share(quote: str, text: str) -> float:
    return overlap(words_of(quote), words_of(text)).share


def holders(quote: str, *texts: str) -> set[str]:
    """The numbers of the texts, all of one report, that hold the quote."""
    matcher = Matcher((str(n), "r", text) for n, text in enumerate(texts))
    return set(matcher.holders(Quote(report_id="r", quote=quote)))


@pytest.mark.parametrize(
    "text",
    [
        "Vi tilbyr videreutdanning.",
        "vi tilbyr  videre-\nutdanning",
        "Vi tilbyr videre\u00ad\nutdanning!",
        "Vi tilbyr videre\u00adutdanning",
        "Vi tilbyr «videre\u2010utdanning» …",
    ],
)
def test_hyphens_punctuation_and_case_do_not_count(text: str) -> None:
    assert words_of(text) == ["vi", "tilbyr", "videreutdanning"]


def test_a_dash_between_numbers_divides_them() -> None:
    assert words_of("2012-2013") == ["2012", "2013"]


def test_a_ligature_equals_its_letters() -> None:
    assert words_of("ﬁnne") == ["finne"]


def test_a_soft_hyphen_before_a_number_is_dropped_too() -> None:
    assert words_of("20\u00ad13") == ["2013"]


TEN = "Kommunen kjøpte fire kompostbinger som elevene skal stelle hver uke"
"""Ten words."""


def test_three_words_side_by_side_count_and_two_do_not() -> None:
    assert share(TEN, "Kommunen kjøpte fire biler") == 3 / 10
    assert share(TEN, "Kommunen kjøpte biler") == 0


def test_a_passage_holds_the_quote_from_sixty_percent_of_its_words_on() -> None:
    six = "Kommunen kjøpte fire kompostbinger som elevene fikk"  # 6 / 10 = .6
    five = "Kommunen kjøpte fire kompostbinger som de fikk"  # 5 / 10 = .5
    assert (share(TEN, six), share(TEN, five)) == (6 / 10, 5 / 10)
    assert holders(TEN, TEN, six, five) == {"0", "1"}


def test_where_none_holds_the_quote_forty_percent_are_enough_for_the_best() -> None:
    four = "Kommunen kjøpte fire kompostbinger til"  # 4 / 10 = .4
    three = "Kommunen kjøpte fire biler"  # 3 / 10 = .3
    assert (share(TEN, four), share(TEN, three)) == (4 / 10, 3 / 10)
    assert holders(TEN, four, three) == {"0"}
    assert holders(TEN, three) == set()


def test_words_that_are_everywhere_in_a_long_passage_still_make_a_run() -> None:
    assert share("en to tre", "Vi teller: " + "en to tre " * 100) == 3 / 3


@pytest.mark.parametrize("quote", ["sto i skuret", "Sju bøtter sto i skuret"])
def test_a_short_quote_is_found_in_a_longer_passage(quote: str) -> None:
    text = "De fant sju bøtter. Sju bøtter sto i skuret da det begynte å regne."
    assert holders(quote, "Det står åtte bøtter der borte nå.", text) == {"1"}


def test_no_words_are_no_share() -> None:
    assert share("…", TEN) == 0


def test_the_share_is_that_of_the_quotes_words_in_runs_of_three() -> None:
    # 12 words; "fire" was changed: 2 words before it are too short a run, 9 after it count.
    assert len(words_of(QUOTE)) == 12
    assert share(QUOTE, QUOTE.replace("fire", "seks")) == 9 / 12


def test_the_words_in_another_order_are_not_the_quote() -> None:
    assert share("en to tre fire fem seks", "seks fem fire tre to en") == 0


def test_a_page_break_in_the_midst_costs_nothing() -> None:
    broken = QUOTE.replace("til ", "til\n\n43\nSkolehager i vekst 2019\n\n")
    assert share(QUOTE, broken) == 1


def test_a_straddling_quote_is_held_by_the_passage_with_most_of_it() -> None:
    # The first passage has 7 of 12 words (.58), the second 5 (.42): neither reaches .6.
    first = "Først kom snøen. Kommunen kjøpte fire kompostbinger til skolehagene og"
    second = "satte dem opp før jul. Så ble det vår."
    assert share(QUOTE, first) == 7 / 12
    assert holders(QUOTE, first, second) == {"0"}


def test_a_quote_of_which_a_third_is_left_is_nowhere() -> None:
    # 4 of 12 words: below .4.
    assert holders(QUOTE, "Kommunen kjøpte fire kompostbinger.") == set()


def test_every_passage_that_holds_the_quote_counts() -> None:
    assert holders(QUOTE, QUOTE, "Noe annet helt uten felles ord.", f"Igjen: {QUOTE}") == {"0", "2"}


def test_the_same_words_in_another_report_are_not_the_evidence() -> None:
    matcher = Matcher([("a", "one", QUOTE), ("b", "other", QUOTE)])
    assert matcher.holders(Quote(report_id="other", quote=QUOTE)) == {"b"}


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("I alt 14 skoler deltok i hele piloten", "I alt 15 skoler deltok i hele piloten"),
        ("Hver skole fikk støtte til lønn i 2012", "Hver skole fikk støtte til lønn i 2013"),
        ("14 skoler deltok i hele piloten", "Av disse: 15 skoler deltok i hele piloten"),
        ("14 skoler deltok i hele piloten", "15 skoler deltok i hele piloten"),
        ("7 skoler deltok i hele piloten", "I alt 8 skoler deltok i hele piloten"),
        # The page number 43 stands between, and the text goes on.
        ("Skolene fikk støtte til lønn i 2012", "Skolene fikk støtte 43 til lønn i 2013. Så ble"),
    ],
)  # fmt: skip
def test_a_near_duplicate_with_another_number_is_another_statement(quote: str, text: str) -> None:
    assert holders(quote, text) == set()
    assert holders(quote, text, quote) == {"1"}


def test_a_page_number_in_the_quotes_midst_is_not_another_number() -> None:
    quote = "I alt deltok 14 skoler i hele piloten som ble avsluttet om våren"
    assert holders(quote, quote.replace("piloten ", "piloten 43 ")) == {"0"}


def test_a_number_that_the_passage_s_border_cut_off_is_not_another_number() -> None:
    # The text ends (begins) where the quote's number would stand; 15 stands elsewhere.
    assert share("Skolene fikk støtte i 2012", "15 ganger: Skolene fikk støtte i") == 4 / 5
    assert share("14 skoler deltok i piloten", "skoler deltok i piloten 15") == 4 / 5


def test_a_number_in_a_word_s_place_is_not_another_number() -> None:
    assert share(QUOTE, QUOTE.replace("fire", "4")) == 9 / 12


def test_a_near_duplicate_with_another_word_is_not_told_apart() -> None:
    # Said in the module: only numbers are minded. 9 of 12 words are the same.
    assert holders(QUOTE, QUOTE.replace("fire", "fem")) == {"0"}


def test_a_table_row_is_found_among_rows_that_differ_in_their_numbers() -> None:
    rows = "Faktor N Alfa\nLedelse av utvikling 171 0,85\nLæring mellom lærere 157 0,92"
    other = "Faktor snitt\nLedelse av utvikling 3,4 0,5\nLæring mellom lærere 3,1 0,6"
    assert holders("Ledelse av utvikling 171 0,85", rows, other) == {"0"}


def test_a_quote_of_two_words_is_found() -> None:
    assert holders("Sju bøtter", "Det står sju bøtter der.", "Det står åtte bøtter der.") == {"0"}


def test_an_empty_quote_is_nowhere() -> None:
    assert holders("…", "Det står sju bøtter der.") == set()


def answers(quote: str, text: str, sentence: str) -> bool:
    start = text.index(sentence)
    return is_answer(quote, text, start, start + len(sentence))


TEXT = "Kommunen kjøpte fire binger. De sto klare før jul. Elevene malte dem grønne om våren."


def test_the_sentence_that_is_the_quote_is_right() -> None:
    assert answers("De sto klare før jul.", TEXT, "De sto klare før jul.")


def test_the_next_sentence_is_wrong() -> None:
    assert not answers("De sto klare før jul.", TEXT, "Elevene malte dem grønne om våren.")


def test_a_sentence_inside_a_longer_quote_is_right() -> None:
    assert answers(TEXT, TEXT, "De sto klare før jul.")


def test_a_stretch_that_holds_half_the_quote_is_right() -> None:
    # The stretch ends after 4 of the quote's 7 words.
    quote = "Elevene malte dem grønne om våren 2019"
    assert answers(quote, TEXT, "De sto klare før jul. Elevene malte dem grønne")


def test_a_stretch_that_only_touches_the_quote_is_wrong() -> None:
    # Both have "De sto klare": 3 of the quote's 9 words, 3 of the stretch's 7.
    quote = "De sto klare før jul. Elevene malte dem grønne"
    assert not answers(quote, TEXT, "Kommunen kjøpte fire binger. De sto klare")


def test_half_of_the_sentence_in_the_quote_is_enough() -> None:
    # The quote's last three words are the first three of the sentence's six: 3 / 6, and 3 / 8.
    text = "Kommunen kjøpte fire store binger. De sto klare før jul kom."
    quote = "Kommunen kjøpte fire store binger. De sto klare"
    assert answers(quote, text, "De sto klare før jul kom.")


def test_half_of_the_quote_in_the_sentence_is_enough() -> None:
    # The quote's last three of six words are the first three of the sentence's eight.
    text = "Kommunen kjøpte binger. De sto klare før jul kom det året."
    assert answers(
        "Kommunen kjøpte binger. De sto klare", text, "De sto klare før jul kom det året."
    )


def test_the_same_words_elsewhere_in_the_passage_are_not_the_answer() -> None:
    text = "Ved skole A er det slik. Lederne ved skole A deltok på alle samlinger."
    assert not answers("Lederne ved skole A deltok på alle samlinger.", text, "Ved skole A er")


def test_a_sentence_without_words_answers_nothing() -> None:
    assert not answers("De sto klare før jul.", "… " + TEXT, "…")
