"""Steps: set the next one, change one, say how it went."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import steps as actions
from vidare.queries import plans as ask
from vidare.queries.steps import owners
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.rules.items import where_it_may_stand
from vidare.rules.plans import Leads, StepState
from vidare.web.asking import Asking
from vidare.web.notes.forms import explain
from vidare.web.once import once
from vidare.web.plans.forms import END_FAULTS, STEP_FAULTS, MoveForm, StepForm, step_of
from vidare.web.plans.views import take_version


def new(request: Asking, person_id: int) -> HttpResponse:
    """Set the next step: what, towards what, by when, by whom."""
    page = ask.plan_page(request.actor, person_id, on=request.day)
    who = owners(page.service_id, on=request.day)
    mine = {"owner": str(request.actor.user_id), "leads": page.agreed.leads.value if page.agreed else ""}
    places = where_it_may_stand(request.actor, service=page.service_id, on=request.day)
    form = StepForm(request.POST or None, owners=who, places=places, initial=mine)
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _set(request, page, form))
        except Refused as refused:
            explain(form, refused, at=STEP_FAULTS)
    context = {"page": page, "form": form, "step": None}
    return render(request, "plans/step.html", context, status=422 if form.errors else 200)


def _set(request: Asking, page: ask.PlanPage, form: StepForm) -> str:
    actions.set_next_step(request.actor, person=page.whom.key, wanted=form.wanted(), at=request.at)
    if page.agreed is not None and page.writing is None:
        messages.success(
            request, _("The step is set, in a new version of the plan that everyone is asked to agree to.")
        )
    else:
        messages.success(request, _("The step is set."))
    return reverse("plan", args=[page.whom.key])


def step(request: Asking, person_id: int, step_id: int) -> HttpResponse:
    """One step: how did it go, or say it otherwise."""
    page = ask.plan_page(request.actor, person_id, on=request.day)
    row, may_rewrite = _find(page, step_id)
    moving = "move" in request.POST
    who = owners(page.service_id, on=request.day)
    form = StepForm(request.POST if request.POST and not moving else None, owners=who, initial=step_of(row))
    move = MoveForm(request.POST if moving else None, initial={"version": row.version})
    stale: Stale | None = None
    sent = move if moving else form
    if request.method == "POST" and sent.is_valid():
        try:
            return once(
                request, sent, lambda: _move(request, page, row, move) if moving else _change(request, page, row, form)
            )
        except Refused as refused:
            explain(sent, refused, at=END_FAULTS if moving else STEP_FAULTS)
        except Stale as newer:
            stale = newer
            take_version(sent, newer)
    context = {"page": page, "form": form, "move": move, "step": row, "may_rewrite": may_rewrite, "wrong": sent}
    context |= {"stale": stale} | _both(stale)
    return render(request, "plans/step.html", context, status=409 if stale else 422 if sent.errors else 200)


def _both(stale: Stale | None) -> dict[str, object]:
    def shown(said: dict[str, object]) -> dict[str, object]:
        return said | ({"leads": Leads(str(said["leads"]))} if said.get("leads") else {})

    return {"yours": shown(stale.yours), "theirs": shown(stale.theirs)} if stale else {}


def _find(page: ask.PlanPage, step_id: int) -> tuple[ask.StepRow, bool]:
    """The step, and whether it may be said otherwise: a step that was agreed to is changed in a new version."""
    writing = page.writing.steps if page.writing else ()
    for row in (*writing, *page.loose):
        if row.key == step_id:
            return row, row.is_open
    for row in page.agreed.steps if page.agreed else ():
        if row.key == step_id:
            return row, False
    raise Hidden


def _change(request: Asking, page: ask.PlanPage, row: ask.StepRow, form: StepForm) -> str:
    actions.change_step(
        request.actor, step=row.key, version=form.cleaned_data["version"], wanted=form.wanted(), at=request.at
    )
    messages.success(request, _("The step is changed."))
    return reverse("plan", args=[page.whom.key])


def _move(request: Asking, page: ask.PlanPage, row: ask.StepRow, form: MoveForm) -> str:
    said = form.cleaned_data
    none_left = actions.move_step(
        request.actor,
        step=row.key,
        version=said["version"],
        state=said["state"],
        reason=said["reason"] if said["state"] is StepState.DROPPED else "",
        at=request.at,
    )
    if none_left and page.active:
        messages.warning(request, _("That was the last open step. Set the next one now."))
        return reverse("step-new", args=[page.whom.key])
    messages.success(request, _("The step is updated."))
    return reverse("plan", args=[page.whom.key])
