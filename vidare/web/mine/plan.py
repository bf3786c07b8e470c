"""The participant's plan: read, said yes to, asked to be changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import notes
from vidare.actions import plans as actions
from vidare.queries import courses, needs, plans
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.rules.plans import Party
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.mine.forms import ChangeForm, YesForm
from vidare.web.notes.forms import FAULTS, explain
from vidare.web.once import once


def page(request: Asking) -> HttpResponse:
    mine = plans.my_plan(request.actor, on=request.day)
    own = request.actor.acts_for is None  # the mapping and the courses are no matter of whoever acts for somebody
    person = request.actor.person_id or 0
    context = {
        "mine": mine,
        "plan": mine.agreed or mine.asked,
        "mapping": needs.mapping_card(request.actor, person, language=request.LANGUAGE_CODE, on=request.day)
        if own
        else None,
        "courses": courses.mine(request.actor, on=request.day) if own else (),
    }
    return render(request, "mine/plan.html", context)


def agree(request: Asking) -> HttpResponse:
    """The whole plan once more, and then a yes to exactly what was read."""
    mine = plans.my_plan(request.actor, on=request.day)
    if mine.asked is None:
        raise Hidden
    asked, stale = mine.asked, False
    form = YesForm(request.POST or None, initial={"version": asked.version})

    def work() -> str:
        everybody = actions.agree(
            request.actor, plan=asked.key, version=form.cleaned_data["version"], party=Party.PARTICIPANT, at=request.at
        )
        said = _("Everyone has said yes. The plan is agreed.") if everybody else _("Thank you. You have said yes.")
        messages.success(request, said)
        return reverse("my-plan")

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
        except Stale as newer:
            stale = True
            form = YesForm(initial={"version": newer.version})
    context = {"mine": mine, "plan": asked, "form": form, "stale": stale}
    return render(request, "mine/agree.html", context, status=409 if stale else 422 if form.errors else 200)


def change(request: Asking) -> HttpResponse:
    """A message to the coach about the plan; it stays as what the participant wrote."""
    mine = plans.my_plan(request.actor, on=request.day)
    form = ChangeForm(request.POST or None)

    def work() -> str:
        text = form.cleaned_data["text"]
        notes.ask_for_change(request.actor, text=text, lang=request.LANGUAGE_CODE, at=request.at)
        messages.success(request, _("Thank you. Your coach is told, and will talk with you about it."))
        return reverse("my-plan")

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            explain(form, refused, at=FAULTS)
    context = {"mine": mine, "form": form}
    return render(request, "mine/change.html", context, status=422 if form.errors else 200)
