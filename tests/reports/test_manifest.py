"""The corpus manifest: what it may hold, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kompetanse_qa.errors import BadManifest
from kompetanse_qa.reports.manifest import Entry, load_manifest


def write(folder: Path, text: str) -> Path:
    path = folder / "reports.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_holds_what_is_known(tmp_path):
    write(
        tmp_path,
        """
        [min-rapport]
        title = "Tittel"
        authors = ["Kari Nordmann", "Ola Nordmann"]
        publisher = "Forlaget"
        year = 2020
        url = "https://eksempel.no"
        descriptive_title = true
        outline = [["Kapittel \\\\d+"], ["Skole [AB]"]]
        sidebars = { "Boks" = "Her begynner" }
        """,
    )
    assert load_manifest(tmp_path) == {
        "min-rapport": Entry(
            id="min-rapport",
            title="Tittel",
            authors=("Kari Nordmann", "Ola Nordmann"),
            publisher="Forlaget",
            year=2020,
            url="https://eksempel.no",
            descriptive_title=True,
            outline=(("Kapittel \\d+",), ("Skole [AB]",)),
            sidebars={"Boks": "Her begynner"},
        )
    }


def test_a_corpus_without_a_manifest_has_no_entries(tmp_path):
    assert load_manifest(tmp_path) == {}


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ('year = "2020"', "a.year"),
        ("year = true", "a.year"),
        ("title = 5", "a.title"),
        ('title = " "', "a.title"),
        ('authors = "Kari"', "a.authors"),
        ("descriptive_title = 1", "a.descriptive_title"),
        ('outline = ["Kapittel"]', "a.outline"),
        ('outline = [["(uten slutt"]]', "a.outline"),
        ('sidebars = ["Boks"]', "a.sidebars"),
        ('titel = "Tittel"', "a.titel"),
    ],
)
def test_a_field_of_the_wrong_type_or_name_is_named(tmp_path, line, detail):
    path = write(tmp_path, f"[a]\n{line}\n")
    with pytest.raises(BadManifest) as fault:
        load_manifest(tmp_path)
    assert (fault.value.path, fault.value.detail) == (path, detail)


def test_a_value_outside_an_entry_is_refused(tmp_path):
    write(tmp_path, 'title = "Tittel"\n')
    with pytest.raises(BadManifest) as fault:
        load_manifest(tmp_path)
    assert fault.value.detail == "title"


def test_a_manifest_that_is_no_toml_says_where(tmp_path):
    write(tmp_path, "[a]\ntitle = \n")
    with pytest.raises(BadManifest) as fault:
        load_manifest(tmp_path)
    assert "line 2" in fault.value.detail
