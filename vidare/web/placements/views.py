"""Employers with their places, and a placement written and changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vidare.actions import ledger
from vidare.actions import placements as actions
from vidare.actions.placements import EmployerFacts, PlacementFacts
from vidare.queries import placements as queries
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import once
from vidare.web.placements.forms import EmployerForm, PlacementForm
from vidare.web.week import given


@require_GET
def places(request: Asking) -> HttpResponse:
    page = request.GET.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    found = queries.places(request.actor, on=request.day, page=number)
    persons = [row.person_id for one in found.employers for row in one.placements]
    ledger.note_list(request.actor, "places.listed", at=request.at, persons=persons)
    return render(request, "placements/places.html", {"places": found})


def new_employer(request: Asking) -> HttpResponse:
    found = queries.places(request.actor, on=request.day)
    if not found.may_place:
        raise Hidden
    form = EmployerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def work() -> str:
            actions.register_employer(
                request.actor, service=found.service, facts=_employer(form.cleaned_data), at=request.at
            )
            messages.success(request, _("The employer is registered."))
            return reverse("places")

        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    return _employer_page(request, form)


def employer(request: Asking, employer_id: int) -> HttpResponse:
    row = queries.employer(request.actor, employer=employer_id, on=request.day)
    shown = {name: getattr(row, name) for name in EmployerFacts.__dataclass_fields__}
    form = EmployerForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():

        def work() -> str:
            facts = _employer(form.cleaned_data)
            actions.change_employer(request.actor, employer=employer_id, facts=facts, at=request.at)
            messages.success(request, _("The employer is changed."))
            return reverse("places")

        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    return _employer_page(request, form)


def _employer_page(request: Asking, form: EmployerForm) -> HttpResponse:
    return render(request, "placements/employer.html", {"form": form}, status=422 if form.errors else 200)


def new_placement(request: Asking, person_id: int) -> HttpResponse:
    way, employers = queries.employers_of(request.actor, person=person_id, on=request.day)
    form = PlacementForm(request.POST or None, employers=employers)
    if request.method == "POST" and form.is_valid():

        def work() -> str:
            key = actions.register_placement(
                request.actor, participation=way, facts=_facts(form.cleaned_data), at=request.at
            )
            messages.success(request, _("The placement is proposed. Move it on when all have said yes."))
            return reverse("placement", args=[person_id, key])

        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    context = {"form": form, "person_id": person_id, "employers": employers}
    return render(request, "placements/new.html", context, status=422 if form.errors else 200)


def placement(request: Asking, person_id: int, placement_id: int) -> HttpResponse:
    row = queries.placement(request.actor, person=person_id, placement=placement_id, on=request.day)
    theirs: Stale | None = None
    form = None
    if row.may_place:
        _way, employers = queries.employers_of(request.actor, person=person_id, on=request.day)
        shown = {name: getattr(row, name) for name in PlacementForm.written}
        form = PlacementForm(request.POST or None, initial=shown | {"employer": row.employer_id}, employers=employers)
    elif request.method == "POST":
        raise Hidden
    if form is not None and request.method == "POST" and form.is_valid():
        facts = _facts(form.cleaned_data)
        version = form.cleaned_data["version"] or 0

        def work() -> str:
            given_back = actions.change_placement(
                request.actor, placement=placement_id, facts=facts, version=version, at=request.at
            )  # fmt: skip
            messages.success(request, _("The placement is changed."))
            given.tell(request, given_back)
            return reverse("placement", args=[person_id, placement_id])

        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
        except Stale as stale:
            theirs = stale
            again = request.POST.copy()
            again["version"] = str(stale.version)
            form.data = again
            form.add_error(
                None, _("Somebody else changed this while you wrote. Both versions are shown; save yours anew.")
            )
    context = {"row": row, "form": form, "stale": theirs, "person_id": person_id}
    return render(request, "placements/placement.html", context, status=422 if form and form.errors else 200)


def _employer(said: dict[str, Any]) -> EmployerFacts:
    return EmployerFacts(**{name: said[name] for name in EmployerFacts.__dataclass_fields__})


def _facts(said: dict[str, Any]) -> PlacementFacts:
    return PlacementFacts(**{name: said[name] for name in PlacementFacts.__dataclass_fields__})
