"""What becomes of somebody's money when they work, as the law's dated rules say it: an example, never an advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

WAGES_KIND = "law-wages-disregarded"
BONUS_KIND = "law-job-bonus"
TAX_KIND = "practice-example-tax"


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
class Pay:
    """A month's pay before tax, in öre: the example's tax, what is counted as income, and what is left aside."""

    gross: int
    tax: int
    counted: int
    aside: int

    def __add__(self, other: Pay) -> Pay:
        return Pay(*(getattr(self, name) + getattr(other, name) for name in Pay.__slots__))


def pay(gross: int, *, tax_percent: int, wages: Wages | None, months: int) -> Pay:
    """What becomes of a month's pay (öre) after ``months`` of support in a row: tax + counted + aside are the pay.

    ``wages`` None, or too few months: nothing is left aside. Raises ``ValueError`` for what is no pay or no percentage.
    Source: SoL (2025:400) 12:8; the tax is an example's and stands in a rule set of its own.
    """
    if gross < 0 or not 0 <= tax_percent <= 100:
        raise ValueError(f"{gross} öre before a tax of {tax_percent} per cent is no pay")
    tax = gross * tax_percent // 100
    holds = wages is not None and months >= wages.months_of_support
    left = split(gross - tax, wages=wages) if wages is not None and holds else Split(gross - tax, gross - tax, 0)
    return Pay(gross, tax, left.counted, left.aside)


def household(pays: Iterable[Pay]) -> Pay:
    """All pay of a household together: every adult's own part is left aside."""
    return sum(pays, Pay(0, 0, 0, 0))


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
