"""Answers over time as a picture: a line for each who speaks. The template draws it, a table says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vidare.queries.progress import Asked, Points
from vidare.rules.progress import HIGHEST, LOWEST

LEFT, RIGHT, TOP, STEP = 20, 460, 12, 18  # in the picture's own units
WIDTH, HEIGHT = 480, TOP * 2 + STEP * (HIGHEST - LOWEST)


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Said:
    """One day in the table: how far each side agreed."""

    on: date
    own: int | None
    staff: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    """One question drawn. ``lines`` are the heights of the scale."""

    asked: Asked
    own: tuple[Dot, ...]
    staff: tuple[Dot, ...]
    rows: tuple[Said, ...]
    lines: tuple[tuple[int, int], ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def own_path(self) -> str:
        return _path(self.own)

    @property
    def staff_path(self) -> str:
        return _path(self.staff)

    @property
    def first(self) -> date:
        return self.asked.days[0]

    @property
    def last(self) -> date:
        return self.asked.days[-1]


def charts(questions: Iterable[Asked]) -> list[Chart]:
    """Those that somebody has answered, all over the same days."""
    answered = [one for one in questions if one.days]
    days = sorted({day for one in answered for day in one.days})
    return [Chart(one, _dots(one.own, days), _dots(one.staff, days), _rows(one), _lines()) for one in answered]


def _rows(one: Asked) -> tuple[Said, ...]:
    own, staff = dict(one.own), dict(one.staff)
    return tuple(Said(day, own.get(day), staff.get(day)) for day in one.days)


def _lines() -> tuple[tuple[int, int], ...]:
    return tuple((level, _y(level)) for level in range(LOWEST, HIGHEST + 1))


def _dots(points: Points, days: list[date]) -> tuple[Dot, ...]:
    span = max((days[-1] - days[0]).days, 1)
    return tuple(Dot(LEFT + (RIGHT - LEFT) * (day - days[0]).days // span, _y(level)) for day, level in points)


def _y(level: int) -> int:
    return TOP + STEP * (HIGHEST - level)


def _path(dots: tuple[Dot, ...]) -> str:
    return " ".join(f"{dot.x},{dot.y}" for dot in dots)
