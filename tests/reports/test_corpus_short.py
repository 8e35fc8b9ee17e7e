"""The four short reports, web pages as text and as Markdown."""

from __future__ import annotations

from pathlib import Path

from kompetanse_qa.records import Report
from kompetanse_qa.reports import read_report
from kompetanse_qa.reports.manifest import load_manifest

CORPUS = Path(__file__).parents[2] / "corpus"


def read(name: str) -> Report:
    path = CORPUS / name
    return read_report(path, CORPUS, load_manifest(CORPUS)[path.stem])


def texts(report: Report, heading: str) -> list[str]:
    """The blocks below this heading, which stands once."""
    (section,) = [s for s in report.sections if s.headings[-1:] == (heading,)]
    return [block.text for block in section.blocks]


def furniture(report: Report, *kinds: str) -> list[str]:
    return [f.text for f in report.furniture if f.kind in kinds]


def test_a_sidebar_does_not_come_between_a_heading_and_its_text():
    report = read("deltakerundersokelsen-2022-laerere.txt")
    below = texts(report, "Stor variasjon i opplevelse av kunnskapsdeling")
    assert [text.split(" ")[0] for text in below] == ["Det", "Svar", "Lærere"]
    (box,) = texts(report, "Årets rapport")
    assert box.startswith("Rapporten presenterer resultater fra Deltakerundersøkelsen 2022")
    (own,) = texts(report, "Mange lærere er fornøyde med tilretteleggingen")
    assert own.endswith("mer fornøyde enn de som har stipendordning.")
    assert furniture(report, "page_mark") == ["Side 2 av 3"]


def test_a_title_over_three_lines_is_one_heading():
    report = read("deltakerundersokelsen-2022-laerere.txt")
    assert report.sections[0].position.lines == (1, 3)
    assert report.sections[0].headings == (
        "Høyt læringsutbytte i videreutdanningen, men dårlig tilrettelagt for kunnskapsdeling med "
        "kolleger",
    )


def test_an_address_that_splits_a_sentence_is_furniture():
    report = read("deltakerundersokelsen-ledere-2.txt")
    (text,) = texts(report, "Motivasjon og arbeid mellom samlinger bidrar mest til læringsutbytte")
    assert "graden av arbeid mellom samlinger, mer spesifikt det å prøve ut" in text
    (address,) = furniture(report, "running_foot")
    assert address.startswith("https://www.udir.no/")
    assert furniture(report, "page_mark") == ["Side 1 av 3"]


def test_link_lines_are_neither_headings_nor_part_of_a_paragraph():
    report = read("deltakerundersokelsen-ledere-2.txt")
    before = report.sections[0]
    assert before.headings == ()
    assert [block.text for block in before.blocks][1:] == [
        "Les mer om videreutdanning for ledere",
        "Se oversikt over andre deltakerundersøkelser for videreutdanningene her",
    ]
    assert report.sections[1].headings == ("Hovedfunn",)


def test_metadata_of_a_web_page_is_read_and_taken_out():
    report = read("partnerskap-for-laererkompetanse-2012.md")
    assert (report.title, report.publisher, report.year) == (
        "Partnerskap for lærerkompetanse",
        "Oxford Research",
        2012,
    )
    assert report.authors == ("Aase Marthe J. Horigmo", "Bent B. Andresen")
    assert not any("Oxford Research" == b.text for _, b in report.blocks())
    assert "**RAPPORT** | SIST ENDRET: 07.05.2012" in furniture(report, "metadata")


def test_bold_marks_are_off_the_headings():
    report = read("partnerskap-for-laererkompetanse-2012.md")
    assert texts(report, "Mange får, men fortsatt ledige plasser")
    assert furniture(report, "markup") == ["---", "---", "**", "**", "**", "**"]


def test_a_sentence_that_a_blank_line_splits_is_whole():
    report = read("partnerskap-for-laererkompetanse-2012.md")
    (text,) = texts(report, "Samarbeidet har fungert godt")
    assert "økt dialog om videreutdanningen og at samarbeidet har vært en arena" in text


def test_a_heading_above_the_title_does_not_hold_the_title():
    report = read("kompetansebehov-laeringsmiljo-2022.md")
    paths = [section.headings for section in report.sections]
    title = (
        "Ansatte i videregående opplæring har et moderat behov for kompetanseheving om læringsmiljø"
    )
    assert paths[:4] == [
        ("Brukerinnsikt",),
        (title,),
        (title, "Om rapporten"),
        (title, "Hovedfunn"),
    ]


def test_bullets_complete_the_lead_in_that_breaks_off_before_them():
    report = read("kompetansebehov-laeringsmiljo-2022.md")
    paragraph, bullets = texts(
        report, "De ansatte mener kollektiv læring er en god form for kompetansehevingstiltak"
    )
    assert paragraph.endswith("Det skaper eierskap og motivasjon for arbeidet.")
    assert bullets.split("\n") == [
        "De mener også at",
        "- skolebaserte og kollektive tiltak på skolen gjør at tiltakene når flest mulig",
        "- tiltakene må ses opp mot utviklingen av roller og organisering av skolen",
        "- kompetansetiltakene må ses i sammenheng med hverandre",
    ]


def test_only_titles_that_are_not_printed_are_marked_as_descriptive():
    assert read("deltakerundersokelsen-2022-laerere.txt").descriptive_title
    assert not read("kompetansebehov-laeringsmiljo-2022.md").descriptive_title
