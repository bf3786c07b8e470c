"""What becomes of somebody's money when they work, as the law's dated rules say it: an example, never an advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WAGES_KIND = "law-wages-disregarded"
BONUS_KIND = "law-job-bonus"


@dataclass(frozen=True, slots=True)
class Wages:
    """A part of one's wages is left aside when support is counted (SoL 12:8)."""

    percent: int
    months_of_support: int
    years: int

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Wages:
        return cls(int(values["percent"]), int(values["months_of_support"]), int(values["years"]))


@dataclass(frozen=True, slots=True)
class Split:
    """A wage in öre: what is counted as income, and what is left aside. Together they are the wage."""

    wage: int
    counted: int
    aside: int


def split(wage: int, *, wages: Wages) -> Split:
    """What of a wage (in öre) is counted; the öre that cannot be divided is counted."""
    aside = wage * wages.percent // 100
    return Split(wage, wage - aside, aside)


@dataclass(frozen=True, slots=True)
class Bonus:
    """The job bonus (jobbpremie): at most so much in a month, for so many months, to those who had support then."""

    most_in_a_month: int
    most_months: int
    support_from: str
    support_to: str

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Bonus:
        return cls(
            int(values["most_ore_in_a_month"]),
            int(values["most_months"]),
            str(values["support_every_month_from"]),
            str(values["support_every_month_to"]),
        )
