"""The public face: every promised name is there, and the examples of the docs run."""

from __future__ import annotations

import doctest
import re

import pytest
from running import ROOT

import kompetanse_qa


def test_every_promised_name_can_be_imported():
    for name in kompetanse_qa.__all__:
        assert getattr(kompetanse_qa, name) is not None
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        kompetanse_qa.nothing_of_the_kind  # noqa: B018  # the access is what is tested


def test_the_examples_in_the_docstring_run(real_index, monkeypatch):
    monkeypatch.chdir(real_index.parent)
    result = doctest.testmod(kompetanse_qa)
    assert (result.failed, result.attempted) == (0, 4)


def test_the_python_example_of_the_readme_runs(real_index, monkeypatch, capsys):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(example.replace('"index"', repr(str(real_index))), {})
    found, *_ = capsys.readouterr().out.split()
    assert found == "True"


def test_the_answer_of_the_readme_is_the_real_one(real_index):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    question = re.search(r'make ask Q="([^"]+)"', readme)
    assert question is not None
    with kompetanse_qa.open_index(real_index) as index:
        answer = index.ask(question[1])
    assert answer.text is not None
    assert answer.text in " ".join(readme.split())
