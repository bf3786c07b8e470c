"""The month: everyone who applies now, for the social secretary."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render

from vidare.actions import ledger
from vidare.queries import month as ask
from vidare.web.asking import Asking


def month(request: Asking) -> HttpResponse:
    """``?month=2026-11``; without it, the month of today."""
    first = _first(request.GET.get("month", ""), request.day)
    number = request.GET.get("page", "1")
    page = ask.month(
        request.actor, first=first, on=request.day, page=int(number) if number.isdecimal() and len(number) < 7 else 1
    )
    persons = [row.person_id for row in page.rows]
    ledger.note_reading(request.actor, "month.listed", at=request.at, persons=persons, month=f"{first:%Y-%m}")
    context = {
        "page": page,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": (first + timedelta(days=32)).replace(day=1),
    }
    return render(request, "month/list.html" if request.htmx else "month/month.html", context)


def _first(text: str, today: date) -> date:
    try:
        chosen = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return chosen if 2000 <= chosen.year <= 2100 else today.replace(day=1)
