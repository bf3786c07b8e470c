"""The participant's front page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from vidare.queries import my_page
from vidare.web.asking import Asking
from vidare.web.mine.path import stops


def page(request: Asking) -> HttpResponse:
    """What comes next is the largest thing; what waits for an answer is before what can be read."""
    shown = my_page.page(request.actor, at=request.at)
    context = {
        "page": shown,
        "stops": stops(shown.path, shown.plan.next_step, today=request.day),
        "told": shown.told,
        "log_ins": shown.log_ins,
    }
    return render(request, "mine/page.html", context)
