"""The team's meetings: when they are, who is to be talked about, and what was agreed."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import ledger
from vidare.actions import team as actions
from vidare.queries import plans
from vidare.queries import team as ask
from vidare.queries.steps import owners
from vidare.rules.access import Compartment
from vidare.rules.decision import Refused
from vidare.rules.notes import No as Text
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.notes.forms import explain
from vidare.web.once import once
from vidare.web.plans.forms import StepForm
from vidare.web.team.forms import AgreedForm, CallForm, TakeUpForm


def meetings(request: Asking) -> HttpResponse:
    page = ask.meetings(request.actor, on=request.day)
    form = CallForm(request.POST if request.method == "POST" else None, services=page.services)

    def work() -> str:
        said = form.cleaned_data
        actions.call_meeting(request.actor, service=said["service"], held_on=said["held_on"], at=request.at)
        messages.success(request, _("The meeting is called."))
        return reverse("team")

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "team/meetings.html", {"page": page, "form": form}, status=422 if form.errors else 200)


def agenda(request: Asking, meeting_id: int) -> HttpResponse:
    """Each member meets those whom they may see, and is told of nobody else that there is one."""
    page = ask.agenda(request.actor, meeting=meeting_id, on=request.day)
    ledger.note_list(request.actor, "agenda.listed", at=request.at, persons=page.persons)
    return render(request, "team/agenda.html", {"page": page})


def take_up(request: Asking, person_id: int) -> HttpResponse:
    page = ask.taking_up(request.actor, person_id, on=request.day)
    form = TakeUpForm(request.POST if request.method == "POST" else None, meetings=page.meetings, places=page.places)

    def work() -> str:
        said = form.cleaned_data
        actions.take_up(
            request.actor, person=person_id, meeting=said["meeting"], why=said["why"],
            compartment=said["compartment"], at=request.at,
        )  # fmt: skip
        messages.success(request, _("The person stands on the agenda."))
        return reverse("agenda", args=[said["meeting"]])

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            explain(form, refused, at=dict.fromkeys(Text, "why"))
    context = {"page": page, "form": form, "person_id": person_id}
    return render(request, "team/take_up.html", context, status=422 if form.errors else 200)


def settle(request: Asking, person_id: int, item_id: int) -> HttpResponse:
    """What was agreed, and with it the step that it becomes, where somebody has something to do."""
    row, meeting = ask.item(request.actor, person_id, item_id, on=request.day)
    plan = plans.plan_page(request.actor, person_id, on=request.day)
    sent = request.POST if request.method == "POST" else None
    form = AgreedForm(sent)
    wanted = bool(sent and sent.get("step-title", "").strip())
    step = StepForm(
        sent if wanted else None,
        owners=owners(plan.service_id, on=request.day),
        prefix="step",
        use_required_attribute=False,  # an empty step is no step, and not a fault
    )

    def work() -> str:
        actions.settle(
            request.actor, item=row.key, agreed=form.cleaned_data["agreed"],
            wanted=replace(step.wanted(), compartment=_beside(row)) if wanted else None, at=request.at,
        )  # fmt: skip
        messages.success(request, _("What was agreed is written down."))
        return reverse("agenda", args=[meeting.key])

    if sent is not None and form.is_valid() and (not wanted or step.is_valid()):
        try:
            return once(request, form, work)
        except Refused as refused:
            explain(form, refused, at=dict.fromkeys(Text, "agreed"))
    wrong = bool(form.errors or (wanted and step.errors))
    context = {"item": row, "meeting": meeting, "page": plan, "form": form, "step": step, "wanted": wanted}
    return render(request, "team/settle.html", context, status=422 if wrong else 200)


def _beside(row: ask.ItemRow) -> Compartment:
    """A step stands where its item did, where a step can stand."""
    walled = row.compartment is Compartment.SOCIAL_SERVICES
    return Compartment.SOCIAL_SERVICES if walled else Compartment.TEAM
