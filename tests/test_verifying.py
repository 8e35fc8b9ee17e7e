"""Verifying: a quote is held against the lines that are cited, and these against the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kompetanse_qa import verifying
from kompetanse_qa.errors import UnreadableReport
from kompetanse_qa.records import Report
from kompetanse_qa.verifying import Check, Verifier

KOMPOST = """# Kompost

Kommunen kjøpte 14 kompost-
binger i 2019. Bingene
ble satt opp før jul.

Rektor var fornøyd.

- Elevene snudde komposten.
- Rektor var fornøyd.
"""
"""Line 3 ends in a hyphen; "Rektor var fornøyd." stands in lines 7 and 10."""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "kompost.md").write_text(KOMPOST, encoding="utf-8")
    return tmp_path


def cited(quote: str, *lines: int, report_id: str = "kompost", page: int | None = None) -> dict:
    return {"report_id": report_id, "quote": quote, "lines": list(lines) or None, "page": page}


def outcome(corpus: Path, citation: dict) -> str:
    (check,) = Verifier(corpus).check({"citations": [citation]})
    return check.outcome


def test_a_quote_that_stands_in_the_lines_that_are_cited_stands(corpus):
    assert outcome(corpus, cited("Rektor var fornøyd.", 7, 7)) == "stands"
    assert outcome(corpus, cited("Bingene ble satt opp før jul.", 4, 5)) == "stands"


def test_a_single_other_letter_is_missing(corpus):
    assert outcome(corpus, cited("Rektor var fornøyt.", 7, 7)) == "missing"


def test_without_lines_a_quote_may_stand_anywhere(corpus):
    assert outcome(corpus, cited("Elevene snudde komposten.")) == "stands"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # The sentence stands in lines 4 and 5.
        ((1, 3), "moved"),
        ((1, 4), "stands"),
        ((5, 9), "stands"),
        ((6, 9), "moved"),
    ],
)
def test_a_quote_must_share_a_line_with_what_is_cited(corpus, lines, expected):
    assert outcome(corpus, cited("Bingene ble satt opp før jul.", *lines)) == expected


def test_the_later_of_two_places_may_be_the_one_that_is_cited(corpus):
    assert outcome(corpus, cited("Rektor var fornøyd.", 10, 10)) == "stands"
    assert outcome(corpus, cited("Rektor var fornøyd.", 8, 9)) == "moved"


def test_what_stands_twice_in_one_paragraph_or_list_stands_in_both_places(corpus):
    text = "Vi lo. Det regnet\nhele dagen. Vi lo.\n\n- Ja.\n- Nei.\n- Ja.\n"
    (corpus / "tur.md").write_text(text, encoding="utf-8")
    found = [
        outcome(corpus, cited(quote, line, line, report_id="tur"))
        for quote in ("Vi lo.", "Ja.")
        for line in range(1, 7)
    ]
    # Lines 1 and 2; lines 4 and 6.
    assert found[:6] == ["stands", "stands", "moved", "moved", "moved", "moved"]
    assert found[6:] == ["moved", "moved", "moved", "stands", "moved", "stands"]


def test_a_report_that_is_not_there_has_no_source(corpus):
    assert outcome(corpus, cited("Rektor var fornøyd.", report_id="buss")) == "no_source"


@pytest.mark.parametrize("quote", ["", " \n "])
def test_a_quote_without_words_is_missing(corpus, quote):
    assert outcome(corpus, cited(quote)) == "missing"


def test_of_several_lines_each_must_stand_and_one_in_its_place(corpus):
    both = "Elevene snudde komposten.\n\nRektor var fornøyd."
    assert outcome(corpus, cited(both, 9, 9)) == "stands"
    assert outcome(corpus, cited(both, 3, 5)) == "moved"
    assert outcome(corpus, cited(f"{both}\nElevene lo.", 9, 9)) == "missing"


def test_a_quote_does_not_run_from_one_line_of_a_list_into_the_next(corpus):
    assert outcome(corpus, cited("komposten. - Rektor var", 9, 10)) == "missing"


def test_a_word_that_a_line_s_end_divided_is_whole_in_the_quote(corpus):
    assert outcome(corpus, cited("Kommunen kjøpte 14 kompostbinger i 2019.", 3, 4)) == "stands"


def lying(old: str, new: str) -> Callable[..., Report]:
    """A reader that puts ``new`` where ``old`` stands in the file."""

    def read(*arguments: object) -> Report:
        report = read_report(*arguments)
        return replace(
            report,
            sections=tuple(
                replace(
                    section,
                    blocks=tuple(replace(b, text=b.text.replace(old, new)) for b in section.blocks),
                )
                for section in report.sections
            ),
        )

    read_report = verifying.read_report
    return read


def test_what_the_reader_made_up_is_missing_since_the_file_has_other_characters(
    corpus, monkeypatch
):
    monkeypatch.setattr(verifying, "read_report", lying("14", "15"))
    assert outcome(corpus, cited("Kommunen kjøpte 15 kompostbinger i 2019.", 3, 4)) == "missing"
    assert outcome(corpus, cited("Kommunen kjøpte 15 ", 3, 3)) == "missing"


def test_what_the_reader_made_up_does_not_hide_the_place_where_it_does_stand(corpus, monkeypatch):
    text = "Hun var trist. Det regnet.\n\nHun var glad. Det snødde.\n"
    (corpus / "tur.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(verifying, "read_report", lying("trist", "glad"))
    assert outcome(corpus, cited("Hun var glad.", 3, 3, report_id="tur")) == "stands"
    assert outcome(corpus, cited("Hun var glad.", 1, 1, report_id="tur")) == "moved"


def test_only_the_lines_that_a_quote_stands_in_are_held_against_the_file(corpus, monkeypatch):
    # Line 4 is read wrongly; the quotes of the lines before and after it are not touched.
    monkeypatch.setattr(verifying, "read_report", lying("2019", "2018"))
    assert outcome(corpus, cited("Kommunen kjøpte 14 kompost", 3, 3)) == "stands"
    assert outcome(corpus, cited("binger i 2018. Bingene ", 4, 4)) == "missing"
    assert outcome(corpus, cited("ble satt opp før jul.", 5, 5)) == "stands"
    assert outcome(corpus, cited("i 2018. Bingene ble satt", 4, 5)) == "missing"


def test_a_quote_that_ends_with_its_line_is_not_held_against_the_next(corpus, monkeypatch):
    # The quote's last space is where lines 4 and 5 were joined.
    monkeypatch.setattr(verifying, "read_report", lying("før jul", "mot jul"))
    assert outcome(corpus, cited("i 2019. Bingene ", 4, 4)) == "stands"


def test_a_hyphen_within_a_line_may_not_be_lacking(corpus, monkeypatch):
    (corpus / "hytte.md").write_text("Hytta har en sol-vegg.\n", encoding="utf-8")
    monkeypatch.setattr(verifying, "read_report", lying("sol-vegg", "solvegg"))
    assert outcome(corpus, cited("en solvegg.", 1, 1, report_id="hytte")) == "missing"


def test_citations_and_hits_are_checked_in_order(corpus):
    answer = {
        "id": "q1",
        "answer": "Rektor var fornøyd.",
        "citations": [cited("Rektor var fornøyd.", 7, 7)],
        "hits": [
            {"report_id": "kompost", "text": "Elevene snudde komposten.", "lines": [3, 3]},
            {"report_id": "buss", "text": "Bussen gikk.", "lines": None},
        ],
    }
    first = {"question_id": "q1", "report_id": "kompost"}
    assert list(Verifier(corpus).check(answer)) == [
        Check(**first, quote="Rektor var fornøyd.", outcome="stands"),
        Check(**first, quote="Elevene snudde komposten.", outcome="moved"),
        Check(question_id="q1", report_id="buss", quote="Bussen gikk.", outcome="no_source"),
    ]


def test_an_answer_that_is_in_no_citation_is_checked_in_the_first_one_s_report(corpus):
    answer = {
        "id": "q2",
        "answer": "Rektor var trist.",
        "citations": [cited("Rektor var fornøyd.", 7, 7), cited("Elevene.", report_id="buss")],
    }
    *_, last = Verifier(corpus).check(answer)
    assert last == Check(
        question_id="q2", report_id="kompost", quote="Rektor var trist.", outcome="missing"
    )
    # In the file, though not cited: no line is known, so that any will do.
    *_, last = Verifier(corpus).check({**answer, "answer": "Elevene snudde komposten."})
    assert (last.quote, last.outcome) == ("Elevene snudde komposten.", "stands")


def test_an_answer_over_two_citations_is_not_checked_again(corpus):
    quotes = ["Elevene snudde komposten.", "Rektor var fornøyd."]
    citations = [cited(quotes[0], 9, 9), cited(quotes[1], 10, 10)]
    checks = Verifier(corpus).check({"answer": "\n".join(quotes), "citations": citations})
    assert [check.quote for check in checks] == quotes


def test_an_answer_without_any_citation_has_no_source(corpus):
    (check,) = Verifier(corpus).check({"answer": "Rektor var fornøyd."})
    assert (check.question_id, check.outcome) == (None, "no_source")


def test_a_citation_without_a_quote_is_missing(corpus):
    (check,) = Verifier(corpus).check({"citations": [{"report_id": "kompost"}]})
    assert (check.quote, check.outcome) == ("", "missing")


def test_no_answer_has_nothing_to_check(corpus):
    assert list(Verifier(corpus).check({"answer": None, "citations": [], "hits": None})) == []


def test_of_two_files_with_one_name_the_first_is_the_source(corpus):
    (corpus / "kompost.txt").write_text("Rektor gikk hjem. Alle gikk hjem.\n", encoding="utf-8")
    assert outcome(corpus, cited("Rektor var fornøyd.", 7, 7)) == "stands"
    assert outcome(corpus, cited("Rektor gikk hjem.")) == "missing"


def test_a_report_is_read_once(corpus):
    verifier = Verifier(corpus)
    answer = {"citations": [cited("Rektor var fornøyd.", 7, 7)]}
    first = list(verifier.check(answer))
    (corpus / "kompost.md").write_text("# Tom\n\nAlt er borte.\n", encoding="utf-8")
    assert list(verifier.check(answer)) == first
    assert [check.outcome for check in Verifier(corpus).check(answer)] == ["missing"]


def test_a_source_that_is_gone_since_is_an_error(corpus):
    verifier = Verifier(corpus)
    (corpus / "kompost.md").unlink()
    with pytest.raises(UnreadableReport):
        list(verifier.check({"citations": [cited("Rektor var fornøyd.", 7, 7)]}))


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Four pages; the third has a sentence of the first, the last one lines that end in hyphens."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "svømming.pdf"))
    for lines in (
        ["Hallen åpnet i 2011."],
        ["Det er 312 elever som tar kurs hvert år."],
        ["Hallen åpnet i 2011."],
        ["Kommunen bygde to nye svømme-", "haller for alle barnehage-", "og skolebarn i byen vår."],
    ):
        text = canvas.beginText(72, 700)
        text.textLines(lines)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return tmp_path


@pytest.mark.parametrize(
    ("quote", "page", "expected"),
    [
        ("Det er 312 elever", 2, "stands"),
        ("Det er 312 elever", 3, "moved"),
        # A passage is cited with the page it begins on, and may go on over the next.
        ("Det er 312 elever", 1, "stands"),
        ("Det er 313 elever", 2, "missing"),
        # On pages 1 and 3.
        ("Hallen åpnet i 2011.", 1, "stands"),
        ("Hallen åpnet i 2011.", 3, "stands"),
        ("Hallen åpnet i 2011.", 4, "moved"),
    ],
)
def test_a_quote_from_a_pdf_stands_on_the_page_that_is_cited_or_after_it(
    pdf, quote, page, expected
):
    assert outcome(pdf, cited(quote, report_id="svømming", page=page)) == expected


def test_a_hyphen_at_the_end_of_a_pdf_s_line_may_be_kept_or_dropped(pdf):
    quote = "Kommunen bygde to nye svømmehaller for alle barnehage- og skolebarn i byen vår."
    assert outcome(pdf, cited(quote, report_id="svømming", page=4)) == "stands"
