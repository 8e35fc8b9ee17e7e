"""What stands on the page, read back with the standard library's parser."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from kompetanse_qa.evaluation.html_report import html_report
from kompetanse_qa.evaluation.records import Estimate, Evaluation, Question
from tests.evaluation.html_report_example import SCRIPT, TEXT, one_system, ours, two_systems

MADE = date(2025, 11, 21)
COMMAND = "kompetanse-qa eval --system kompetanse bm25"


def page(evaluation: Evaluation) -> str:
    return html_report(evaluation, command=COMMAND, made=MADE)


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text of the page by enclosing tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.starts: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.starts.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open:
            self.said.append((self._open[-1], data))

    def texts(self, tag: str) -> list[str]:
        return [data for name, data in self.said if name == tag]


def test_the_same_evaluation_gives_the_same_bytes() -> None:
    assert page(two_systems()) == page(two_systems())


def test_a_script_in_a_question_is_shown_and_not_run() -> None:
    html = page(two_systems())
    # The page's own script is the only one.
    assert len([tag for tag, _ in Elements(html).starts if tag == "script"]) == 1
    assert f"Kva kostar ein tur? {SCRIPT}" in Elements(html).texts("button")


def test_markup_in_a_passage_is_shown_around_the_marked_sentence() -> None:
    elements = Elements(page(two_systems()))
    # TEXT[0:26] is the first sentence; the rest holds <b>, which must stay text.
    assert elements.texts("mark") == [TEXT[0:26]] * 5
    assert "b" not in {tag for tag, at in elements.starts if tag == "b" and "class" in at}
    assert " Bingene kostet <b>mye</b>." in elements.texts("p")


def test_the_page_names_no_address_but_its_own_parts() -> None:
    elements = Elements(page(two_systems()))
    named = [
        value
        for _, attributes in elements.starts
        for key, value in attributes.items()
        if key in {"src", "href", "action", "srcset", "data"}
    ]
    assert all(value == "data:," or str(value).startswith("#") for value in named)
    assert "url(" not in elements.texts("style")[0]


def test_every_link_leads_to_one_part_and_no_id_stands_twice() -> None:
    elements = Elements(page(two_systems()))
    ids = [attributes["id"] for _, attributes in elements.starts if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [at["href"] for tag, at in elements.starts if tag == "a"]
    assert links == ["#systems", "#confidence", "#slices", "#pair", "#questions", "#method"]
    assert {str(link)[1:] for link in links} <= set(ids)
    folds = [at["aria-controls"] for _, at in elements.starts if "aria-controls" in at]
    assert folds == ["fold-q1", "fold-q2", "fold-q3", "fold-q4", "fold-q10"]
    assert set(folds) <= set(ids)


def test_the_page_says_what_was_asked_and_found_and_how_it_was_made() -> None:
    said = [data for _, data in Elements(page(two_systems())).said]
    assert "Evaluering: hage & buss" in said
    # Five questions of which q4 has no answer.
    assert "5 spørsmål (4 med svar, 1 uten svar), 2 systemer." in said
    (finding,) = [data for data in said if data.startswith("kompetanse mot bm25")]
    assert finding.replace("\xa0", " ") == (
        "kompetanse mot bm25: +0,15 i nDCG@10 (95 % intervall −0,20 til +0,50, p < 0,001)."
    )
    assert "kompetanse er bedre enn bm25 på 2 spørsmål, like god på 1 og dårligere på 1." in said
    assert COMMAND in said
    assert "21. november 2025" in said
    assert "ab" * 32 in said
    assert "sentences <120>" in said
    assert said.count("87,4") == 4  # passage length: two systems, in two tables


def test_measures_that_a_system_lacks_are_dashes_not_zeros() -> None:
    html = page(two_systems())
    row = re.search(r'<tr role="row"><th[^>]*>bm25</th>(.*?)</tr>', html)
    assert row is not None
    # nDCG@10, recall@5, then neither sentence@1 nor AUROC.
    assert re.findall(r"<strong>([^<]*)", row[1]) == ["0,63", "0,75"]
    assert row[1].count(">–</td>") == 2


def test_each_question_carries_what_became_of_it() -> None:
    html = page(two_systems())
    verdicts = re.findall(r'<td role="cell" class="verdict (\w+)"', html)
    # kompetanse speaks from 0.5; bm25 points at no sentence: judged by its first passage.
    assert list(zip(verdicts[::2], verdicts[1::2], strict=True)) == [
        ("right", "passage"),
        ("wrong", "passage"),
        ("right", "wrong_passage"),
        ("false", "unjudged"),
        ("silent", "wrong_passage"),
    ]


def test_an_unasked_question_is_neither_right_nor_wrong() -> None:
    whole = two_systems()
    extra = Question(id="q99", question="Og ellers?", answer=None, slices={}, evidence=())
    html = page(replace(whole, questions=(*whole.questions, extra)))
    assert re.findall(r'class="verdict (\w+)"', html)[-2:] == ["unjudged", "unjudged"]


def test_one_system_without_answers_of_its_own_has_no_pair_and_no_risk() -> None:
    html = page(one_system())
    elements = Elements(html)
    assert [at["href"] for tag, at in elements.starts if tag == "a"] == [
        "#systems",
        "#confidence",
        "#slices",
        "#questions",
        "#method",
    ]
    pictures = [at.get("aria-label") for tag, at in elements.starts if at.get("class") == "plot"]
    assert pictures == ["Sikkerhet hos bm25"]


def test_long_slice_values_are_filtered_by_but_get_no_column() -> None:
    whole = two_systems()
    name = "kompetanseutvikling-2013"  # 24 letters
    questions = tuple(
        replace(question, slices={"lang": "nb", "report": name}) for question in whole.questions
    )
    elements = Elements(page(replace(whole, questions=questions)))
    assert "Rapport" not in elements.texts("button")
    assert "Språk" in elements.texts("button")
    assert [at["data-slice"] for tag, at in elements.starts if tag == "select"] == [
        "lang",
        "report",
    ]


def test_a_page_of_260_questions_and_two_systems_stays_below_one_and_a_half_megabytes() -> None:
    whole = two_systems()
    first = whole.questions[0]
    words = "kompetanse " * 120  # the length that passages are cut to
    asked = tuple(replace(first, id=f"q{n}", evidence=("ord " * 60,)) for n in range(260))

    def outcomes(system: int) -> tuple[object, ...]:
        outcome = whole.systems[system].outcomes[0]
        assert outcome.top is not None
        top = replace(outcome.top, text=words)
        return tuple(replace(outcome, question_id=q.id, top=top) for q in asked)

    systems = tuple(replace(s, outcomes=outcomes(i)) for i, s in enumerate(whole.systems))
    html = page(replace(whole, questions=asked, systems=systems))
    # 520 passages of 1,320 letters alone are 0.69 MB.
    assert 690_000 < len(html.encode()) < 1_500_000


def test_a_difference_of_nothing_has_no_colour_and_no_sign() -> None:
    whole = two_systems()
    (comparison,) = whole.comparisons
    test = replace(
        comparison.tests[0], difference=Estimate(mean=0.0, low=-0.0, high=0.0, n=4), p_value=1.0
    )
    html = page(replace(whole, comparisons=(replace(comparison, tests=(test,)),)))
    paired = html[html.index('class="paired"') :]
    assert "<span>0,00</span><small>0,00–0,00</small>" in paired
    assert 'class="whisker other"' in paired
    assert ">1,000<" in paired


def test_the_ring_stands_where_the_shipped_threshold_does() -> None:
    # kompetanse speaks on q1, q2, q3 and q4: 80 % of 5, of which q2 and q4 are wrong.
    assert [o.question_id for o in ours().outcomes if o.found] == ["q1", "q2", "q3", "q4"]
    said = [data.replace("\xa0", " ") for data in Elements(page(two_systems())).texts("text")]
    assert "kompetanse: svarer på 80 %, 50 % feil" in said
    ring = re.search(
        r'<circle cx="([\d.]+)" cy="([\d.]+)" r="6" class="ring first"', page(two_systems())
    )
    assert ring is not None
    # Frame 360×288 with margins 40, 16, 56, 40: x = 40 + .8·304; y from 0 to 50 % (top): y = 56.
    assert (float(ring[1]), float(ring[2])) == pytest.approx((283.2, 56))
