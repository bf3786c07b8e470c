"""The plan: read, written, put before its parties, agreed to, ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vidare.actions import plans as actions
from vidare.queries import attention, changes, new_plan, representatives
from vidare.queries import plans as ask
from vidare.rules.decision import Because, Hidden, Refused, Stale
from vidare.rules.plans import Leads, Party, State
from vidare.rules.representatives import Matter
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.notes.forms import explain
from vidare.web.once import OnceForm, once
from vidare.web.plans.forms import CONTENT_FAULTS, AgreeForm, ContentForm, content_of


def plan(request: Asking, person_id: int) -> HttpResponse:
    page = ask.plan_page(request.actor, person_id, on=request.day)
    if request.htmx:
        return render(request, "plans/steps.html", {"page": page})
    return _plan(request, page)


def _plan(request: Asking, page: ask.PlanPage, *, reasons: Sequence[Because] = ()) -> HttpResponse:
    asked = attention.changes_asked(request.actor, person=page.whom.key, on=request.day)
    new = changes.since_last_look(request.actor, page.whom.key, at=request.at)
    context = {"page": page, "asked": asked, "reasons": reasons, "revise": OnceForm(), "changes": new}
    return render(request, "plans/plan.html", context, status=422 if reasons else 200)


def write(request: Asking, person_id: int) -> HttpResponse:
    """A first plan, a new version of the agreed one, or a change of what is in writing."""
    page = ask.plan_page(request.actor, person_id, on=request.day)
    form = ContentForm(request.POST or None, initial=_from(request, page))
    stale: Stale | None = None
    may = page.may_change if page.writing else page.may_begin
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _written(request, page, form))
        except Refused as refused:
            explain(form, refused, at=CONTENT_FAULTS)
        except Stale as newer:
            stale = newer
            take_version(form, newer)
    context = {"page": page, "form": form, "stale": stale, "may": may}
    if stale is not None:
        context |= {"yours": _shown(stale.yours), "theirs": _shown(stale.theirs)}
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "plans/write.html", context, status=status)


def _from(request: Asking, page: ask.PlanPage) -> dict[str, object]:
    """What is in writing as it stands; a new version with a review ahead; a first plan with the service's own terms."""
    if page.writing:
        return content_of(page.writing)
    terms = new_plan.terms(page.service_id, on=request.day)
    if page.agreed:
        return content_of(page.agreed) | {"review_on": terms.review_on}
    return {"start": request.day, "review_on": terms.review_on, "contact_every_days": terms.contact_every_days}


@require_POST
def revise(request: Asking, person_id: int) -> HttpResponse:
    """A new version that says what the agreed plan says, opened for writing."""
    page = ask.plan_page(request.actor, person_id, on=request.day)
    form = OnceForm(request.POST)
    if not page.may_change.allowed or not form.is_valid():
        raise Hidden
    try:
        return once(request, form, lambda: _revised(request, page))
    except Refused as refused:
        return _plan(request, page, reasons=refused.reasons)


def _revised(request: Asking, page: ask.PlanPage) -> str:
    actions.revise_plan(request.actor, person=page.whom.key, at=request.at)
    messages.success(request, _("A new version is begun. The agreed plan stands until everyone has said yes to it."))
    return reverse("plan-write", args=[page.whom.key])


def _written(request: Asking, page: ask.PlanPage, form: ContentForm) -> str:
    if page.writing is None:
        actions.draft_plan(request.actor, person=page.whom.key, content=form.content(), at=request.at)
    else:
        had_yes = bool(page.writing.agreements) or page.writing.state is State.PROPOSED
        actions.write_plan(
            request.actor,
            plan=page.writing.key,
            version=form.cleaned_data["version"],
            content=form.content(),
            at=request.at,
        )
        if had_yes:
            messages.warning(request, _("The plan says something else now, so everyone is asked again."))
    if page.next_step is None:
        return reverse("step-new", args=[page.whom.key])
    messages.success(request, _("The plan is saved as a draft."))
    return reverse("plan", args=[page.whom.key])


def take_version(form: forms.Form, newer: Stale) -> None:
    """What was written stays in the form; sent again it is a change of what somebody else has saved meanwhile."""
    data = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = str(newer.version)
    form.data = data


def _shown(said: object) -> dict[str, object]:
    shown: dict[str, object] = dict(said)  # type: ignore[call-overload]
    return shown | {"leads": Leads(str(shown["leads"]))} if shown.get("leads") else shown


def _in_writing(request: Asking, person_id: int, plan_id: int) -> tuple[ask.PlanPage, ask.PlanRow]:
    page = ask.plan_page(request.actor, person_id, on=request.day)
    for row in (page.writing, page.agreed):
        if row is not None and row.key == plan_id:
            return page, row
    raise Hidden


def propose(request: Asking, person_id: int, plan_id: int) -> HttpResponse:
    """Check your answers, then put the plan before its parties."""

    def deed(row: ask.PlanRow, form: AgreeForm) -> None:
        actions.propose_plan(request.actor, plan=row.key, version=form.cleaned_data["version"], at=request.at)
        messages.success(request, _("The plan now waits for a yes from the participant and the board."))

    return _checked(request, person_id, plan_id, "plans/propose.html", deed)


def agree(request: Asking, person_id: int, plan_id: int) -> HttpResponse:
    """Check the whole plan, then say yes for the board, or record the participant's yes with a reason."""

    def deed(row: ask.PlanRow, form: AgreeForm) -> None:
        for_board = "board" in request.POST
        everybody = actions.agree(
            request.actor,
            plan=row.key,
            version=form.cleaned_data["version"],
            party=Party.BOARD if for_board else Party.PARTICIPANT,
            reason=None if for_board else form.cleaned_data["reason"],
            representative=None if for_board else form.cleaned_data["representative"],
            at=request.at,
        )
        said = _("Everyone has said yes: the plan is agreed.") if everybody else _("The yes is recorded.")
        messages.success(request, said)

    return _checked(request, person_id, plan_id, "plans/agree.html", deed)


def end(request: Asking, person_id: int, plan_id: int) -> HttpResponse:
    """End a plan with its open steps."""

    def deed(row: ask.PlanRow, form: AgreeForm) -> None:
        actions.end_plan(request.actor, plan=row.key, version=form.cleaned_data["version"], at=request.at)
        messages.success(request, _("The plan has ended, and its open steps with it."))

    return _checked(request, person_id, plan_id, "plans/end.html", deed)


def _checked(
    request: Asking, person_id: int, plan_id: int, template: str, deed: Callable[[ask.PlanRow, AgreeForm], None]
) -> HttpResponse:
    """A page that shows the plan as it will be kept, and does the deed to exactly that version."""
    page, row = _in_writing(request, person_id, plan_id)
    speaking = representatives.speaking(request.actor, person=person_id, matter=Matter.PLAN, on=request.day)
    form = AgreeForm(request.POST or None, initial={"version": row.version}, speaking=speaking)
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _done(deed, row, form, person_id))
        except Refused as refused:
            refuse(form, refused)
        except Stale as newer:
            stale = True
            take_version(form, newer)
    context = {"page": page, "plan": row, "form": form, "stale": stale, "speaking": speaking}
    return render(request, template, context, status=409 if stale else 422 if form.errors else 200)


def _done(deed: Callable[[ask.PlanRow, AgreeForm], None], row: ask.PlanRow, form: AgreeForm, person_id: int) -> str:
    deed(row, form)
    return reverse("plan", args=[person_id])
