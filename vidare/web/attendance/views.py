"""The sheet of the hour, who is here now, and check-ins that staff must look at."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from vidare.actions import attendance as actions
from vidare.actions import ledger
from vidare.queries import attendance, hours
from vidare.rules.attendance import Mark, Source
from vidare.rules.calendar import Week
from vidare.rules.decision import Refused
from vidare.web.asking import Asking
from vidare.web.week.views import code

EVERY = 15  # seconds between two looks at what has been seen


def hour(request: Asking, session_id: int) -> HttpResponse:
    """The list of the hour. Marks are sent together; who is not marked stays not registered."""
    refused, kept = None, {}
    if request.method == "POST":
        kept = _marks(request)
        try:
            left = actions.confirm_sheet(request.actor, session=session_id, marks=kept, at=request.at)
        except Refused as wrong:
            refused = wrong
        else:
            _say(request, left)
            return redirect("hour", session_id)
    sheet = attendance.sheet(request.actor, session=session_id, at=request.at)
    persons = [row.person_id for row in sheet.rows]
    ledger.note_list(request.actor, "hour.listed", at=request.at, persons=persons, session=session_id)
    context = {
        "sheet": sheet,
        "rows": [(row, kept.get(row.booking_id)) for row in sheet.rows],
        "marks": list(Mark),
        "week": code(Week.of(sheet.hour.starts_at.date())),
        "own": Source.SELF,
        "reasons": refused.reasons if refused else (),
        "every": EVERY,
    }
    if request.htmx:
        return render(request, "attendance/seen.html", context)
    context["told"] = hours.told_of(request.actor, session=session_id, at=request.at)
    return render(request, "attendance/hour.html", context, status=422 if refused else 200)


def _say(request: Asking, left: int) -> None:
    if not left:
        messages.success(request, _("Saved. Everybody in this hour is registered."))
        return
    told = ngettext(
        "Saved. %(n)s person was not marked, and is still not registered.",
        "Saved. %(n)s people were not marked, and are still not registered.",
        left,
    )
    messages.warning(request, told % {"n": left})


def _marks(request: Asking) -> dict[int, Mark]:
    """``mark-17=here``: what was ticked; anything else that a form may hold is left alone."""
    known = {mark.value: mark for mark in Mark}
    found = {}
    for name, value in request.POST.items():
        key = name.removeprefix("mark-")
        if key != name and key.isascii() and key.isdigit() and len(key) < 18 and value in known:
            found[int(key)] = known[value]
    return found


def board(request: Asking) -> HttpResponse:
    """Who is here now; hours not registered; check-ins in doubt."""
    return _board(request, "attendance/board_now.html" if request.htmx else "attendance/board.html")


def _board(request: Asking, template: str, refused: Refused | None = None) -> HttpResponse:
    found = attendance.board(request.actor, at=request.at)
    persons = [row.person_id for _hour, rows in found.hours for row in rows]
    persons += [doubt.person_id for doubt in found.doubts]
    ledger.note_list(request.actor, "here.listed", at=request.at, persons=persons)
    context = {"board": found, "every": EVERY, "reasons": refused.reasons if refused else ()}
    return render(request, template, context, status=422 if refused else 200)


@require_POST
def settle(request: Asking, person_id: int, observation_id: int) -> HttpResponse:
    """``counts=booking-7``, ``counts=session-3`` or ``counts=no``."""
    kind, _dash, key = request.POST.get("counts", "").partition("-")
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 18 else None
    try:
        actions.settle_doubt(
            request.actor,
            observation=observation_id,
            counts=kind != "no",
            booking=number if kind == "booking" else None,
            session=number if kind == "session" else None,
            at=request.at,
        )
    except Refused as refused:
        return _board(request, "attendance/board.html", refused)
    return redirect("here")
