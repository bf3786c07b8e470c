"""A placement moved on through its life, and ended with what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vidare.actions import placements as actions
from vidare.queries import placements as queries
from vidare.rules.decision import Hidden, Refused
from vidare.rules.placements import Result, State
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import once
from vidare.web.placements.forms import EndForm
from vidare.web.week import given


@require_POST
def move(request: Asking, person_id: int, placement_id: int) -> HttpResponse:
    row = queries.placement(request.actor, person=person_id, placement=placement_id, on=request.day)
    wanted = request.POST.get("to", "")
    if not row.may_place or wanted not in {state.value for state in State}:
        raise Hidden
    try:
        given.tell(
            request,
            actions.move_placement_on(request.actor, placement=placement_id, to=State(wanted), at=request.at),
        )
    except Refused as refused:
        for because in refused.reasons:
            messages.error(request, words.sentence(because))
    return redirect("placement", person_id=person_id, placement_id=placement_id)


def end(request: Asking, person_id: int, placement_id: int) -> HttpResponse:
    """After "hired" the next question is at once whether the whole way is over."""
    row = queries.placement(request.actor, person=person_id, placement=placement_id, on=request.day)
    if not row.may_place:
        raise Hidden
    form = EndForm(request.POST or None, initial={"ended_on": min(row.end, request.day)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def work() -> str:
            given_back = actions.end_placement(
                request.actor,
                placement=placement_id,
                result=said["result"],
                ended_on=said["ended_on"],
                hired_on=said["hired_on"],
                at=request.at,
            )
            if said["result"] is Result.HIRED:
                messages.success(request, _("Hired! The work is noted. Is the way through the service over, too?"))
            else:
                messages.success(request, _("The placement has ended. What is the next step?"))
            given.tell(request, given_back)
            return reverse("placement", args=[person_id, placement_id])

        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    return render(request, "placements/end.html", {"row": row, "form": form}, status=422 if form.errors else 200)
