"""What the owner of a step says of it, and a step put before an owner who works for an authority outside."""

from __future__ import annotations

from enum import StrEnum

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import items as actions
from vidare.actions.items import Terms
from vidare.queries import plans as ask
from vidare.rules.access import Deed
from vidare.rules.decision import Hidden, Refused
from vidare.rules.notes import No as Text
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.notes.forms import explain
from vidare.web.once import once
from vidare.web.plans.forms import OutsideForm, WordForm

FAULTS: dict[StrEnum, str] = dict.fromkeys(Text, "wrong")


def word(request: Asking, person_id: int, step_id: int) -> HttpResponse:
    """The owner reads the step once more, and then says yes or what is wrong."""
    page, row = _step(request, person_id, step_id)
    form = WordForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        agreed = "agreed" in request.POST
        actions.say(
            request.actor, step=row.key, agreed=agreed, wrong="" if agreed else form.cleaned_data["wrong"],
            at=request.at,
        )  # fmt: skip
        messages.success(request, _("Your yes is recorded.") if agreed else _("What is wrong has been sent."))
        return reverse("plan", args=[person_id])

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            explain(form, refused, at=FAULTS)
    context = {"page": page, "step": row, "form": form, "own": row.owner_id == request.actor.user_id}
    return render(request, "plans/word.html", context, status=422 if form.errors else 200)


def outside(request: Asking, person_id: int, step_id: int) -> HttpResponse:
    """One step goes over to the authority that owns it: the name, the step and its day, and nothing else."""
    page, row = _step(request, person_id, step_id)
    if not row.outside or not request.actor.may(Deed.DISCLOSE, on=request.day, service=page.service_id).allowed:
        raise Hidden
    form = OutsideForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        said = form.cleaned_data
        terms = Terms(said["ground"], said["until"], said["conditions"])
        actions.put_outside(request.actor, step=row.key, terms=terms, at=request.at)
        messages.success(request, _("The step is put before its owner, who answers from their own log-in."))
        return reverse("plan", args=[person_id])

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    context = {"page": page, "step": row, "form": form}
    return render(request, "plans/outside.html", context, status=422 if form.errors else 200)


def _step(request: Asking, person_id: int, step_id: int) -> tuple[ask.PlanPage, ask.StepRow]:
    page = ask.plan_page(request.actor, person_id, on=request.day)
    plans = [plan for plan in (page.writing, page.agreed) if plan is not None]
    for row in (*(step for plan in plans for step in plan.steps), *page.loose):
        if row.key == step_id:
            return page, row
    raise Hidden
