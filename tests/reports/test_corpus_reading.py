"""Files of the corpus folder: which count, which can't be read and why, what is known of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from kompetanse_qa.errors import UnreadableReport
from kompetanse_qa.reports import find_files, read_report
from kompetanse_qa.reports.manifest import Entry


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_reports_are_found_in_subfolders_and_nothing_else_is(tmp_path):
    for name in ("b.txt", "sub/a.md", "reports.toml", "README.md", ".skjult", ".git/x.txt"):
        write(tmp_path, name, "tekst")
    found = find_files(tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["b.txt", "sub/a.md"]


@pytest.mark.parametrize(
    ("name", "data", "reason", "detail"),
    [
        ("a.txt", b"", "empty", ""),
        ("a.txt", b" \r\n\t\n", "empty", ""),
        ("a.txt", b"\xef\xbb\xbf \n", "empty", ""),
        ("a.txt", b"\x00\x01\x02data", "binary", ""),
        ("a.txt", b"bell\x07", "binary", ""),
        ("a.txt", "Bl\u00e5b\u00e6r".encode("latin-1"), "encoding", "2"),
        ("a.md", "\u00e6".encode("utf-16")[:3], "encoding", "2"),
        ("a.docx", b"PK\x03\x04", "unsupported", ".docx"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, data, reason, detail):
    path = write(tmp_path, name, data)
    with pytest.raises(UnreadableReport) as fault:
        read_report(path, tmp_path, None)
    assert (fault.value.path, fault.value.reason, fault.value.detail) == (path, reason, detail)


def test_a_file_that_is_gone_is_unreadable(tmp_path):
    with pytest.raises(UnreadableReport) as fault:
        read_report(tmp_path / "a.txt", tmp_path, None)
    assert fault.value.reason == "unreadable"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_utf_8_and_utf_16_with_a_byte_order_mark_read_the_same(tmp_path, encoding):
    path = write(tmp_path, "a.txt", "Læring på skolen.\n".encode(encoding))
    (section,) = read_report(path, tmp_path, None).sections
    assert [block.text for block in section.blocks] == ["Læring på skolen."]
    assert section.blocks[0].position.start == 0


def test_a_report_without_an_entry_takes_its_title_from_what_it_begins_with(tmp_path):
    text = "Lesing i alle fag\n\nSkolen har arbeidet med lesing i alle fag i fire år.\n"
    report = read_report(write(tmp_path, "lesing.txt", text), tmp_path, None)
    assert (report.id, report.title, report.listed) == ("lesing", "Lesing i alle fag", False)


def test_a_report_without_title_and_entry_is_called_by_its_file_name(tmp_path):
    path = write(tmp_path, "sub/lesing-2020.txt", "Skolen har arbeidet med lesing.\n")
    report = read_report(path, tmp_path, None)
    assert (report.title, report.source) == ("lesing-2020", "sub/lesing-2020.txt")


def test_the_manifest_goes_before_the_file(tmp_path):
    path = write(tmp_path, "a.md", "# Overskrift\n\n**År:**\n\n1999\n\n---\n\nTekst.\n")
    entry = Entry(id="a", title="Tittel", year=2020)
    report = read_report(path, tmp_path, entry)
    assert (report.title, report.year, report.listed) == ("Tittel", 2020, True)
    assert read_report(path, tmp_path, None).year == 1999


def test_the_outline_of_the_manifest_decides_which_heading_stands_below_which(tmp_path):
    text = "".join(
        f"{heading}\n\nHer står det en setning om {heading.lower()} som er lang nok.\n\n"
        for heading in ("Skole A", "Rektor", "Funn", "Skole B", "Funn")
    )
    entry = Entry(id="a", outline=(("Skole [AB]",), ("Rektor",)))
    report = read_report(write(tmp_path, "a.txt", text), tmp_path, entry)
    assert [section.headings for section in report.sections] == [
        ("Skole A",),
        ("Skole A", "Rektor"),
        ("Skole A", "Rektor", "Funn"),
        ("Skole B",),
        ("Skole B", "Funn"),
    ]
