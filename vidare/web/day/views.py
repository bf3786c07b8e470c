"""My day: who needs me now, and who comes today."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from vidare.actions import ledger, participations
from vidare.queries import attention, outbox, week
from vidare.rules.access import Role
from vidare.rules.attention import Kind
from vidare.rules.decision import Hidden, Refused
from vidare.web.asking import Asking
from vidare.web.day.doors import cards
from vidare.web.navigation import TAUGHT

HERE = frozenset({Role.COACH, Role.COORDINATOR, Role.SOCIAL_SECRETARY, Role.JOB_MATCHER, Role.MANAGER, *TAUGHT})


def day(request: Asking) -> HttpResponse:
    """One list by reason; who leads and coaches nobody meets the whole team's. ``?only=code``: one reason in full."""
    roles = request.actor.roles(on=request.day)
    if not roles & HERE:
        raise Hidden
    only = _only(request.GET.get("only", ""))
    team = request.GET.get("team", "0" if Role.COACH in roles else "1") == "1"
    mine = attention.my_day(
        request.actor, on=request.day, whole_team=team, shown=attention.MOST if only else 8, only=only
    )
    persons = [debt.person_id for reason in mine.reasons for debt in reason.debts]
    ledger.note_list(request.actor, "day.listed", at=request.at, persons=persons)
    context = {"mine": mine, "cards": cards(mine.reasons, team=mine.whole_team), "only": only}
    if request.htmx:
        return render(request, "day/reasons.html", context)
    hours = week.today(request.actor, on=request.day, at=request.at)
    context["unreached"] = outbox.unreached_count(request.actor, on=request.day)
    return render(request, "day/day.html", context | {"hours": hours})


@require_POST
def acknowledge(request: Asking, person_id: int, participation_id: int) -> HttpResponse:
    """The coach has seen who is new to her."""
    try:
        participations.acknowledge(request.actor, participation=participation_id, at=request.at)
    except Refused as refused:
        raise Hidden from refused  # only their own coach finds the button
    return redirect("person", person_id=person_id)


def _only(code: str) -> Kind | None:
    return Kind(code) if code in {kind.value for kind in Kind} else None
