"""The reader with more text than fits the window: a long passage, a long report."""

from __future__ import annotations

from pathlib import Path

from running import ROOT
from stories import settled, words_in

from kompetanse_qa.indexing import build_index
from kompetanse_qa.tui.app import KompetanseApp
from kompetanse_qa.tui.find_bar import FindBar
from kompetanse_qa.tui.report_view import ReportView
from kompetanse_qa.tui.requests import OpenReader

LONGEST = "skolebasert-kompetanseutvikling-2013"


async def test_the_sentence_that_answers_is_in_sight_also_far_down_in_a_long_passage(
    small_corpus: Path, tmp_path: Path
) -> None:
    sentences = [f"På dag {day} målte elevene regn og vind ved skolen." for day in range(1, 25)]
    (small_corpus / "vaer.md").write_text(f"# Vær\n\n{' '.join(sentences)}\n", encoding="utf-8")
    build_index(small_corpus, tmp_path / "vaer", encoder="toy")
    app = KompetanseApp(tmp_path / "vaer", small_corpus)
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        assert app.session.index is not None
        passage = app.session.index.passages_of("vaer")[0]
        last = passage.text[passage.sentences[-1].start : passage.sentences[-1].end]
        app.post_message(OpenReader(passage.id, passage.sentences[-1]))
        await settled(pilot)
        await settled(pilot)
        assert passage.sentences[0] != passage.sentences[-1]
        assert last in words_in(pilot, ReportView)
        assert "På dag 1 målte" not in words_in(pilot, ReportView)  # there was no room for both


async def test_the_longest_report_is_read_from_end_to_end(real_index: Path) -> None:
    app = KompetanseApp(real_index, ROOT / "corpus")
    app.session.open()
    assert app.session.index is not None
    passages = app.session.index.passages_of(LONGEST)
    # «Nettverk» in the passages and in the headings where they change.
    wanted = sum(p.text.casefold().count("nettverk") for p in passages)
    above: tuple[str, ...] = ()
    for p in passages:
        same = next(
            (i for i, (a, b) in enumerate(zip(above, p.headings, strict=False)) if a != b),
            min(len(above), len(p.headings)),
        )
        wanted += sum(h.casefold().count("nettverk") for h in p.headings[same:])
        above = p.headings
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        app.post_message(OpenReader(passages[0].id))
        await settled(pilot)
        await pilot.press("f3", *"nettverk")
        await settled(pilot)
        assert words_in(pilot, FindBar) == f"nettverk 1 av {wanted}"
        await pilot.press("up")
        await settled(pilot)
        assert words_in(pilot, FindBar) == f"nettverk {wanted} av {wanted}"
        assert "nettverk" in words_in(pilot, ReportView).casefold()
        await pilot.press("escape", "end")
        await settled(pilot)
        assert passages[-1].text.split()[-1] in words_in(pilot, ReportView)
