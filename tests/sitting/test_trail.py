"""Back and forward among the places that were read."""

from __future__ import annotations

from kompetanse_qa.sitting.trail import Place, Trail


def test_back_and_forward_go_where_they_go_in_a_browser() -> None:
    trail = Trail()
    for name in "abc":
        trail.visit(Place(name))
    assert trail.back() == Place("b")
    assert trail.back() == Place("a")
    assert trail.back() is None
    assert trail.forward() == Place("b")
    trail.visit(Place("d"))  # c is forgotten
    assert trail.forward() is None
    assert trail.back() == Place("b")


def test_a_place_is_come_back_to_just_as_it_was_left() -> None:
    trail = Trail()
    trail.visit(Place("a"))
    trail.leave(Place("a", 7))
    trail.visit(Place("b"))
    assert trail.back() == Place("a", 7)
