"""What is kept between runs: the questions and the settings."""

from __future__ import annotations

from kompetanse_qa.sitting.history import MOST_QUESTIONS, History
from kompetanse_qa.sitting.settings import Settings
from kompetanse_qa.sitting.state import StateFolder


def test_the_history_keeps_the_newest_each_once(tmp_path):
    state = StateFolder(tmp_path)
    written = "".join(f'"spørsmål {number}"\n' for number in range(MOST_QUESTIONS))
    state.write("history.jsonl", written)
    History(state).remember("spørsmål 1")
    History(state).remember("nytt")
    # 500 are kept: 1 was moved to the end, and 0 gave way.
    expected = [f"spørsmål {number}" for number in range(2, MOST_QUESTIONS)]
    assert History(state) == [*expected, "spørsmål 1", "nytt"]


def test_a_question_with_any_line_break_of_unicode_is_one_question(tmp_path):
    History(StateFolder(tmp_path)).remember("Hva\u2028er\nen pilot?")
    assert History(StateFolder(tmp_path)) == ["Hva\u2028er\nen pilot?"]


def test_a_theme_is_kept_for_the_next_run(tmp_path):
    Settings(theme="light").keep_in(StateFolder(tmp_path))
    assert Settings.kept_in(StateFolder(tmp_path)) == Settings(theme="light")


def test_a_file_that_cannot_be_understood_counts_as_empty(tmp_path):
    (tmp_path / "history.jsonl").write_bytes(b'"hel"\n{"a": 1}\n"avkut\xff')
    (tmp_path / "settings.json").write_text("[]")
    assert History(StateFolder(tmp_path)) == ["hel"]
    assert Settings.kept_in(StateFolder(tmp_path)) == Settings()
