"""Who carries whom; another coach; a pause."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vidare.actions import ledger
from vidare.actions import participations as actions
from vidare.queries import log_review, staff
from vidare.queries import participations as queries
from vidare.queries.participations import OneCase
from vidare.rules.access import Deed
from vidare.rules.decision import Refused, Stale
from vidare.rules.participations import PauseReason, State
from vidare.web.asking import Asking
from vidare.web.forms import CodeField, DayField, refuse
from vidare.web.once import OnceForm, once
from vidare.web.referrals.views import page_number
from vidare.web.week import given


class FilterForm(forms.Form):
    coach = forms.TypedChoiceField(label=gettext_lazy("Coach"), coerce=int, required=False, empty_value=None)
    state = CodeField(State, label=gettext_lazy("State"), empty=gettext_lazy("All open"), required=False)


class CoachForm(OnceForm):
    coach = forms.TypedChoiceField(label=gettext_lazy("New coach"), coerce=int)
    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, case: OneCase, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": case.row.version}, **kwargs)
        self.fields["coach"].choices = [  # type: ignore[attr-defined]
            (one.user, one.name) for one in case.coaches if one.user != case.coach
        ]


class PauseForm(OnceForm):
    reason = CodeField(PauseReason, label=gettext_lazy("Why"))
    until = DayField(label=gettext_lazy("Until and including"))


def caseload(request: Asking) -> HttpResponse:
    form = FilterForm(request.GET)
    coaches = queries.coaches(request.actor, on=request.day)
    form.fields["coach"].choices = [  # type: ignore[attr-defined]
        ("", _("Everybody's")), *((one.user, one.name or _("Nobody's")) for one in coaches.names),
    ]  # fmt: skip
    chosen = form.cleaned_data if form.is_valid() else {}
    found = queries.caseload(
        request.actor, on=request.day, coaches=coaches,
        coach=chosen.get("coach"), state=chosen.get("state"), page=page_number(request),
    )  # fmt: skip
    ledger.note_reading(request.actor, "caseload.listed", at=request.at, persons=found.keys)
    template = "caseload/rows.html" if request.htmx else "caseload/caseload.html"
    context = {
        "found": found,
        "form": form,
        "may_post": request.actor.may(Deed.POST, on=request.day).allowed,
        "may_import": request.actor.may(Deed.IMPORT, on=request.day).allowed,
        "given": staff.roles_given(request.actor, at=request.at),
        "late_reviews": log_review.late(request.actor, on=request.day),
        "may_review": request.actor.may(Deed.REVIEW, on=request.day).allowed,
    }
    return render(request, template, context)


def loads(request: Asking) -> HttpResponse:
    """Who carries how many, in a page of its own."""
    return render(request, "caseload/loads.html", {"loads": queries.loads(request.actor, on=request.day)})


def mine(request: Asking) -> HttpResponse:
    """A coach's own people, by name: for the one she has in mind, whether or not anything is owed."""
    found = queries.carried(request.actor, on=request.day, page=page_number(request))
    ledger.note_reading(request.actor, "caseload.listed", at=request.at, persons=found.keys)
    return render(request, "caseload/mine.html", {"found": found})


def coach(request: Asking, person_id: int, participation_id: int) -> HttpResponse:
    case = queries.one_case(
        request.actor, person=person_id, participation=participation_id, on=request.day, needed=Deed.LEAD
    )
    form = CoachForm(request.POST or None, case=case)

    def work() -> str:
        said = form.cleaned_data
        actions.assign_coach(
            request.actor, participation=participation_id, coach=said["coach"], version=said["version"], at=request.at
        )
        messages.success(request, _("Saved."))
        return reverse("caseload")

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
        except Stale:
            form.add_error(
                None,
                _("Somebody else changed this while you wrote. Now the coach is %(name)s.") % {"name": case.row.coach},
            )
    return render(request, "caseload/coach.html", {"case": case, "form": form}, status=422 if form.errors else 200)


def pause(request: Asking, person_id: int, participation_id: int) -> HttpResponse:
    case = queries.one_case(request.actor, person=person_id, participation=participation_id, on=request.day)
    form = PauseForm(request.POST or None)

    def work() -> str:
        said = form.cleaned_data
        given_back = actions.pause_participation(
            request.actor, participation=participation_id, reason=said["reason"], until=said["until"], at=request.at
        )
        messages.success(request, _("Saved."))
        given.tell(request, given_back)
        return reverse("person", args=[person_id])

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "caseload/pause.html", {"case": case, "form": form}, status=422 if form.errors else 200)


@require_POST
def resume(request: Asking, person_id: int, participation_id: int) -> HttpResponse:
    case = queries.one_case(request.actor, person=person_id, participation=participation_id, on=request.day)
    form = PauseForm()
    try:
        actions.resume_participation(request.actor, participation=participation_id, at=request.at)
    except Refused as refused:
        form = PauseForm(request.POST)
        form.full_clean()
        refuse(form, refused)
        return render(request, "caseload/pause.html", {"case": case, "form": form}, status=422)
    messages.success(request, _("Saved."))
    return HttpResponse(status=302, headers={"Location": reverse("person", args=[person_id])})
