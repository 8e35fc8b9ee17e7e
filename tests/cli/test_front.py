"""The front of the command line: quick to load, Norwegian throughout, quiet when piped away."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from running import ROOT, run_cli

COMMANDS = (
    "index", "ask", "batch", "reports", "show", "cite", "verify", "eval", "doctor", "tui", "serve"
)  # fmt: skip
ENGLISH = re.compile(
    r"\b(usage|options|show this help|positional|optional|default|error|the|and|file|folder)\b"
)


def loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stdout.split())


def test_importing_the_command_line_loads_no_heavy_library():
    heavy = {"numpy", "faiss", "nltk", "textual", "torch", "rich", "simplemma", "pypdfium2"}
    assert not heavy & loaded_by("import kompetanse_qa.cli")
    assert not heavy & loaded_by("import kompetanse_qa")


def test_asking_loads_neither_torch_nor_nltk_nor_a_pdf_library(real_index):
    code = (
        "from kompetanse_qa import open_index\n"
        f"open_index({str(real_index)!r}).ask('Hvor mange skoler deltok?')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}print(*sys.modules)"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    heavy = {"torch", "sentence_transformers", "transformers", "nltk", "pypdfium2", "textual"}
    assert not heavy & set(done.stdout.split())


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_is_norwegian_throughout(command):
    done = run_cli(*([command] if command else []), "--help")
    assert done.returncode == 0
    prose = re.sub(r"--?[a-z-]+|kompetanse-qa \w+|«[^»]*»", "", done.stdout)
    # Names of columns, files and fields are data.
    prose = re.sub(r"\b(id og question|index|index\)|corpus\))\b", "", prose)
    assert not ENGLISH.findall(prose)
    assert "bruk: kompetanse-qa" in done.stdout


def test_every_command_stands_in_the_help_and_in_the_readme():
    shown = run_cli("--help").stdout
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert re.search(rf"^    {command} ", shown, re.MULTILINE), command
        assert f"kompetanse-qa {command}" in readme, command


def test_a_reader_that_goes_away_is_no_fault(small_index):
    done = subprocess.run(
        f"{sys.executable} -m kompetanse_qa batch - --index {small_index} --format text | head -1",
        shell=True, input="buss\n" * 400, capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


# Installed before anything of ours is imported: any socket that is opened ends the program.
_NO_NETWORK = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind"):
        raise AssertionError(f"network: {event} {arguments}")
sys.addaudithook(refuse)
from kompetanse_qa.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_indexing_and_asking_open_no_socket(small_corpus, tmp_path):
    index = tmp_path / "index"
    # Enough passages that the bulk runtime of the model is loaded as well.
    for number in range(40):
        text = f"Rapport {number} handler om sak {number * 7} i kommune {number + 3}."
        (small_corpus / f"ny{number}.txt").write_text(text, encoding="utf-8")
    for arguments, code in (
        (["index", "--corpus", str(small_corpus)], 0),
        (["ask", "Hvor mange kompostbinger kjøpte kommunen?", "--format", "json"], 0),
    ):
        done = subprocess.run(
            [sys.executable, "-c", _NO_NETWORK, *arguments, "--index", str(index)],
            capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
    assert "14 kompostbinger" in json.loads(done.stdout)["answer"]
