"""CONTRIBUTING says what is true: its floors are the contract's, every place it names exists."""

from __future__ import annotations

import re
import tomllib

from running import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    section = TEXT.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_floors_are_those_of_the_contract():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (
        one["layers"]
        for one in contract["tool"]["importlinter"]["contracts"]
        if one["type"] == "layers"
    )
    told = [set(re.findall(r"`(\w+)`", rooms)) for _, rooms, _ in rows("The house")]
    assert told == [set(layer.split(" | ")) for layer in layers]
    assert [int(floor) for floor, _, _ in rows("The house")] == list(range(len(layers), 0, -1))


def test_every_room_of_the_package_has_its_floor():
    package = ROOT / "kompetanse_qa"
    there = {path.stem for path in package.iterdir() if path.suffix == ".py"}
    there |= {path.parent.name for path in package.glob("*/__init__.py")}
    told = {room for _, rooms, _ in rows("The house") for room in re.findall(r"`(\w+)`", rooms)}
    assert told == there - {"__init__"}


def test_every_place_that_the_table_names_exists():
    table = rows("Where is …?")
    assert len(table) >= 30
    for what, where in table:
        root = ROOT if "top level" in where else ROOT / "kompetanse_qa"
        places = re.findall(r"`([^`]+)`", where)
        assert places, what
        for place in places:
            assert (root / place).exists(), f"{what}: {place}"
