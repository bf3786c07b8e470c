"""Closing a way, confirming how it ended, and asking afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vidare.actions import ledger
from vidare.actions import outcomes as actions
from vidare.queries import outcomes as queries
from vidare.queries import programmes
from vidare.rules.decision import Hidden, Refused
from vidare.rules.outcomes import Occupation
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import once
from vidare.web.outcomes.forms import AnswerForm, CloseForm, ConfirmForm

SHOWN = 50


@require_GET
def afterwards(request: Asking) -> HttpResponse:
    found = queries.afterwards(request.actor, on=request.day)
    programmed = programmes.to_ask(request.actor, on=request.day)
    persons = sorted(
        {one.person_id for one in found.questions}
        | {one.person_id for one in found.unconfirmed}
        | {one.person_id for one in programmed[:SHOWN]}
    )
    ledger.note_reading(request.actor, "afterwards.listed", at=request.at, persons=persons)
    return render(
        request, "outcomes/afterwards.html", {"found": found, "to_ask": programmed[:SHOWN], "n": len(programmed)}
    )


def close(request: Asking, person_id: int) -> HttpResponse:
    way = queries.closing(request.actor, person=person_id, on=request.day)
    form = CloseForm(request.POST or None, initial={"ended_on": request.day})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def work() -> str:
            actions.close_participation(
                request.actor,
                participation=way.participation_id,
                ended_on=said["ended_on"],
                exit_class=said["exit_class"],
                occupation_from=said["occupation_from"],
                what=said["what"],
                reason=said["reason"],
                at=request.at,
            )
            messages.success(
                request, _("The way through the service is closed. The questions afterwards are laid out.")
            )
            return reverse("person", args=[person_id])

        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "outcomes/close.html", {"way": way, "form": form}, status=422 if form.errors else 200)


def confirm(request: Asking, person_id: int, exit_id: int) -> HttpResponse:
    row = queries.exit_of(request.actor, person=person_id, exit=exit_id, on=request.day)
    if not row.may_close:
        raise Hidden
    form = ConfirmForm(request.POST or None, initial={"exit_class": row.preliminary})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def work() -> str:
            actions.confirm_exit(
                request.actor,
                exit=exit_id,
                exit_class=said["exit_class"],
                work_started_on=said["work_started_on"],
                at=request.at,
            )
            messages.success(request, _("The class is settled."))
            return reverse("afterwards")

        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "outcomes/confirm.html", {"row": row, "form": form}, status=422 if form.errors else 200)


def answer(request: Asking, person_id: int, follow_up_id: int) -> HttpResponse:
    row = queries.question(request.actor, person=person_id, follow_up=follow_up_id, on=request.day)
    known = row.spell_says if row.spell_says is not Occupation.UNKNOWN else None
    form = AnswerForm(request.POST or None, initial={"occupation": row.occupation or known})
    if request.method == "POST" and form.is_valid():

        def work() -> str:
            actions.answer_follow_up(
                request.actor, follow_up=follow_up_id, occupation=form.cleaned_data["occupation"], at=request.at
            )
            messages.success(request, _("Thank you. The answer is part of the results at once."))
            return reverse("afterwards")

        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "outcomes/answer.html", {"row": row, "form": form}, status=422 if form.errors else 200)
