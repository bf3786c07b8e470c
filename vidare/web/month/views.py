"""The month: everyone who applies now, for the social secretary."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vidare.actions import ledger
from vidare.actions import requirement as actions
from vidare.queries import month as ask
from vidare.queries.month import Show
from vidare.rules.access import Compartment, Deed
from vidare.rules.decision import Hidden, Refused
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.forms import refuse

SOCIAL = Compartment.SOCIAL_SERVICES


class SearchForm(forms.Form):
    """Sent, and never in an address: what is looked for is a name or a number."""

    text = forms.CharField(label=_("Name, identity number or case number"), max_length=200, required=False)


def month(request: Asking) -> HttpResponse:
    """``?month=2026-11&show=left``; without them, everybody in the month of today."""
    first, asked = _first(request.GET.get("month", ""), request.day), request.GET.get("page", "1")
    show = next((one for one in Show if one.value == request.GET.get("show")), Show.EVERYBODY)
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
    form = SearchForm(request.POST or None)
    text = form.cleaned_data["text"].strip() if form.is_bound and form.is_valid() else ""
    try:
        page = ask.month(request.actor, first=first, at=request.at, page=number, show=show, text=text)
    except Refused as refused:
        refuse(form, refused)
        page = ask.month(request.actor, first=first, at=request.at, show=show)
    persons = [row.person_id for row in page.rows]
    of = f"{first:%Y-%m}"
    if text:
        ledger.note_reading(request.actor, "month.searched", at=request.at, persons=persons, month=of)
    else:
        ledger.note_reading(request.actor, "month.listed", at=request.at, persons=persons, month=of)
    context = {
        "page": page,
        "form": form,
        "text": text,
        "shows": list(Show),
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": (first + timedelta(days=32)).replace(day=1),
    }
    template = "month/list.html" if request.htmx else "month/month.html"
    return render(request, template, context, status=422 if form.errors else 200)


@require_POST
def mark(request: Asking) -> HttpResponse:
    """Several at once: gone through, or taken up again."""
    chosen = [int(key) for key in request.POST.getlist("person") if key.isascii() and key.isdecimal() and len(key) < 19]
    first = _first(request.POST.get("month", ""), request.day)
    done = request.POST.get("do") != "again"
    if len(chosen) > ask.PAGE or not request.actor.may(Deed.CHANGE, SOCIAL, on=request.day).allowed:
        raise Hidden
    try:
        count = actions.mark_month(request.actor, persons=chosen, month=first, done=done, at=request.at)
        said = gettext("Gone through: %(n)s.") if done else gettext("Taken up again: %(n)s.")
        messages.success(request, said % {"n": count})
    except Refused as refused:
        for because in refused.reasons:
            messages.error(request, words.sentence(because))
    back = {"month": f"{first:%Y-%m}"} | {
        name: request.POST[name] for name in ("show", "page") if request.POST.get(name)
    }
    return redirect(f"{reverse('month')}?{urlencode(back)}")


def _first(text: str, today: date) -> date:
    try:
        chosen = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return chosen if 2000 <= chosen.year <= 2100 else today.replace(day=1)
