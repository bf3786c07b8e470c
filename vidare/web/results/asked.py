"""Which service and which month a page of results is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vidare.queries import figures
from vidare.rules.decision import Hidden
from vidare.rules.period import ONE_DAY, Period
from vidare.web.asking import Asking

MONTHS = 13


@dataclass(frozen=True, slots=True)
class Asked:
    """``on`` is today, or the last day of a month that is over."""

    service: int
    services: tuple[tuple[int, str, str], ...]
    on: date
    month: date
    months: tuple[date, ...]

    @property
    def query(self) -> str:
        return f"service={self.service}&month={self.month:%Y-%m}"


def asked(request: Asking) -> Asked:
    """Raises Hidden for who may see no figures, and for a service that is not theirs."""
    services = figures.countable(request.actor, on=request.day)
    if not services:
        raise Hidden
    chosen = request.GET.get("service", "") or request.POST.get("service", "")
    service = next((key for key, _code, _name in services if chosen in ("", str(key))), None)
    if service is None:
        raise Hidden
    months = tuple(_months(request.day))
    wanted = request.GET.get("month", "") or request.POST.get("month", "")
    month = next((month for month in months if f"{month:%Y-%m}" == wanted), months[0])
    last = Period.month(month.year, month.month).end or request.day
    return Asked(service, services, min(last, request.day), month, months)


def _months(day: date) -> list[date]:
    found = [day.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - ONE_DAY).replace(day=1))
    return found
