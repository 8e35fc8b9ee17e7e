"""What the report's plots are drawn with: a picture, a frame with two axes, a dot and whisker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kompetanse_qa.evaluation.html_report.markup import coordinate, element, words
from kompetanse_qa.texts.answers import number

Point = tuple[float, float]
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def picture(label: str, width: float, height: float, parts: Iterable[str], kind: str) -> str:
    """A whole picture: ``label`` is what a screen reader says, ``kind`` its class."""
    box = f"0 0 {coordinate(width)} {coordinate(height)}"
    return element("svg", *parts, class_=kind, viewBox=box, role="img", aria_label=label)


def text(said: str, x: float, y: float, kind: str) -> str:
    """Words at a point; the class says how they look and whether they end or centre there."""
    return words("text", said, x=x, y=y, class_=kind)


def line(start: Point, end: Point, kind: str) -> str:
    """A line between two points of the picture."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The area that a plot draws in, in units of the picture, with the values at its edges."""

    width: float = 360
    height: float = 288
    left: float = 40
    right: float = 16
    top: float = 56
    bottom: float = 40
    x_from: float = 0
    x_to: float = 1
    y_from: float = 0
    y_to: float = 1

    def x(self, value: float) -> float:
        """Where a value lies across."""
        share = (value - self.x_from) / (self.x_to - self.x_from)
        return self.left + share * (self.width - self.left - self.right)

    def y(self, value: float) -> float:
        """Where a value lies, counted from the top."""
        share = (value - self.y_from) / (self.y_to - self.y_from)
        return self.height - self.bottom - share * (self.height - self.top - self.bottom)

    def path(self, points: Sequence[Point], kind: str) -> str:
        """A line through points given as values."""
        steps = " ".join(f"{coordinate(self.x(x))},{coordinate(self.y(y))}" for x, y in points)
        return element("polyline", points=steps, class_=kind)

    def bar(self, x: tuple[float, float], y: tuple[float, float], kind: str) -> str:
        """A filled box between values, a hair of air on its sides."""
        left, right = self.x(x[0]) + 0.5, self.x(x[1]) - 0.5
        low, high = self.y(y[0]), self.y(y[1])
        top, height = min(low, high), abs(low - high)
        return element(
            "rect", x=left, y=top, width=max(right - left, 0.5), height=height, class_=kind
        )

    def x_axis(self, label: str, ticks: Sequence[float], said: Sequence[str]) -> list[str]:
        """The line at the foot, tick labels, and what the axis means at its right end."""
        foot = self.height - self.bottom
        start, end = self.x(self.x_from), self.x(self.x_to)
        marks = [
            text(mark, self.x(at), foot + 15, "tick middle")
            for at, mark in zip(ticks, said, strict=True)
        ]
        return [
            line((start, foot), (end, foot), "axis"),
            *marks,
            text(label, end, foot + 33, "label end"),
        ]

    def y_axis(self, label: str, ticks: Sequence[float], said: Sequence[str]) -> list[str]:
        """Faint lines across with tick labels, and what the axis means, level above it."""
        start, end = self.x(self.x_from), self.x(self.x_to)
        parts = []
        for at, mark in zip(ticks, said, strict=True):
            parts.append(line((start, self.y(at)), (end, self.y(at)), "rule"))
            parts.append(text(mark, start - 6, self.y(at) + 3.5, "tick end"))
        return [*parts, text(label, 0, 12, "label")]


def decimals(values: Sequence[float], places: int = 2) -> list[str]:
    """Tick labels with a decimal comma."""
    return [number(value, places) for value in values]


def whisker(frame: Frame, mean: float, low: float, high: float, y: float, kind: str) -> str:
    """A dot at the mean and a line over its interval, ``y`` units down; ``kind`` colours it."""
    return element(
        "g",
        line((frame.x(low), y), (frame.x(high), y), "reach"),
        element("circle", cx=frame.x(mean), cy=y, r=3),
        class_=f"whisker {kind}",
    )
