"""A curve as points of our own SVG: drawn on the server, the same on screen, on paper and without colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vidare.queries.figures import Curve

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 48, 624, 12, 224
LONGEST = 730
MARKS = (0, 90, 180, 365, 540, 730)


@dataclass(frozen=True, slots=True)
class Mark:
    """``place`` is whole: a page in Swedish writes a decimal comma, which no drawing understands."""

    place: int
    text: int


@dataclass(frozen=True, slots=True)
class Row:
    day: int
    at_risk: int
    still_here: int
    gone_on: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Points of two stepped lines, the marks of the axes, and the same as rows of a table."""

    still_here: str
    gone_on: str
    days: tuple[Mark, ...]
    shares: tuple[Mark, ...]
    rows: tuple[Row, ...]
    n: int
    median: int | None


def chart(curve: Curve) -> Chart:
    """Raises nothing: a curve of nobody is an empty chart with ``n`` 0."""
    return Chart(
        still_here=_stepped(curve.days, curve.still_here, start=1.0),
        gone_on=_stepped(curve.days, curve.gone_on, start=0.0),
        days=tuple(Mark(round(_x(day)), day) for day in MARKS),
        shares=tuple(Mark(round(_y(share / 100)), share) for share in (0, 25, 50, 75, 100)),
        rows=tuple(_row(curve, day) for day in MARKS if curve.days and day <= curve.days[-1]),
        n=curve.n,
        median=curve.median,
    )


def _x(day: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * min(day, LONGEST) / LONGEST, 1)


def _y(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def _stepped(days: Sequence[int], shares: Sequence[float], *, start: float) -> str:
    """Flat until something happens, then straight down or up."""
    points, height = [f"{_x(0)},{_y(start)}"], start
    for day, share in zip(days, shares, strict=True):
        if day > LONGEST:
            break
        if share != height:
            points += [f"{_x(day)},{_y(height)}", f"{_x(day)},{_y(share)}"]
            height = share
    last = min(days[-1], LONGEST) if days else LONGEST
    return " ".join([*points, f"{_x(last)},{_y(height)}"])


def _row(curve: Curve, day: int) -> Row:
    passed = [place for place, one in enumerate(curve.days) if one <= day]
    coming = [place for place, one in enumerate(curve.days) if one > day]
    at_risk = curve.at_risk[coming[0]] if coming else 0
    if not passed:
        return Row(day, at_risk, 100, 0)
    last = passed[-1]
    return Row(day, at_risk, round(curve.still_here[last] * 100), round(curve.gone_on[last] * 100))
