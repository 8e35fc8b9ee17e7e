"""Passages: whole sentences of one section, each of which knows its lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from kompetanse_qa.chunking import (
    CHUNKING,
    LONGEST,
    LONGEST_SENTENCE,
    SHORTEST,
    TARGET,
    passages,
)
from kompetanse_qa.records import (
    Anchor,
    Block,
    BlockKind,
    Passage,
    Position,
    Report,
    Section,
    Span,
    locate,
)
from kompetanse_qa.reports import find_files, read_report
from kompetanse_qa.reports.manifest import load_manifest

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def sentence(words: int, word: str = "ord") -> str:
    """A sentence of so many words."""
    return " ".join([word.capitalize(), *[word] * (words - 1)]) + "."


class Page:
    """A made-up source: every block stands below the one before it, one line for each line."""

    def __init__(self) -> None:
        self.source = ""

    def block(self, *lines: str, kind: BlockKind = "paragraph", head: Span | None = None) -> Block:
        """A block read from these source lines; running text is joined with spaces."""
        joint = " " if kind in ("paragraph", "footnote", "figure") else "\n"
        anchors, offset, begin = [], 0, len(self.source)
        for line in lines:
            number = self.source.count("\n") + 1
            start = len(self.source)
            position = Position(start=start, end=start + len(line), lines=(number, number))
            anchors.append(Anchor(offset=offset, position=position))
            self.source += line + "\n"
            offset += len(line) + len(joint)
        return Block(
            kind=kind,
            text=joint.join(lines),
            position=Position(
                start=begin,
                end=len(self.source) - 1,
                lines=(anchors[0].position.lines[0], anchors[-1].position.lines[1]),
            ),
            anchors=tuple(anchors),
            head=head,
        )


@pytest.fixture
def page() -> Page:
    return Page()


def letters(text: str) -> str:
    """The text without white space, Markdown's escapes and the hyphens that line ends resolve."""
    return "".join(char for char in text if not char.isspace() and char not in "-\u2010\u00ad\\*")


def report(*sections: Section, name: str = "prøve") -> Report:
    return Report(
        id=name, title="Prøve", authors=(), publisher=None, year=2013, url=None,
        source="prøve.txt", sections=sections,
    )  # fmt: skip


def section(*blocks: Block, headings: tuple[str, ...] = ("Kapittel 1",)) -> Section:
    return Section(headings=headings, blocks=blocks)


def sizes(found: list[Passage]) -> list[int]:
    return [len(passage.text.split()) for passage in found]


def texts(passage: Passage) -> list[str]:
    return [passage.text[span.start : span.end] for span in passage.sentences]


def test_a_report_without_text_has_no_passages():
    assert passages(report()) == []
    assert passages(report(section(), section())) == []


def test_a_report_of_one_sentence_is_one_passage(page):
    (passage,) = passages(report(section(page.block("Alt er bra."))))
    assert passage.text == "Alt er bra."
    assert passage.sentences == (Span(start=0, end=11),)
    assert (passage.title, passage.year, passage.headings) == ("Prøve", 2013, ("Kapittel 1",))
    assert passage.report_id == "prøve"


def test_a_long_paragraph_is_cut_into_balanced_parts_between_sentences(page):
    found = passages(report(section(page.block(*[sentence(20)] * 12))))
    assert sizes(found) == [120, 120]


def test_paragraphs_are_kept_whole_where_they_can_be(page):
    blocks = [page.block(*[sentence(20)] * n) for n in (5, 6, 5)]
    found = passages(report(section(*blocks)))
    assert sizes(found) == [100, 120, 100]


def test_short_paragraphs_share_a_passage_with_an_empty_line_between_them(page):
    first, second = page.block(sentence(60)), page.block(sentence(60, "tekst"))
    (passage,) = passages(report(section(first, second)))
    assert passage.text == f"{first.text}\n\n{second.text}"


def test_paragraphs_and_lists_in_one_passage_are_running_text(page):
    block, items = page.block("De sier dette."), page.block("- Ja.", "- Nei.", kind="list")
    assert [p.kind for p in passages(report(section(block, items)))] == ["paragraph"]
    assert [p.kind for p in passages(report(section(items)))] == ["list"]


def test_a_short_leftover_joins_its_neighbour_only_where_both_fit(page):
    joined = section(page.block(sentence(120)), page.block(sentence(40)))
    apart = section(page.block(sentence(170)), page.block(sentence(40)))
    assert sizes(passages(report(joined))) == [160]
    assert sizes(passages(report(apart))) == [170, 40]


def test_the_name_of_the_division_says_its_bounds():
    # It is in every index on disk: another name asks for a new one.
    assert f"sentences-{SHORTEST}-{TARGET}-{LONGEST}/1" == CHUNKING == "sentences-60-120-180/1"


def paragraphs(page: Page, *lengths: tuple[int, ...], lead_in: int | None = None) -> Section:
    """Paragraphs of sentences of so many words; the one with that number ends in a colon."""
    made = []
    for number, words in enumerate(lengths):
        sentences = [sentence(count) for count in words]
        if number == lead_in:
            sentences[-1] = f"{sentences[-1][:-1]}:"
        made.append(page.block(*sentences))
    return section(*made)


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        # A passage of n words costs ((n - 120) / 60)²: two of 90 cost .25 each, one of 180 costs 1.
        (((90,), (90,)), [90, 90]),
        # One of 180 costs 1; 140 and 40 cost .11 + 1.78, and 1 for the short one.
        (((140,), (40,)), [180]),
        # 181 are too many, whatever it costs to part them.
        (((141,), (40,)), [141, 40]),
        # A cut inside a paragraph costs 1: .25 + .27 + 1 is more than (59 / 60)² = .97.
        (((90, 89),), [179]),
        # 162 and 78 cost 2 · (42 / 60)² = .98: less than to cut a paragraph for 120 and 120.
        (((120, 42), (78,)), [162, 78]),
        # 163 and 77 cost 2 · (43 / 60)² = 1.03: more than that.
        (((120, 43), (77,)), [120, 120]),
        # 60 words are not too short: 1 + 1 is less than 1 + 2 · (43 / 60)² = 2.03.
        (((60,), (17, 163)), [60, 180]),
        # 59 are: (61 / 60)² + 1 + 1 = 3.03, and 1 + (44 / 60)² + (43 / 60)² = 2.05.
        (((59,), (17, 163)), [76, 163]),
        # What a short one costs: (15² + 20² + 62² + 50²) / 60² + 1 = 2.94 with the 58 alone is
        # less than (35² + 58² + 50²) / 60² + 1 = 2.97 without; both cut one paragraph.
        (((135,), (20, 120), (58, 170)), [135, 140, 58, 170]),
        # And (15² + 20² + 63² + 50²) / 60² + 1 = 2.97 is more than (35² + 57² + 50²) / 60² + 1.
        (((135,), (20, 120), (57, 170)), [155, 177, 170]),
    ],
)
def test_the_division_is_the_one_of_least_cost(page, lengths, expected):
    assert sizes(passages(report(paragraphs(page, *lengths)))) == expected


@pytest.mark.parametrize(
    ("lengths", "lead_in", "expected"),
    [
        # 120 and 120 would cost nothing but the border after the colon.
        (((116,), (4,), (120,)), 1, [116, 124]),
        # That costs 8: 8 + .25 + .25 = 8.5, and without it 40, 180 and 20 words cost
        # 1.78 + 1 + 1 + 2.78 + 1, and 1 for the cut paragraph: 8.56.
        (((40,), (110,), (70, 20)), 1, [150, 90]),
        # Here 8 + .03 + .04 = 8.07 is more than 30, 158 and 50 words with two paragraphs cut:
        # 2.25 + 1 + .40 + 1.36 + 1 + 2 = 8.01.
        (((30, 100), (58, 50)), 0, [30, 158, 50]),
    ],
)
def test_a_border_after_a_colon_is_dear_but_not_forbidden(page, lengths, lead_in, expected):
    assert sizes(passages(report(paragraphs(page, *lengths, lead_in=lead_in)))) == expected


def row(words: int) -> str:
    return " ".join(["celle"] * words)


def test_rows_of_a_table_are_parted_at_no_cost(page):
    # 90 and 89 words cost .25 + .27; together (59 / 60)² = .97.
    assert sizes(passages(report(section(page.block(row(90), row(89), kind="table"))))) == [90, 89]


def test_a_row_is_one_piece_also_where_it_holds_a_full_stop(page):
    block = page.block("Fylke A. Svar 12.", "Fylke B. Svar 17.", kind="table")
    (passage,) = passages(report(section(block)))
    assert texts(passage) == ["Fylke A. Svar 12.", "Fylke B. Svar 17."]


def test_a_head_of_two_lines_is_not_cut(page):
    # 80 and 100 words would cost .44 + .11; together (60 / 60)² = 1.
    lines = [row(80), row(20), row(80)]
    block = page.block(*lines, kind="table", head=Span(start=0, end=len("\n".join(lines[:2]))))
    assert sizes(passages(report(section(block)))) == [180]


def test_the_head_that_is_repeated_counts_among_the_words(page):
    # Two rows below the head would be 40 + 80 + 80 = 200 words, more than 180.
    lines = [row(40), row(80), row(80), row(80)]
    block = page.block(*lines, kind="table", head=Span(start=0, end=len(lines[0])))
    assert sizes(passages(report(section(block)))) == [120, 120, 120]


def test_a_table_is_divided_where_two_parts_are_nearer_to_the_target(page):
    # 20 + 53 and 20 + 53 + 52 words cost (47 / 60)² + (5 / 60)² = .62, 126 and 72 cost .65, and
    # all 178 cost (58 / 60)² = .93.
    lines = [row(20), row(53), row(53), row(52)]
    block = page.block(*lines, kind="table", head=Span(start=0, end=len(lines[0])))
    assert sizes(passages(report(section(block)))) == [73, 125]


def test_no_passage_leaves_its_section(page):
    one = section(page.block(sentence(10)), headings=("Skole C1", "Utgangspunkt"))
    two = section(page.block(sentence(10)), headings=("Skole C2", "Utgangspunkt"))
    assert [p.headings for p in passages(report(one, two))] == [one.headings, two.headings]


def test_a_sentence_is_kept_whole_up_to_the_hard_bound(page):
    assert sizes(passages(report(section(page.block(sentence(240)))))) == [LONGEST_SENTENCE]


def test_an_endless_sentence_is_cut_after_a_clause_near_its_equal_parts(page):
    # 360 words make three parts; the commas after words 115 and 250 are near 120 and 240.
    words = ["ord"] * 360
    words[114] = words[249] = "ord,"
    found = passages(report(section(page.block(" ".join(words)))))
    assert sizes(found) == [115, 135, 110]
    assert found[0].text.endswith("ord,")


@pytest.mark.parametrize(
    ("ends", "first"),
    [
        # The first of three equal parts would end after word 120.
        ((), 120),
        # The nearer of two clauses, and the earlier of two that are as near.
        ((100, 125), 125),
        ((110, 130), 110),
        # Near is from 30 words before to 29 after.
        ((90,), 90),
        ((89,), 120),
        ((149,), 149),
        ((150,), 120),
    ],
)
def test_an_endless_sentence_is_cut_at_the_nearest_clause(page, ends, first):
    words = ["ord"] * 360
    for end in ends:
        words[end - 1] = "ord,"
    assert sizes(passages(report(section(page.block(" ".join(words))))))[0] == first


@pytest.mark.parametrize("word", ["ord,", "ord;", "ord:", "ord.", "ord–", "ord—"])
def test_a_clause_ends_in_a_mark_and_not_in_a_letter(page, word):
    words = ["orX"] * 360
    words[114] = word
    assert sizes(passages(report(section(page.block(" ".join(words))))))[0] == 115


def test_a_list_stays_with_its_lead_in(page):
    before = page.block(sentence(100))
    lead_in = page.block("De mener også at:")
    items = page.block(*[f"- {sentence(19)}" for _ in range(4)], kind="list")
    found = passages(report(section(before, lead_in, items)))
    assert sizes(found) == [100, 84]
    assert texts(found[1])[:2] == ["De mener også at:", f"- {sentence(19)}"]


def test_a_divided_list_repeats_its_lead_in(page):
    items = [f"- {sentence(39)}" for _ in range(6)]
    block = page.block("Her foreslår de:", *items, kind="list", head=Span(start=0, end=16))
    first, second = passages(report(section(block)))
    assert texts(first) == ["Her foreslår de:", *items[:3]]
    assert texts(second) == ["Her foreslår de:", *items[3:]]
    assert second.kind == "list"
    assert second.text == "\n".join(["Her foreslår de:", *items[3:]])


def test_a_long_table_is_divided_by_rows_below_its_repeated_head(page):
    head = ["Tabell 1: Svar", "Fylke Antall Prosent"]
    rows = [f"Fylke nr {n} 0,505 17 ,534 4 av 9" for n in range(30)]
    prose = page.block(sentence(70))
    block = page.block(*head, *rows, kind="table", head=Span(start=0, end=len("\n".join(head))))
    found = passages(report(section(prose, block)))
    assert [p.kind for p in found] == ["paragraph", "table", "table"]
    assert [row for p in found[1:] for row in texts(p)[2:]] == rows
    assert all(texts(p)[:2] == head and len(p.text.split()) <= LONGEST for p in found[1:])
    # The place of a part is the place of its rows: the head stands on lines 2 and 3.
    assert found[2].position.lines[0] == 4 + len(texts(found[1])[2:])
    assert locate(found[2].anchors, found[2].sentences[0]).lines == (2, 2)


def test_what_is_no_running_text_stands_apart_and_does_not_divide_the_text_around_it(page):
    blocks = [
        page.block(sentence(50)),
        page.block("2 En fotnote."),
        page.block("Figur 1: Leder", "Lærer"),
        page.block(sentence(50, "tekst")),
        page.block("3 En fotnote til."),
        page.block("Hvordan opplever dere rektor?", "Hva gjør dere?"),
    ]
    kinds: list[BlockKind] = [
        "paragraph", "footnote", "figure", "paragraph", "footnote", "questions",
    ]  # fmt: skip
    marked = [replace(b, kind=k) for b, k in zip(blocks, kinds, strict=True)]
    found = passages(report(section(*marked)))
    assert [(p.kind, len(p.text.split())) for p in found] == [
        ("paragraph", 100),
        ("footnote", 7),
        ("figure", 4),
        ("questions", 7),
    ]


def test_every_sentence_knows_its_lines_also_where_a_cut_falls_inside_a_line(page):
    # Each source line holds the end of one sentence and the beginning of the next.
    words = " ".join(sentence(20, f"w{n}") for n in range(24)).split()
    lines = [" ".join(words[at : at + 13]) for at in range(0, len(words), 13)]
    found = passages(report(section(page.block(*lines))))
    assert len(found) > 1
    for passage in found:
        for span in passage.sentences:
            position = locate(passage.anchors, span)
            quote = passage.text[span.start : span.end]
            assert page.source[position.start : position.end].split() == quote.split()
            first, last = position.lines
            stretch = " ".join(page.source.split("\n")[first - 1 : last])
            assert quote in stretch


def test_a_passage_reaches_from_its_first_sentence_to_its_last(page):
    block = page.block(*[sentence(20)] * 12)
    first, second = passages(report(section(block)))
    assert (first.position.lines, second.position.lines) == ((1, 6), (7, 12))
    assert [anchor.position.lines for anchor in second.anchors] == [(n, n) for n in range(7, 13)]


def test_ids_depend_on_report_and_words_alone(page):
    once = passages(report(section(page.block("Alt er bra."))))[0].id
    spaced = passages(report(section(page.block("Alt  er\u00a0bra."))))[0].id
    elsewhere = passages(report(section(page.block("Alt er bra.")), name="annen"))[0].id
    assert once == spaced != elsewhere
    # sha256("prøve\nAlt er bra."), first sixteen digits
    assert once == "0271e60587e42644"


def test_a_repeated_text_gets_a_number_after_its_id(page):
    same = [section(page.block("Alt er bra.")) for _ in range(3)]
    first, second, third = (passage.id for passage in passages(report(*same)))
    assert (second, third) == (f"{first}-2", f"{first}-3")


@pytest.fixture(scope="module")
def real() -> list[tuple[Report, list[Passage]]]:
    entries = load_manifest(CORPUS)
    read = [read_report(path, CORPUS, entries.get(path.stem)) for path in find_files(CORPUS)]
    return [(one, passages(one)) for one in read]


def test_all_text_of_the_five_reports_is_in_their_passages(real):
    assert len(real) == 5
    for one, found in real:
        read = Counter(word for _, block in one.blocks() for word in block.text.split())
        held = Counter(word for passage in found for word in passage.text.split())
        assert not read - held


def test_passages_of_the_five_reports_are_of_a_size_to_find_and_to_read(real):
    found = [passage for _, made in real for passage in made]
    assert 60 <= sum(sizes(found)) / len(found) <= LONGEST
    assert max(sizes(found)) <= LONGEST_SENTENCE


def test_every_part_of_a_passage_of_the_five_reports_stands_in_a_block_of_its_section(real):
    for one, found in real:
        blocks: dict[tuple[str, ...], list[str]] = {}
        for part, block in one.blocks():
            blocks.setdefault(part.headings, []).append(block.text)
        for passage in found:
            here = blocks[passage.headings]
            for text in texts(passage):
                assert any(text in block for block in here)


def test_every_sentence_of_the_five_reports_is_located_where_it_stands(real):
    for one, found in real:
        source = (CORPUS / one.source).read_bytes().decode("utf-8-sig").splitlines()
        for passage in found:
            assert passage.sentences
            for span in passage.sentences:
                position = locate(passage.anchors, span)
                first, last = position.lines
                first_word = passage.text[span.start : span.end].split()[0]
                stretch = "".join(source[first - 1 : last])
                assert letters(first_word) in letters(stretch), (passage.id, position.lines)


def test_ids_of_the_five_reports_are_unique_and_the_same_when_read_again(real):
    ids = [passage.id for _, found in real for passage in found]
    assert len(ids) == len(set(ids))
    assert ids == [passage.id for one, _ in real for passage in passages(one)]
