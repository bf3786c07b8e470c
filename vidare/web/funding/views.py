"""A project: set up, and seen to by those who account for it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import funding as actions
from vidare.queries import funding as queries
from vidare.rules.funding import Plan, Terms
from vidare.web.asking import Asking
from vidare.web.doing import Work, attempt, bound
from vidare.web.funding.forms import BudgetForm, KeyForm, LeaveForm, ProjectForm, SeatForm
from vidare.web.once import OnceForm


def projects(request: Asking) -> HttpResponse:
    found = queries.projects(request.actor, on=request.day)
    form = ProjectForm(found, **bound(request, "project"))

    def work(sent: OnceForm) -> str:
        said = sent.cleaned_data
        terms = Terms(fund_parts=said["fund_parts"], of_parts=said["of_parts"])
        key = actions.set_up_project(
            request.actor, service=said["service"], name=said["name"], owner=said["owner"], fund=said["fund"],
            handover_to=said["handover_to"], plan=Plan(said["start"], said["end"], said["handover_on"], terms),
            at=request.at,
        )  # fmt: skip
        messages.success(request, _("The project is set up. Set the key next: who pays what the fund does not."))
        return reverse("project", args=[key])

    tried = attempt(request, {"project": form}, {"project": work})
    if tried.answer is not None:
        return tried.answer
    return render(request, "funding/projects.html", {"found": found, "form": form}, status=tried.status)


def project(request: Asking, project_id: int) -> HttpResponse:
    found = queries.project(request.actor, project=project_id, on=request.day)
    shown: dict[str, OnceForm] = {
        "key": KeyForm(found, **bound(request, "key")),
        "seat": SeatForm(found, initial={"start": request.day}, **bound(request, "seat")),
        "budget": BudgetForm(initial={"year": found.year}, **bound(request, "budget")),
    }
    leaves = {f"leave-{seat.key}": seat for seat in found.seats if seat.end is None}
    shown |= {name: LeaveForm(**bound(request, name)) for name in leaves}
    work: dict[str, Work] = {"key": _key(request, found.key), "seat": _seat(request, found.key)}
    work |= {"budget": _budget(request, found.key)}
    work |= {name: _leave(request, found.key, seat.key) for name, seat in leaves.items()}
    tried = attempt(request, shown, work)
    if tried.answer is not None:
        return tried.answer
    context = {
        "found": found, "forms": shown,
        "seats": [(seat, f"leave-{seat.key}", shown.get(f"leave-{seat.key}")) for seat in found.seats],
    }  # fmt: skip
    return render(request, "funding/project.html", context, status=tried.status)


def _done(request: Asking, project: int, said: str, deed: Callable[[OnceForm], object]) -> Work:
    def work(form: OnceForm) -> str:
        deed(form)
        messages.success(request, said)
        return reverse("project", args=[project])

    return work


def _key(request: Asking, project: int) -> Work:
    def deed(form: OnceForm) -> None:
        assert isinstance(form, KeyForm)
        first = form.cleaned_data["first_month"]
        actions.set_key(request.actor, project=project, key=form.key, first_month=first, at=request.at)

    return _done(request, project, _("The key is set."), deed)


def _seat(request: Asking, project: int) -> Work:
    def deed(form: OnceForm) -> None:
        said = form.cleaned_data
        actions.seat_member(
            request.actor, project=project, name=said["name"], organisation=said["organisation"], chair=said["chair"],
            start=said["start"], at=request.at,
        )  # fmt: skip

    return _done(request, project, _("Saved."), deed)


def _leave(request: Asking, project: int, seat: int) -> Work:
    def deed(form: OnceForm) -> None:
        actions.end_seat(request.actor, project=project, seat=seat, last=form.cleaned_data["last"], at=request.at)

    return _done(request, project, _("Saved."), deed)


def _budget(request: Asking, project: int) -> Work:
    def deed(form: OnceForm) -> None:
        said = form.cleaned_data
        actions.set_budget(
            request.actor, project=project, year=said["year"], kind=said["kind"], ore=said["ore"], at=request.at
        )

    return _done(request, project, _("The budget is set."), deed)
