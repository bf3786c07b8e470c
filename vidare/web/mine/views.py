"""The participant's front page, and what the rules say of wages beside support."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from vidare.queries import money as wages_beside
from vidare.queries import my_page
from vidare.rules.money import Split, split
from vidare.web.asking import Asking
from vidare.web.mine.path import stops

EXAMPLES = (3_000_00, 8_000_00, 15_000_00)  # wages in öre, to show how the rule counts


def page(request: Asking) -> HttpResponse:
    """What comes next is the largest thing; what waits for an answer is before what can be read."""
    shown = my_page.page(request.actor, at=request.at)
    context = {
        "page": shown,
        "stops": stops(shown.path, shown.plan.next_step, today=request.day),
        "told": shown.told,
        "log_ins": shown.log_ins,
    }
    return render(request, "mine/page.html", context)


@dataclass(frozen=True, slots=True)
class Example:
    """A wage in whole kronor, as it is read."""

    wage: str
    counted: str
    aside: str


def money(request: Asking) -> HttpResponse:
    rules = wages_beside.money(request.actor, on=request.day)
    wages = rules.wages
    context = {
        "rules": rules,
        "examples": [_told(split(wage, wages=wages)) for wage in EXAMPLES] if wages else [],
        "bonus": kronor(rules.bonus.most_in_a_month) if rules.bonus else "",
    }
    return render(request, "mine/money.html", context)


def kronor(ore: int) -> str:
    """3 750: the digits of an amount, which read the same in every language of the pages."""
    whole, rest = divmod(ore, 100)
    return f"{whole:,}".replace(",", "\u00a0") + (f",{rest:02d}" if rest else "")


def _told(one: Split) -> Example:
    return Example(kronor(one.wage), kronor(one.counted), kronor(one.aside))
