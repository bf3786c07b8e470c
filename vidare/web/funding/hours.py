"""One's own hours in projects: written and signed by whoever worked them, and approved by another."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import reporting as actions
from vidare.queries import reporting as queries
from vidare.web.asking import Asking
from vidare.web.doing import Work, attempt, bound
from vidare.web.funding.forms import HoursForm
from vidare.web.once import OnceForm
from vidare.web.results.shown import month_name


def mine(request: Asking) -> HttpResponse:
    found = queries.own_hours(request.actor, on=request.day)
    shown: dict[str, OnceForm] = {}
    work: dict[str, Work] = {}
    for project in found:
        for month in project.months:
            if not month.waits:
                name = _name(project.project, month.month)
                shown[name] = HoursForm(**bound(request, name))
                work[name] = _sign(request, project.project, month.month)
    tried = attempt(request, shown, work)
    if tried.answer is not None:
        return tried.answer
    projects = [
        (
            project.name,
            [
                (month, month_name(month.month), _name(project.project, month.month),
                 shown.get(_name(project.project, month.month)))
                for month in project.months
            ],
        )
        for project in found
    ]  # fmt: skip
    return render(request, "funding/hours.html", {"projects": projects}, status=tried.status)


def _name(project: int, month: date) -> str:
    return f"hours-{project}-{month:%Y%m}"


def _sign(request: Asking, project: int, month: date) -> Work:
    def work(form: OnceForm) -> str:
        said = form.cleaned_data
        actions.sign_hours(
            request.actor, project=project, month=month, minutes=said["minutes"], reason=said["reason"], at=request.at
        )
        messages.success(request, _("Signed. Somebody else approves the hours."))
        return reverse("my-hours")

    return work
