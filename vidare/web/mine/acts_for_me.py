"""Somebody who acts for the participant: what they have read and done, and the way to end it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import representative_doors as actions
from vidare.queries import representative_doors as ask
from vidare.queries.representative_doors import Done
from vidare.rules.decision import Refused
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.once import OnceForm, once, sent_before
from vidare.web.words.representatives import ACTED


def page(request: Asking, representative_id: int) -> HttpResponse:
    row = ask.mine(request.actor, representative=representative_id, on=request.day)
    here = reverse("my-representative", args=[row.representative])

    def work() -> str:
        actions.take_back(request.actor, representative=row.representative, at=request.at)
        messages.success(request, _("It is taken back. They can no longer act for you here."))
        return here

    form = OnceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if before := sent_before(request):
            return before
        try:
            return once(request, form, work)
        except Refused as refused:
            for because in refused.reasons:
                messages.error(request, words.sentence(because))
            return redirect(here)
    days = [(on, _said(found)) for on, found in groupby(row.done, key=lambda one: one.on)]
    return render(request, "mine/acts_for_me.html", {"row": row, "days": days, "form": form})


def _said(found: Iterable[Done]) -> list[tuple[str, bool, int]]:
    """In words, whether it was a page that was read, and how often; pages of one name are one line."""
    lines: Counter[tuple[str, bool]] = Counter()
    for one in found:
        lines[str(ACTED[one.page or one.verb]), bool(one.page)] += one.times
    return [(text, page, times) for (text, page), times in lines.items()]
