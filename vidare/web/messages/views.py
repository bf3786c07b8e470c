"""The outbox: what waits to be sent, what was given up, what nobody knows the end of."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from vidare.actions import messages as actions
from vidare.queries import messages as ask
from vidare.rules.access import Deed
from vidare.web.asking import Asking
from vidare.web.doing import attempt
from vidare.web.messages.forms import SettleForm
from vidare.web.once import OnceForm


def outbox(request: Asking) -> HttpResponse:
    box = ask.backlog(request.actor, at=request.at)

    def settle(form: OnceForm) -> str:
        said = form.cleaned_data
        actions.settle_undecided(request.actor, message=said["message"], sent=said["sent"], at=request.at)
        return reverse("outbox")

    form = SettleForm(request.POST if request.method == "POST" else None, prefix="settle")
    tried = attempt(request, {"settle": form}, {"settle": settle})
    if tried.answer is not None:
        return tried.answer
    may = request.actor.may(Deed.ADMINISTER, on=request.day)
    context = {"box": box, "form": form, "may": may}
    context["may_post"] = request.actor.may(Deed.POST, on=request.day).allowed
    return render(request, "messages/outbox.html", context, status=tried.status)
