"""The board's assignment: prepared by whoever works with the person, decided by the board's officer. And support."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import assignments as actions
from vidare.actions import support as support_actions
from vidare.queries import assignments as ask
from vidare.queries.notes import whom
from vidare.rules.access import Compartment, Deed
from vidare.rules.activities import AssignmentState
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.web.asking import Asking
from vidare.web.assignments.forms import ChangeForm, DecideForm, NothingForm, PrepareForm, SupportForm
from vidare.web.doing import Work, attempt, bound
from vidare.web.forms import refuse
from vidare.web.once import OnceForm, once


def assignments(request: Asking, person_id: int) -> HttpResponse:
    page = ask.of_person(request.actor, person=person_id, on=request.day)
    shown: dict[str, OnceForm] = {
        "prepare": PrepareForm(**bound(request, "prepare"), activities=page.activities, initial={"start": request.day})
    }
    work: dict[str, Work] = {"prepare": _prepare(request, page)}
    for row in page.rows:
        if row.state is AssignmentState.PREPARED:
            name = f"decide-{row.key}"
            shown[name] = DecideForm(**bound(request, name), initial={"version": row.version})
            work[name] = _decide(request, page, row)
        for name, act in (
            (f"end-{row.key}", actions.end_assignment),
            (f"withdraw-{row.key}", actions.withdraw_assignment),
        ):
            shown[name] = NothingForm(**bound(request, name))
            work[name] = _stop(request, page, row, act)
    tried = attempt(request, shown, work)
    if tried.answer is not None:
        return tried.answer
    rows = [(row, tried.forms.get(f"decide-{row.key}")) for row in page.rows]
    context = {"page": page, "rows": rows, "form": tried.forms["prepare"], "wrong": tried.wrong}
    return render(request, "assignments/assignments.html", context, status=tried.status)


def change(request: Asking, person_id: int, assignment_id: int) -> HttpResponse:
    """What is prepared, mended before it is decided; a decided one says why it stands."""
    page = ask.of_person(request.actor, person=person_id, on=request.day)
    row = next((one for one in page.rows if one.key == assignment_id), None)
    if row is None or not page.may_prepare.allowed:
        raise Hidden
    now = {name: getattr(row, name) for name in ("wishes", "weighed", "start", "end", "version")}
    form = ChangeForm(request.POST or None, initial=now)
    stale: Stale | None = None

    def work() -> str:
        said = {name: form.cleaned_data[name] for name in now}
        actions.change_assignment(request.actor, assignment=row.key, at=request.at, **said)
        messages.success(request, _("The assignment is changed. A social secretary decides."))
        return reverse("assignments", args=[person_id])

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
        except Stale as newer:
            stale = newer
            again = form.data.copy()  # type: ignore[attr-defined]
            again["version"] = str(newer.version)
            form.data = again
    context = {"page": page, "row": row, "form": form, "stale": stale}
    return render(request, "assignments/change.html", context, status=409 if stale else 422 if form.errors else 200)


def _prepare(request: Asking, page: ask.Assignments) -> Work:
    def work(form: OnceForm) -> str:
        said = form.cleaned_data
        actions.prepare_assignment(
            request.actor, participation=page.participation, activity=said["activity"], wishes=said["wishes"],
            weighed=said["weighed"], start=said["start"], end=said["end"], at=request.at,
        )  # fmt: skip
        messages.success(request, _("The assignment is prepared. A social secretary decides."))
        return reverse("assignments", args=[page.whom.key])

    return work


def _decide(request: Asking, page: ask.Assignments, row: ask.AssignmentRow) -> Work:
    def work(form: OnceForm) -> str:
        said = form.cleaned_data
        actions.decide_assignment(
            request.actor, assignment=row.key, reasons=said["reasons"], version=said["version"], at=request.at
        )
        messages.success(request, _("The board's decision is saved, and the person is told."))
        return reverse("assignments", args=[page.whom.key])

    return work


def _stop(request: Asking, page: ask.Assignments, row: ask.AssignmentRow, act: Callable[..., int]) -> Work:
    def work(form: OnceForm) -> str:
        act(request.actor, assignment=row.key, at=request.at)
        messages.success(request, _("It no longer binds."))
        return reverse("assignments", args=[page.whom.key])

    return work


def support(request: Asking, person_id: int) -> HttpResponse:
    """A small form for the board's own officer; for all others there is no such page."""
    if not request.actor.may(Deed.CHANGE, Compartment.SOCIAL_SERVICES, on=request.day).allowed:
        raise Hidden
    who = whom(request.actor, person_id, on=request.day)

    def register(form: OnceForm) -> str:
        said = form.cleaned_data
        support_actions.register_support(
            request.actor, person=person_id, start=said["start"], end=said["end"],
            obstacle=said["obstacle"].value if said["obstacle"] else "", children=said["children"],
            children_under_8=said["children_under_8"], at=request.at,
        )  # fmt: skip
        messages.success(request, _("It is registered."))
        return reverse("month")

    form = SupportForm(**bound(request, "support"), initial={"start": request.day.replace(day=1)})
    tried = attempt(request, {"support": form}, {"support": register})
    if tried.answer is not None:
        return tried.answer
    context = {"whom": who, "form": tried.forms["support"]}
    return render(request, "assignments/support.html", context, status=tried.status)
