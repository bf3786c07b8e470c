"""Campaigns: planned, their codes made and printed without names, ended, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vidare.actions import invitations as actions
from vidare.queries import invitations as queries
from vidare.rules.decision import Refused
from vidare.web.asking import Asking
from vidare.web.drawn import qr
from vidare.web.forms import refuse
from vidare.web.invitations.forms import CampaignForm, CodesForm
from vidare.web.once import OnceForm, once

MONTHS_TWO = timedelta(days=61)


def campaigns(request: Asking) -> HttpResponse:
    found = queries.campaigns(request.actor, on=request.day)
    first = {"start": request.day, "end": request.day + MONTHS_TWO}
    form = CampaignForm(request.POST or None, found=found, initial=first)

    def work() -> str:
        said = form.cleaned_data
        key = actions.plan_campaign(
            request.actor, service=said["service"], organisation=said["organisation"], name=said["name"],
            start=said["start"], end=said["end"], at=request.at,
        )  # fmt: skip
        messages.success(request, _("The campaign is planned. Now make its codes."))
        return reverse("campaign", args=[key])

    answer = _try(request, form, work)
    context = {"found": found, "form": form}
    return answer or render(request, "invitations/campaigns.html", context, status=422 if form.errors else 200)


def campaign(request: Asking, campaign: int) -> HttpResponse:
    sheet = queries.sheet(request.actor, campaign=campaign, on=request.day)
    form = CodesForm(request.POST or None)

    def work() -> str:
        actions.make_codes(request.actor, campaign=campaign, count=form.cleaned_data["count"], at=request.at)
        messages.success(request, _("The codes are made. Print them, and give the sheets to those who hand them out."))
        return reverse("campaign", args=[campaign])

    answer = _try(request, form, work)
    context = {"sheet": sheet, "row": sheet.row, "form": form}
    return answer or render(request, "invitations/campaign.html", context, status=422 if form.errors else 200)


def _try(request: Asking, form: OnceForm, work: Callable[[], str]) -> HttpResponse | None:
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return once(request, form, work)
    except Refused as refused:
        refuse(form, refused)
        return None


@require_POST
def end(request: Asking, campaign: int) -> HttpResponse:
    actions.end_campaign(request.actor, campaign=campaign, at=request.at)
    messages.success(request, _("The campaign ends today. Its codes open nothing from tomorrow."))
    return redirect("campaign", campaign=campaign)


@require_safe
def paper(request: Asking, campaign: int) -> HttpResponse:
    """A slip for each code that nobody has used, with a square for the telephone: to cut apart, and no names."""
    sheet = queries.sheet(request.actor, campaign=campaign, on=request.day)
    there = request.build_absolute_uri(reverse("ask", args=[sheet.row.service_code]))
    slips = [(code, qr(f"{there}?code={code}", scale=3)) for code in sheet.codes]
    context = {"row": sheet.row, "slips": slips, "there": there.partition("://")[2]}
    return render(request, "invitations/paper.html", context)
