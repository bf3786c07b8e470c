"""Booked talks: a time, a colleague, an interpreter; moved, held, missed, cancelled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vidare.actions import meetings as actions
from vidare.actions.meetings import Booking
from vidare.queries import meetings as queries
from vidare.queries import participations
from vidare.queries.meetings import MeetingRow
from vidare.queries.ways_in import Colleague
from vidare.rules.activities import MeetingKind
from vidare.rules.decision import Refused
from vidare.rules.participations import State
from vidare.web.asking import Asking
from vidare.web.clock import STOCKHOLM
from vidare.web.forms import ClockField, CodeField, DayField, OfferedField, refuse
from vidare.web.once import OnceForm, once
from vidare.web.words.people import SPOKEN


class MeetingForm(OnceForm):
    day = DayField(label=gettext_lazy("Day"))
    time = ClockField(label=gettext_lazy("Time"))
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=5, max_value=480, initial=60)
    staff = forms.TypedChoiceField(label=gettext_lazy("With whom"), coerce=int)
    place = OfferedField(
        label=gettext_lazy("Where"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Choose one of our places, or write another."),
    )
    interpreter_language = forms.ChoiceField(
        label=gettext_lazy("Interpreter"), required=False, choices=[("", gettext_lazy("No interpreter")), *SPOKEN]
    )
    interpreter_booked = forms.BooleanField(label=gettext_lazy("The interpreter is booked"), required=False)

    def __init__(self, *args: Any, colleagues: tuple[Colleague, ...], places: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(places)  # type: ignore[attr-defined]
        self.fields["staff"].choices = [(one.user, one.name) for one in colleagues]  # type: ignore[attr-defined]

    def booking(self) -> Booking:
        said = self.cleaned_data
        return Booking(
            starts_at=datetime.combine(said["day"], said["time"], STOCKHOLM),
            staff=said["staff"],
            minutes=said["minutes"],
            place=said["place"],
            interpreter_language=said["interpreter_language"],
            interpreter_booked=said["interpreter_booked"],
        )


class NewMeetingForm(MeetingForm):
    kind = CodeField(MeetingKind, label=gettext_lazy("Which talk"))
    field_order = ("kind",)


def book(request: Asking, person_id: int, participation_id: int) -> HttpResponse:
    case = participations.one_case(request.actor, person=person_id, participation=participation_id, on=request.day)
    first = case.row.state is State.WAITING
    initial = {
        "kind": (MeetingKind.FIRST if first else MeetingKind.FOLLOW_UP).value,
        "staff": case.coach or request.actor.user_id,
        "interpreter_language": case.language if case.interpreter else "",
    }
    colleagues = queries.colleagues(request.actor, service=case.service, on=request.day)
    places = queries.places(request.actor, service=case.service, on=request.day)
    form = NewMeetingForm(request.POST or None, initial=initial, colleagues=colleagues, places=places)

    def work() -> str:
        kind = form.cleaned_data["kind"]
        actions.book_meeting(
            request.actor, participation=participation_id, kind=kind, booking=form.booking(), at=request.at
        )
        messages.success(request, _("The meeting is booked."))
        return reverse("person", args=[person_id])

    booked = queries.meetings_of(request.actor, participation=participation_id, on=request.day)
    context = {"case": case, "form": form, "booked": booked}
    return _try(request, form, work) or render(
        request, "meetings/book.html", context, status=422 if form.errors else 200
    )


def _try(request: Asking, form: OnceForm, work: Callable[[], str]) -> HttpResponse | None:
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return once(request, form, work)
    except Refused as refused:
        refuse(form, refused)
        return None


def meeting(request: Asking, person_id: int, meeting_id: int) -> HttpResponse:
    """Another time, another colleague, or the interpreter booked at last."""
    row = queries.meeting(request.actor, person=person_id, meeting=meeting_id, on=request.day)
    form = _form(request, row, request.POST or None)

    def work() -> str:
        actions.move_meeting(request.actor, meeting=meeting_id, booking=form.booking(), at=request.at)
        messages.success(request, _("Saved."))
        return reverse("person", args=[person_id])

    return _try(request, form, work) or _shown(request, row, form)


def _form(request: Asking, row: MeetingRow, data: Any) -> MeetingForm:
    starts_at = row.starts_at.astimezone(STOCKHOLM)
    initial = {name: getattr(row, name) for name in MeetingForm.base_fields if hasattr(row, name)}
    initial |= {"day": starts_at.date(), "time": starts_at.time()}
    return MeetingForm(
        data,
        initial=initial,
        colleagues=queries.colleagues(request.actor, service=row.service, on=request.day),
        places=queries.places(request.actor, service=row.service, on=request.day),
    )


def _shown(request: Asking, row: MeetingRow, form: OnceForm, ended: OnceForm | None = None) -> HttpResponse:
    wrong = bool(form.errors) or (ended is not None and bool(ended.errors))
    context = {"row": row, "form": form, "ended": ended or OnceForm(auto_id=False)}
    return render(request, "meetings/meeting.html", context, status=422 if wrong else 200)


ENDS = {"held": actions.hold_meeting, "missed": actions.miss_meeting, "cancelled": actions.cancel_meeting}


@require_POST
def end(request: Asking, person_id: int, meeting_id: int) -> HttpResponse:
    """Held, missed or cancelled."""
    row = queries.meeting(request.actor, person=person_id, meeting=meeting_id, on=request.day)
    form = OnceForm(request.POST)
    do = ENDS.get(request.POST.get("said", ""))

    def work() -> str:
        if do is not None:
            do(request.actor, meeting=meeting_id, at=request.at)
            messages.success(request, _("Saved."))
        return reverse("person", args=[person_id])

    return _try(request, form, work) or _shown(request, row, _form(request, row, None), ended=form)
