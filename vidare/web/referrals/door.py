"""The open page: anyone may ask to come, with a name and a way to be reached."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from vidare.actions import referrals as actions
from vidare.actions.accounts import may_try
from vidare.queries import ways_in
from vidare.rules.decision import Because, Refused
from vidare.rules.referrals import No
from vidare.web.accounts import address
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import once
from vidare.web.referrals.forms import AskForm

MOST = 10  # From one address in an hour: a library's computer is shared, a program is not so patient.


@login_not_required
def ask(request: Asking, service: str) -> HttpResponse:
    door = ways_in.open_door(code=service)
    form = AskForm(request.POST or None, asked=door.asked, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect("asked", service=service)
        try:
            _not_too_many(request)
            return once(request, form, lambda: _send(request, service, form))
        except Refused as refused:
            refuse(form, refused)
    return render(request, "referrals/ask.html", {"form": form, "door": door}, status=422 if form.errors else 200)


def _send(request: Asking, service: str, form: AskForm) -> str:
    actions.ask_oneself(request.actor, service=service, newcomer=form.newcomer(), coming=form.coming(), at=request.at)
    return reverse("asked", args=[service])


def _not_too_many(request: Asking) -> None:
    if not may_try("come", address.of(request), most=MOST, at=request.at):
        raise Refused([Because(No.DOOR_IS_CROWDED)])


@login_not_required
def asked(request: Asking, service: str) -> HttpResponse:
    return render(request, "referrals/asked.html", {"door": ways_in.open_door(code=service)})
