"""The participant's hours: those that come, those that were, and another hour instead."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import bookings
from vidare.queries import absences, attendance, my_page, week
from vidare.queries.week import HourCard, OwnWeek, Place
from vidare.rules.decision import Hidden, Refused
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.mine.forms import MoveForm
from vidare.web.once import once, sent_before


def _own(request: Asking) -> OwnWeek:
    if request.actor.person_id is None:
        raise Hidden
    return week.own(request.actor, person=request.actor.person_id, at=request.at)


def page(request: Asking) -> HttpResponse:
    own = _own(request)
    context = {
        "own": own,
        "talks": my_page.talks(request.actor, at=request.at),
        "told": absences.told_ahead(request.actor, at=request.at),
        "strip": attendance.strip(request.actor, person=own.person_id, at=request.at),
    }
    return render(request, "mine/times.html", context)


def cannot_come(request: Asking) -> HttpResponse:
    """One question: which time?"""
    coming = [place for place in _own(request).coming if not place.cancelled]
    talks = my_page.talks(request.actor, at=request.at)
    context = {
        "coming": coming[:10],
        "talks": talks,
        "coach": my_page.coach(request.actor, on=request.day),
        "told": absences.told_ahead(request.actor, at=request.at),
    }
    return render(request, "mine/cannot_come.html", context)


def move(request: Asking, booking_id: int) -> HttpResponse:
    """Another hour with a free seat in the same week; the old seat is somebody else's at once."""
    if before := sent_before(request):
        return before
    place = next((one for one in _own(request).coming if one.booking_id == booking_id), None)
    if place is None:
        raise Hidden
    form = MoveForm(request.POST or None, free=_free(request, place))

    def work() -> str:
        bookings.move(request.actor, booking=booking_id, session=form.cleaned_data["session"], at=request.at)
        messages.success(request, _("The time is moved."))
        return reverse("my-times")

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    context = {"place": place, "form": form}
    return render(request, "mine/move.html", context, status=422 if form.errors else 200)


def _free(request: Asking, place: Place) -> list[HourCard]:
    """Hours of the same week that are not the person's own already, and have not begun."""
    hours = week.free_hours(request.actor, booking=place.booking_id, at=request.at)
    held = {one.session_id for one in _own(request).coming}
    return [hour for hour in hours if hour.session_id not in held and hour.starts_at > request.at]
