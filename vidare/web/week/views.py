"""The week and its seats, hour by hour; and an hour that is off."""

from __future__ import annotations

import re

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from vidare.actions import hours
from vidare.actions.hours import CalledOff
from vidare.queries import attendance
from vidare.queries import week as queries
from vidare.queries.hours import ToldOf, told_of
from vidare.rules.access import Deed
from vidare.rules.calendar import Week
from vidare.rules.decision import Hidden, Refused
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import OnceForm, once, sent_before


def week(request: Asking) -> HttpResponse:
    """``?w=2026-48``; without it, or with one that is none, this week. ``?room=3``: of many rooms that one."""
    wanted = chosen(request.GET.get("w", "")) or Week.of(request.day)
    page = queries.week(request.actor, week=wanted, at=request.at, room=_room(request.GET.get("room", "")))
    return render(
        request,
        "week/week.html",
        {
            "page": page,
            "before": code(wanted.plus(-1)),
            "after": code(wanted.plus(1)),
            "this": wanted == Week.of(request.day),
            "shown": code(wanted),
        },
    )


def _room(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,18}", text, re.ASCII) else None


def chosen(text: str) -> Week | None:
    if not re.fullmatch(r"20\d\d-\d{1,2}", text, re.ASCII):
        return None
    year, number = text.split("-")
    try:
        return Week(int(year), int(number))
    except ValueError:
        return None


def code(wanted: Week) -> str:
    return f"{wanted.year}-{wanted.number:02d}"


class CancelForm(OnceForm):
    ruled = frozenset({"reason"})
    reason = forms.CharField(label=_("Why is the hour off?"), max_length=200, required=False)


def cancel_hour(request: Asking, session_id: int) -> HttpResponse:
    """Asks why, and says how many have a place, before the whole hour is called off."""
    sheet = attendance.sheet(request.actor, session=session_id, at=request.at)
    if not request.actor.services(Deed.BOOK, on=request.day):
        raise Hidden
    if before := sent_before(request):
        return before
    form = CancelForm(request.POST or None)

    def call_off() -> str:
        reason = form.cleaned_data["reason"]
        done = hours.cancel_hour(request.actor, session=session_id, reason=reason, at=request.at)
        _say(request, done, told_of(request.actor, session=session_id, at=request.at))
        return reverse("hour", args=[session_id])

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, call_off)
        except Refused as refused:
            refuse(form, refused)
    status = 422 if form.errors else 200
    context = {"form": form, "sheet": sheet, "back": reverse("hour", args=[session_id])}
    return render(request, "week/cancel_hour.html", context, status=status)


def _say(request: Asking, done: CalledOff, seen: ToldOf | None) -> None:
    """Whom to ring is counted as the reader may know it: somebody hidden is no number here either."""
    ring = seen.to_ring if seen is not None else 0
    if done.to_ring and not ring:
        messages.success(request, _("The hour is called off."))
        return
    if not ring:
        told = ngettext(
            "The hour is called off. %(n)s person had a place and has been told.",
            "The hour is called off. %(n)s people had a place and have been told.",
            done.places,
        )
        messages.success(request, told % {"n": done.places})
        return
    told = ngettext(
        "The hour is called off. %(told)s of %(n)s have been told. %(ring)s cannot be reached here: ring them.",
        "The hour is called off. %(told)s of %(n)s have been told. %(ring)s cannot be reached here: ring them.",
        ring,
    )
    messages.warning(request, told % {"told": done.told, "n": done.places, "ring": ring})
