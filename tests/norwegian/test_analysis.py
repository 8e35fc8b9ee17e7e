"""Index terms: the forms of a word meet, compounds open, numbers stay whole."""

import pytest

from kompetanse_qa.norwegian import analyze


@pytest.mark.parametrize(
    ("forms", "term"),
    [
        ("lærer lærere lærerne lærernes lærar lærarar lærarane", "lærer"),
        ("skole skolen skoler skolenes skule skulen skular skulane", "skole"),
        ("leder ledere lederne leiar leiarar leiarane", "leder"),
        ("samarbeid samarbeidet samarbeider samarbeide", "samarbeid"),
        ("prosess prosessen prosesser prosessene prosessane", "prosess"),
        ("side sider sidene", "side"),
        ("årsak årsaken årsaker", "årsak"),
        ("begrep begrepet begreper omgrep omgrepa", "begrep"),
        ("faglig faglige fagleg faglege", "faglig"),
        ("mulighet muligheter moglegheit moglegheiter", "mulighet"),
        ("økt øker øke auka aukar auke", "øke"),
        ("videreutdanningen vidareutdanning vidareutdanninga", "videreutdanning"),
        ("undersøkelsen undersøkelser undersøkinga undersøkingar", "undersøkelse"),
    ],
)
def test_all_forms_of_a_word_in_both_languages_give_one_term(forms: str, term: str) -> None:
    first_terms = {analyze(form)[0] for form in forms.split()}
    assert first_terms == {term}


@pytest.mark.parametrize("form", ["skulane", "ledere", "prosesser", "berja", "dummast"])
def test_the_lemma_of_a_lemma_is_itself(form: str) -> None:
    (term,) = analyze(form)
    assert analyze(term) == [term]


@pytest.mark.parametrize(
    "question",
    ["Hva er det?", "Kva er det?", "Hvordan kan man da gjøre noe?", "Korleis er dei?", "", " ?! "],
)
def test_a_question_of_stop_words_has_no_terms(question: str) -> None:
    assert analyze(question) == []


def test_a_compound_gives_itself_and_its_parts_down_to_the_simple_words() -> None:
    assert analyze("kompetansehevingstiltakene") == [
        "kompetansehevingstiltak",
        "kompetanseheving",
        "kompetanse",
        "heving",
        "tiltak",
    ]


def test_a_nynorsk_compound_meets_its_bokmaal_twin() -> None:
    assert analyze("skuleeigarane") == analyze("skoleeierne") == ["skoleeier", "skole", "eier"]


@pytest.mark.parametrize(
    ("spelling", "terms"),
    [
        ("IKT-verktøyene", ["iktverktøy", "ikt", "verktøy"]),
        ("IKT\u2010verktøy", ["iktverktøy", "ikt", "verktøy"]),
        ("etisk-normative", ["etisknormativ", "etisk", "normativ"]),
        ("e-post", ["epost", "e", "post"]),
    ],
)
def test_a_hyphenated_word_is_found_solid_and_by_its_parts(spelling: str, terms: list[str]) -> None:
    assert analyze(spelling) == terms


@pytest.mark.parametrize(
    ("spelling", "terms"),
    [
        ("0,505", ["0,505"]),
        (".505", ["0,505"]),
        (",534", ["0,534"]),
        ("0,565**", ["0,565"]),
        ("56 %", ["56", "prosent"]),
        ("56%", ["56", "prosent"]),
        ("60 pst.", ["60", "prosent"]),
        ("2012/2013", ["2012-2013", "2012", "2013"]),
        ("2012/13", ["2012-2013", "2012", "2013"]),
        ("2009–2012", ["2009-2012", "2009", "2012"]),
        ("4000", ["4000"]),
        ("4.000", ["4000", "4,000"]),
        ("4 000", ["4000", "4", "000"]),
        ("4\u00a0000", ["4000", "4", "000"]),
        ("8.–10. trinn", ["8", "10", "trinn"]),
    ],
)
def test_a_number_has_one_spelling(spelling: str, terms: list[str]) -> None:
    assert analyze(spelling) == terms


@pytest.mark.parametrize(
    ("spelling", "terms"),
    [
        ("§ 9 A", ["§9a", "9a", "9"]),
        ("§9a", ["§9a", "9a", "9"]),
        ("§ 9 A-2", ["§9a-2", "9a", "9"]),
        ("kap. 9 A", ["kapittel", "9a", "9"]),
        ("kapittel 9a", ["kapittel", "9a", "9"]),
        ("kap. 3 i boka", ["kapittel", "3", "bok"]),
    ],
)
def test_a_paragraph_or_chapter_of_a_law_is_one_term(spelling: str, terms: list[str]) -> None:
    assert analyze(spelling) == terms


def test_marks_and_endings_that_are_glued_to_a_word_come_off() -> None:
    assert analyze("ungdomstrinnene3") == analyze("ungdomstrinnene")
    assert analyze("virksomhet.2") == ["virksomhet", "2"]
    assert analyze("NTNUs") == ["ntnu"]
    assert analyze("Postholms") == analyze("Postholm") == ["postholm"]


def test_the_name_of_a_school_keeps_its_number() -> None:
    assert analyze("Skole B1") == ["skole", "b1"]


def test_abbreviations_of_stop_words_are_stop_words() -> None:
    assert analyze("bl.a. rektor, f.eks. rektor m.fl.") == ["rektor", "rektor"]


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert analyze("a\u030apen skole") == analyze("\u00e5pen skole")


def test_letters_of_the_alphabet_are_not_folded() -> None:
    assert analyze("mål") != analyze("mal")
