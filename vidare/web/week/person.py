"""One person's hours: booked as a series or one by one, moved, given back, and checked in at the desk."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vidare.actions import attendance as attending
from vidare.actions import bookings
from vidare.queries import attendance
from vidare.queries import week as queries
from vidare.rules.calendar import Week
from vidare.rules.decision import Hidden, Refused
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import once, sent_before
from vidare.web.week.forms import HourForm, SeriesForm, clock_of


def _page(
    request: Asking, person: int, *, hour: HourForm | None = None, plan: SeriesForm | None = None,
    refused: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    own = queries.own(request.actor, person=person, at=request.at)
    books = own.may_book and own.participation_id
    free = queries.free_hours(request.actor, at=request.at) if books else ()
    visits = queries.visits(request.actor, own, at=request.at) if books else None
    context = {
        "own": own,
        "strip": attendance.strip(request.actor, person=person, at=request.at),
        "hour": hour or HourForm(free=free),
        "plan": plan or SeriesForm(free=free, visits=visits.wanted if visits else 0),
        "visits": visits,
        "reasons": refused.reasons if refused else (),
        "may_move": own.may_book,
    }
    wrong = refused or (hour and hour.errors) or (plan and plan.errors)
    return render(request, "week/person.html", context, status=422 if wrong else 200)


def own(request: Asking, person_id: int) -> HttpResponse:
    return _page(request, person_id)


def _way(request: Asking, person: int) -> int:
    way = queries.own(request.actor, person=person, at=request.at).participation_id
    if way is None:
        raise Hidden
    return way


@require_POST
def book(request: Asking, person_id: int) -> HttpResponse:
    if before := sent_before(request):
        return before
    form = HourForm(request.POST, free=queries.free_hours(request.actor, at=request.at))
    way = _way(request, person_id)

    def take() -> str:
        bookings.book(request.actor, participation=way, session=form.cleaned_data["session"], at=request.at)
        messages.success(request, _("The hour is booked."))
        return reverse("person-week", args=[person_id])

    if form.is_valid():
        try:
            return once(request, form, take)
        except Refused as refused:
            refuse(form, refused)
    return _page(request, person_id, hour=form)


@require_POST
def series(request: Asking, person_id: int) -> HttpResponse:
    """What could be booked is booked; what could not is told, hour by hour."""
    if before := sent_before(request):
        return before
    form = SeriesForm(request.POST, free=queries.free_hours(request.actor, at=request.at))
    way = _way(request, person_id)

    def take() -> str:
        done = bookings.book_series(
            request.actor, participation=way, choices=form.cleaned_data["places"], first=Week.of(request.day),
            weeks=form.cleaned_data["weeks"], at=request.at,
        )  # fmt: skip
        _say(request, done)
        return reverse("person-week", args=[person_id])

    if form.is_valid():
        try:
            return once(request, form, take)
        except Refused as refused:
            refuse(form, refused)
    return _page(request, person_id, plan=form)


def _say(request: Asking, done: bookings.Series) -> None:
    messages.success(request, _("%(n)s hours are booked.") % {"n": len(done.booked)})
    for one in done.skipped:
        told = {"when": clock_of(one.starts_at), "why": words.sentence(one.because)}
        messages.warning(request, _("Not booked: %(when)s. %(why)s") % told)


def _do(request: Asking, person: int, work: Callable[[], object], done: str) -> HttpResponse:
    try:
        work()
    except Refused as refused:
        return _page(request, person, refused=refused)
    messages.success(request, done)
    return redirect("person-week", person)


@require_POST
def here(request: Asking, person_id: int) -> HttpResponse:
    """Checked in at the desk."""
    way = _way(request, person_id)
    return _do(
        request,
        person_id,
        lambda: attending.check_in_for(request.actor, participation=way, at=request.at),
        _("The person is checked in."),
    )


@require_POST
def cancel(request: Asking, person_id: int, booking_id: int) -> HttpResponse:
    """The hour is named when it is given back, so that a slip of the hand is seen and can be booked again."""
    held = queries.own(request.actor, person=person_id, at=request.at).coming
    place = next((one for one in held if one.booking_id == booking_id), None)
    when = clock_of(place.starts_at) if place else ""
    return _do(
        request,
        person_id,
        lambda: bookings.cancel(request.actor, booking=booking_id, at=request.at),
        _("Given back: %(when)s. The seat is free for somebody else.") % {"when": when},
    )


def move(request: Asking, person_id: int, booking_id: int) -> HttpResponse:
    """Another hour with room, in the same week."""
    if before := sent_before(request):
        return before
    own = queries.own(request.actor, person=person_id, at=request.at)
    place = next((one for one in own.coming if one.booking_id == booking_id), None)
    if place is None or not own.may_book:
        raise Hidden
    free = queries.free_hours(request.actor, booking=booking_id, at=request.at)
    form = HourForm(request.POST or None, free=[one for one in free if one.session_id != place.session_id])

    def take() -> str:
        bookings.move(request.actor, booking=booking_id, session=form.cleaned_data["session"], at=request.at)
        messages.success(request, _("The hour is moved."))
        return reverse("person-week", args=[person_id])

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, take)
        except Refused as refused:
            refuse(form, refused)
    context = {"form": form, "place": place, "own": own}
    return render(request, "week/move.html", context, status=422 if form.errors else 200)
